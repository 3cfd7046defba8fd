// `sample`: makes the synthetic sample market. The same seed gives the same bytes everywhere.

import type { Command } from 'commander';
import { sampleInstruments } from '../../../engines/market/synthetic.ts';
import { type SampleResult, sampleRequestSchema } from '../../contracts/sample.ts';
import { loadCalendar } from '../../services/market/index.ts';
import { sampleSessions } from '../../services/sample/index.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { count, seconds } from '../text/format.ts';
import { runWork } from '../work/run-work.ts';

interface SampleOptions {
  readonly seed?: string;
  readonly sessions?: string;
  readonly symbols?: string;
  readonly dryRun?: boolean;
}

export function define(command: Command, context: Context): void {
  command
    .option('--seed <number>', 'which market (default 7)')
    .option('--sessions <number>', 'how many days, 5 to 500 (default 120)')
    .option('--symbols <number>', 'how many companies, 1 to 40 (default 20)')
    .option('--dry-run', 'say what would be made, store nothing')
    .action((options: SampleOptions) => run(options, context));
}

async function run(options: SampleOptions, context: Context): Promise<void> {
  const numbers = Object.entries(options).filter(([name]) => name !== 'dryRun');
  const request = sampleRequestSchema.parse(
    Object.fromEntries(numbers.map(([name, text]) => [name, text === '' ? Number.NaN : Number(text)])),
  );
  if (options.dryRun) {
    const sessions = sampleSessions(loadCalendar(), request.sessions);
    const instruments = sampleInstruments(request.symbols).map(({ id }) => id);
    const [first, last] = [sessions[0]!.date, sessions.at(-1)!.date];
    context.output.result(
      { instruments, sessions: sessions.length, from: first, to: last, bars: 0, dryRun: true, elapsedMs: 0 },
      () => [
        `Would make ${instruments.length} invented companies × ${sessions.length} sessions of one-minute bars, ${first} to ${last}.`,
        'Dry run: nothing was stored.',
      ],
    );
    return;
  }
  await withDesk(context, 'write', async (desk) => {
    const title = `Sample market, seed ${request.seed}`;
    const result = (await runWork(
      desk,
      { kind: 'sample', title, payload: request },
      context,
    )) as SampleResult;
    context.output.result({ ...result, seed: request.seed, synthetic: true, dryRun: false }, () => [
      `${count(result.bars)} synthetic one-minute bars of ${result.instruments.length} invented companies × ${result.sessions} sessions, in ${seconds(result.elapsedMs)}.`,
      'Next: backtest avwap-v11',
    ]);
  });
}
