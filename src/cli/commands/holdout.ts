// `holdout`: opens the hold-out for a candidate, once, with a reason. The second time is refused with exit code 4 and changes nothing.

import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { AppError } from '../../contracts/errors.ts';
import { numberOf } from '../arguments/dataset-request.ts';
import { findCandidate } from '../arguments/training-id.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { holdOutLines } from '../text/candidate-text.ts';
import { moment } from '../text/format.ts';
import { copyWhole } from '../work/copy-reports.ts';

interface HoldOutOptions {
  readonly candidate: string;
  readonly reason: string;
  readonly thresholdAuc?: string;
  readonly thresholdSharpe?: string;
  readonly output?: string;
  readonly dryRun?: boolean;
}

export function define(command: Command, context: Context): void {
  command
    .requiredOption('--candidate <id>', 'the one candidate that has its look; `models list` lists them')
    .requiredOption('--reason <text>', 'what is to be learned: written down with the result')
    .option('--threshold-auc <number>', 'least AUC (default: of its run, else 0.60)')
    .option('--threshold-sharpe <number>', 'least Sharpe ratio after charges (default: of its run, else 0)')
    .option('--output <file>', 'copy holdout_metrics.json there')
    .option('--dry-run', 'say whether it could be opened; open nothing')
    .action((options: HoldOutOptions) => run(options, context));
}

function run(options: HoldOutOptions, context: Context): Promise<void> {
  const dryRun = options.dryRun ?? false;
  if (options.reason.trim() === '')
    throw badUsage('--reason says what is to be learned; it may not be empty. Nothing was opened.');
  return withDesk(context, dryRun ? 'rehearse' : 'write', async ({ training, dataFolder }) => {
    const candidate = findCandidate(await training.candidates(), options.candidate);
    const { request, holdOut } = await training.get(candidate.runId);
    const gates = {
      auc:
        options.thresholdAuc === undefined
          ? request.gates.auc
          : numberOf('--threshold-auc', options.thresholdAuc),
      sharpe:
        options.thresholdSharpe === undefined
          ? request.gates.sharpe
          : numberOf('--threshold-sharpe', options.thresholdSharpe),
    };
    if (dryRun) {
      if (candidate.holdOut !== null)
        throw new AppError(
          'CONFLICT',
          `This candidate already saw the hold-out (reason: ${candidate.holdOut.reason}). Its result stands: evaluate --candidate ${candidate.id.slice(0, 8)}`,
          { candidateId: candidate.id },
        );
      context.output.result({ candidateId: candidate.id, holdOut, gates, dryRun }, () => [
        holdOut === null
          ? 'No sessions were held out of its dataset: there is nothing to open.'
          : `Would open ${holdOut.sessions} sessions, ${moment(holdOut.from).slice(0, 10)} to ${moment(holdOut.to).slice(0, 10)}, for ${candidate.title}. Dry run: nothing was opened.`,
      ]);
      return;
    }
    const result = await training.openHoldOut(candidate.id, options.reason, gates);
    const copy = options.output === undefined ? null : resolve(options.output);
    const report = await training.candidate(candidate.id);
    if (copy !== null) {
      const folder = report.files.find(({ name }) => name === 'candidate.json')?.path;
      if (folder !== undefined) copyWhole(join(dataFolder, folder, '..', 'holdout_metrics.json'), copy);
    }
    context.output.result({ ...result, gates, copy, dryRun }, () => [
      ...holdOutLines(result),
      ...(copy === null ? [] : [`Wrote ${copy}`]),
    ]);
  });
}
