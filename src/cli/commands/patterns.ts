// `patterns`: measured win rates of chart patterns over stored bars, with their intervals and beside what was published. Reads only.

import { type Command, InvalidArgumentError, Option } from 'commander';
import { INTERVALS } from '../../../engines/market/interval.ts';
import { patternRequestSchema } from '../../contracts/patterns.ts';
import { measurePatterns, researchSource } from '../../services/research/index.ts';
import { readInstruments, storedRange } from '../arguments/run-request.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { createProgress } from '../progress.ts';
import { patternDetailLines, patternLines, patternsDocument } from '../text/pattern-text.ts';

interface PatternOptions {
  readonly instruments: string;
  readonly interval: string;
  readonly from?: string;
  readonly to?: string;
  readonly horizon: number;
  readonly costBps: number;
  readonly sameSession?: boolean;
  readonly pattern?: string;
}

export function define(command: Command, context: Context): void {
  command
    .option('--instruments <ids>', 'NSE:A,NSE:B or all', 'all')
    .addOption(
      new Option('--interval <interval>', 'length of a bar')
        .choices(INTERVALS.filter((interval) => interval !== '1d'))
        .default('5m'),
    )
    .option('--from <date>', 'first session, YYYY-MM-DD (default: the first stored)')
    .option('--to <date>', 'last session, YYYY-MM-DD (default: the last stored)')
    .option('--horizon <bars>', 'bars after the pattern at whose close it is judged', readNumber, 3)
    .option('--cost-bps <points>', 'cost of a round trip, in hundredths of a percent', readNumber, 10)
    .option('--same-session', 'only patterns whose bars lie in one session')
    .option('--pattern <id>', 'this one only, with its rule, months and instruments')
    .action((options: PatternOptions) => measure(options, context));
}

function readNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number.');
  return value;
}

function measure(options: PatternOptions, context: Context): Promise<void> {
  const instruments = readInstruments(options.instruments);
  const { from, to, interval, horizon, costBps, sameSession = false, pattern } = options;
  return withDesk(context, 'read', async (desk) => {
    const whole =
      from !== undefined && to !== undefined
        ? { from, to }
        : storedRange(await desk.market.instruments(), instruments);
    const request = patternRequestSchema.parse({
      instruments,
      interval,
      from: from ?? whole.from,
      to: to ?? whole.to,
      horizon,
      costBps,
      sameSession,
    });
    const progress = await createProgress(context.output, desk.now);
    const measured = await measurePatterns(researchSource(desk.db), request, {
      signal: context.signal,
      onInstrument: (id, k, total) =>
        progress.show({ stage: `Counting patterns of ${id}`, fraction: k / total }),
    }).finally(() => progress.end());
    const named = pattern === undefined ? undefined : measured.patterns.find(({ id }) => id === pattern);
    if (pattern !== undefined && !named)
      throw badUsage(
        `There is no pattern "${pattern}". Choose one of ${measured.patterns.map(({ id }) => id).join(', ')}.`,
      );
    const report = named ? { ...measured, patterns: [named] } : measured;
    context.output.result(patternsDocument(report), () =>
      named ? patternDetailLines(report, named) : patternLines(report),
    );
  });
}
