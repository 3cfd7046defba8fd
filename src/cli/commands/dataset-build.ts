// `dataset plan` and `dataset build`: the same options, the same request as the desk's builder. A dataset that exists already is
// found by its content and not built again; a build that was stopped continues with the parts it left.

import type { Command } from 'commander';
import type { DatasetRequest } from '../../contracts/datasets.ts';
import { AppError, toErrorData } from '../../contracts/errors.ts';
import { createCandleStore, loadCalendar } from '../../services/market/index.ts';
import { createDatasetStore, newDataset, prepareDataset } from '../../services/research/index.ts';
import { addDatasetOptions, type DatasetOptions, datasetRequestOf } from '../arguments/dataset-request.ts';
import { findRun } from '../arguments/run-id.ts';
import type { Context } from '../context.ts';
import { type Desk, withDesk } from '../desk.ts';
import { datasetLines, planLines, proofLines, shortDataset } from '../text/dataset-text.ts';
import { seconds } from '../text/format.ts';
import { runWork } from '../work/run-work.ts';

export function defineBuild(command: Command, context: Context): void {
  addDatasetOptions(command.command('plan').summary('what a build would read, make and cost')).action(
    (options: DatasetOptions) => plan(options, context),
  );
  addDatasetOptions(command.command('build').summary('build a dataset and prove it'))
    .option('--dry-run', 'the plan only: build and store nothing')
    .action((options: DatasetOptions) => (options.dryRun ? plan(options, context) : build(options, context)));
}

async function requestFor(desk: Desk, options: DatasetOptions): Promise<DatasetRequest> {
  const run = options.run === undefined ? undefined : findRun(await desk.backtests.list(), options.run);
  return datasetRequestOf(options, desk.market, run);
}

function plan(options: DatasetOptions, context: Context): Promise<void> {
  return withDesk(context, 'rehearse', async (desk) => {
    const request = await requestFor(desk, options);
    const made = await desk.datasets.plan(request);
    context.output.result({ request, plan: made, dryRun: true }, () => planLines(made));
  });
}

function build(options: DatasetOptions, context: Context): Promise<void> {
  return withDesk(context, 'write', async (desk) => {
    const request = await requestFor(desk, options);
    const { existing } = await desk.datasets.plan(request);
    const datasetId = existing ?? (await built(desk, request, context));
    await print(desk, datasetId, existing !== null, context);
  });
}

/** Gives its id. Also called by commands that train on what they build. */
export async function built(desk: Desk, request: DatasetRequest, context: Context): Promise<string> {
  const datasets = createDatasetStore(desk.db);
  const source = { store: createCandleStore(desk.db), calendar: loadCalendar() };
  const prepared = await prepareDataset(desk.db, source, request);
  const { id } = prepared;
  await refuseBusy(desk, id);
  const dataset = newDataset(prepared, request, desk.now());
  await datasets.begin(dataset);
  try {
    const work = {
      kind: 'dataset',
      title: `Dataset ${dataset.name}`,
      payload: { datasetId: id, request },
    } as const;
    await runWork(desk, work, context, { onJob: (job) => datasets.attachJob(id, job.id) });
  } catch (error) {
    // The body says so itself; only a thread that died could not. Does nothing to a build that has ended.
    await datasets.fail(id, context.signal.aborted ? 'cancelled' : 'failed', toErrorData(error));
    throw error;
  }
  return id;
}

/** Two builds of one dataset would write the same files. */
async function refuseBusy(desk: Desk, datasetId: string): Promise<void> {
  const known = await createDatasetStore(desk.db).state(datasetId);
  if (known?.state !== 'building' || known.jobId === null) return;
  const job = await desk.jobs.get(known.jobId).catch(() => null);
  if (job?.state === 'queued' || job?.state === 'running')
    throw new AppError(
      'ALREADY_RUNNING',
      `This dataset (${shortDataset(datasetId)}) is being built by the desk or another command. Nothing was started; wait for it, or cancel it in Monitor.`,
      { datasetId, jobId: known.jobId },
    );
}

async function print(desk: Desk, datasetId: string, existed: boolean, { output }: Context): Promise<void> {
  const dataset = await desk.datasets.get(datasetId);
  const proof = await desk.datasets.proof(datasetId);
  const checks = (proof?.checks ?? []).map(({ id, title, verdict, summary, findingCount }) => ({
    id,
    title,
    verdict,
    summary,
    findingCount,
  }));
  output.result(
    {
      datasetId,
      existed,
      dryRun: false,
      name: dataset.name,
      rows: dataset.rows,
      droppedRows: dataset.droppedRows,
      features: dataset.featureNames.length,
      classes: dataset.classes,
      balance: dataset.balance,
      proof: dataset.proof,
      checks,
      flags: dataset.datasetFlags,
      synthetic: dataset.synthetic,
      contentHash: dataset.contentHash,
      elapsedMs: dataset.elapsedMs,
    },
    () => [
      ...datasetLines(dataset),
      '',
      ...proofLines(proof),
      existed
        ? `This dataset existed already: ${shortDataset(datasetId)}. No work was done.`
        : `Dataset ${shortDataset(datasetId)} built in ${seconds(dataset.elapsedMs ?? 0)}. Next: dataset export ${shortDataset(datasetId)}`,
    ],
  );
}
