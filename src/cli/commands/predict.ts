// `predict`: probabilities of a model for any range of stored dates, as a CSV. The same job the desk runs.

import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readInstruments, storedRange } from '../arguments/run-request.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { copyWhole } from '../work/copy-reports.ts';
import { namedModel, predict, predictionLines } from '../work/predict.ts';

interface PredictOptions {
  readonly model: string;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly instruments?: string;
  readonly output?: string;
  readonly dryRun?: boolean;
}

export function define(command: Command, context: Context): void {
  command
    .requiredOption(
      '--model <model>',
      'a candidate, the id or folder of a bundle, or a starter; `models list`',
    )
    .option('--start-date <date>', 'first session, YYYY-MM-DD (default: the first stored)')
    .option('--end-date <date>', 'last session (default: the last stored)')
    .option('--instruments <ids>', 'NSE:A,NSE:B or all (default: those it was trained on)')
    .option('--output <file>', 'copy the CSV there too')
    .option('--dry-run', 'say what would be predicted')
    .action((options: PredictOptions) => run(options, context));
}

function run(options: PredictOptions, context: Context): Promise<void> {
  const dryRun = options.dryRun ?? false;
  return withDesk(context, dryRun ? 'rehearse' : 'write', async (desk) => {
    const { model, title } = await namedModel(desk, options.model);
    const stored = await desk.market.instruments();
    const wanted = options.instruments === undefined ? undefined : readInstruments(options.instruments);
    const whole = storedRange(stored, wanted ?? 'all');
    const request = {
      model,
      from: options.startDate ?? whole.from,
      to: options.endDate ?? whole.to,
      ...(wanted !== undefined && wanted !== 'all' && { instruments: wanted }),
      ...(wanted === 'all' && {
        instruments: stored.filter(({ kind }) => kind !== 'index').map(({ id }) => id),
      }),
    };
    if (dryRun) {
      context.output.result({ request, title, dryRun }, () => [
        `Would predict ${request.from} to ${request.to} with ${title}. Dry run: nothing was computed.`,
      ]);
      return;
    }
    const made = await predict(desk, request, context);
    const copy = options.output === undefined ? null : resolve(options.output);
    if (copy !== null) copyWhole(made.path, copy);
    context.output.result({ ...made, copy, model, title, dryRun }, () => [
      ...predictionLines(made),
      ...(copy === null ? [] : [`Copied to ${copy}`]),
    ]);
  });
}
