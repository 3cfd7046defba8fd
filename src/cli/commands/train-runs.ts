// `train status`, `list`, `pause`, `resume`, `cancel`, `log`: runs of training, whoever started them. Ids may be shortened; names do too.

import { type Command, Option } from 'commander';
import type { TrainingRunSummary } from '../../contracts/training.ts';
import {
  MOST_STEPS,
  STEP_STATES,
  STEPS_PAGE,
  type StepPage,
  type StepState,
  type StepsAsked,
  stepsAskedSchema,
} from '../../contracts/training-steps.ts';
import { findTraining } from '../arguments/training-id.ts';
import type { Context } from '../context.ts';
import { type Desk, withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { count, shortId } from '../text/format.ts';
import { nextLines, runDocument, runLines, runTable, stepLines } from '../text/training-text.ts';
import { resume } from '../work/train.ts';

interface StatusOptions {
  readonly steps?: boolean;
  readonly state?: StepState;
  readonly offset: string;
  readonly limit: string;
}

interface LogOptions {
  readonly lines: string;
}

export function defineRuns(command: Command, context: Context): void {
  command
    .command('list')
    .summary('all runs, newest first')
    .action(() => list(context));
  command
    .command('status')
    .summary('one run with its candidates; the newest where none is named')
    .argument('[run]')
    .option('--steps', 'steps with their times, in the order of the plan')
    .addOption(
      new Option('--state <state>', 'only steps of this state').choices(STEP_STATES).implies({ steps: true }),
    )
    .option('--offset <number>', 'leave out so many steps', '0')
    .option('--limit <number>', `most steps, up to ${MOST_STEPS}`, String(STEPS_PAGE))
    .action((id: string | undefined, options: StatusOptions) => status(id, options, context));
  command
    .command('pause')
    .summary('stop after the next checkpoint; everything done stays')
    .argument('<run>')
    .action((id: string) => change(id, 'pause', context));
  command
    .command('cancel')
    .summary('stop and give up; everything done stays, and it can be resumed')
    .argument('<run>')
    .action((id: string) => change(id, 'cancel', context));
  command
    .command('resume')
    .summary('go on where it stopped; the models are those of a run without a stop')
    .argument('<run>')
    .option('--dry-run', 'say what is left')
    // `train` has a --dry-run of its own, which takes the word wherever it stands.
    .action((id: string, _: unknown, own: Command) => goOn(id, own.optsWithGlobals(), context));
  command
    .command('log')
    .summary('what the job of a run wrote')
    .argument('[run]')
    .option('--lines <number>', 'newest lines', '200')
    .action((id: string | undefined, options: LogOptions) => log(id, options, context));
}

function list(context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ training }) => {
    const runs = await training.list();
    context.output.result({ runs }, () =>
      runs.length === 0 ? ['No training runs yet. Next: train --dataset <id>'] : runTable(runs),
    );
  });
}

async function named(desk: Desk, text: string | undefined): Promise<TrainingRunSummary> {
  const runs = await desk.training.list();
  // Without any, the lookup says so.
  return text === undefined && runs[0] ? runs[0] : findTraining(runs, text ?? 'newest');
}

function status(text: string | undefined, options: StatusOptions, context: Context): Promise<void> {
  const asked = options.steps ? stepsAsked(options) : null;
  return withDesk(context, 'read', async (desk) => {
    const { id } = await named(desk, text);
    const run = await desk.training.get(id);
    const live = run.state === 'running' ? await desk.training.live(id) : null;
    const page = asked && (await desk.training.steps(id, asked));
    const told = page && { stepList: page.steps, stepTotal: page.total, stepOffset: page.offset };
    context.output.result({ ...run, live, ...told }, () => [
      ...runLines(run, live),
      ...(page ? ['', ...pageLines(page)] : []),
      ...(run.state === 'running' || run.state === 'queued' ? [] : nextLines(run)),
    ]);
  });
}

function stepsAsked({ state, offset, limit }: StatusOptions): StepsAsked {
  const asked = stepsAskedSchema.safeParse({
    ...(state && { state }),
    offset: Number(offset),
    limit: Number(limit),
  });
  if (asked.success) return asked.data;
  const [{ path, message } = { path: [], message: '' }] = asked.error.issues;
  throw badUsage(`--${path.join('.')}: ${message}. Nothing was read.`);
}

/** The steps of a page, and where the others are. */
function pageLines({ steps, total, offset }: StepPage): string[] {
  if (steps.length === total) return stepLines(steps);
  const last = offset + steps.length;
  const which = steps.length === 0 ? 'None' : `Steps ${count(offset + 1)} to ${count(last)}`;
  const next = last < total ? `; the next: --offset ${last}` : '';
  return [...stepLines(steps), `${which} of ${count(total)}${next}`];
}

function change(text: string, what: 'pause' | 'cancel', context: Context): Promise<void> {
  return withDesk(context, 'write', async (desk) => {
    const { id } = await named(desk, text);
    const after = await desk.training[what](id);
    const asked = after.state === 'running';
    context.output.result({ runId: id, state: after.state, asked: what }, () => [
      asked
        ? `Asked ${shortId(id)} ${after.name} to ${what}; it stops at its next checkpoint.`
        : `${shortId(id)} ${after.name} is ${after.state}. Go on: train resume ${shortId(id)}`,
    ]);
  });
}

function goOn(text: string, { dryRun }: { readonly dryRun?: boolean }, context: Context): Promise<void> {
  return withDesk(context, dryRun ? 'rehearse' : 'write', async (desk) => {
    const { id, state, steps, name } = await named(desk, text);
    if (dryRun) {
      const left = steps.total - steps.done;
      context.output.result({ runId: id, state, left, dryRun: true }, () => [
        `${shortId(id)} ${name} is ${state}; ${left} of ${steps.total} steps are left. Dry run: nothing was started.`,
      ]);
      return;
    }
    const run = await resume(desk, id, context);
    context.output.result(runDocument(run), () => [...runLines(run), ...nextLines(run)]);
  });
}

function log(text: string | undefined, { lines }: LogOptions, context: Context): Promise<void> {
  return withDesk(context, 'read', async (desk) => {
    const { id, jobId, name } = await named(desk, text);
    const wanted = Math.max(1, Math.trunc(Number(lines)) || 200);
    const found = jobId === null ? [] : await desk.jobs.log(jobId, wanted);
    context.output.result({ runId: id, jobId, lines: found }, () =>
      found.length === 0 ? [`The job of ${name} wrote nothing.`] : found,
    );
  });
}
