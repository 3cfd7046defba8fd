// The options a backtest and a sweep share, and the request they make. Dates left out mean everything stored.

import { type Command, Option } from 'commander';
import { FILL_POLICIES } from '../../../engines/backtest/contract.ts';
import { INTERVALS } from '../../../engines/market/interval.ts';
import { type BacktestRequest, backtestRequestSchema } from '../../contracts/backtests.ts';
import { AppError } from '../../contracts/errors.ts';
import { type InstrumentSummary, instrumentIdSchema, type MarketService } from '../../contracts/market.ts';
import { strategyCatalogue } from '../../services/backtests/index.ts';
import { badUsage } from '../failures.ts';
import { readSettings } from './parameters.ts';

export interface RunOptions {
  readonly instruments: string;
  readonly interval?: string;
  readonly from?: string;
  readonly to?: string;
  readonly fillPolicy: string;
  readonly set?: readonly string[];
  readonly name?: string;
  readonly dryRun?: boolean;
}

export function addRunOptions(command: Command): Command {
  return command
    .argument('<strategy>', 'one of those `strategies` lists, for instance avwap-v11')
    .option('--instruments <ids>', 'NSE:A,NSE:B or all', 'all')
    .addOption(
      new Option('--interval <interval>', "length of a signal bar (default: the strategy's own)").choices(
        INTERVALS,
      ),
    )
    .option('--from <date>', 'first session, YYYY-MM-DD (default: the first stored)')
    .option('--to <date>', 'last session, YYYY-MM-DD (default: the last stored)')
    .addOption(
      new Option('--fill-policy <policy>', 'how orders fill; only pessimistic flatters nothing')
        .choices(FILL_POLICIES)
        .default('pessimistic'),
    )
    .option('--set <name=value...>', 'parameters; `strategies <strategy>` lists them');
}

/** Throws BAD_REQUEST or NO_DATA; parameters are checked when the request is resolved. */
export async function runRequestOf(
  strategyId: string,
  options: RunOptions,
  market: MarketService,
): Promise<BacktestRequest> {
  const instruments = readInstruments(options.instruments);
  const strategy = strategyCatalogue().strategies.find(({ id }) => id === strategyId);
  const whole =
    options.from !== undefined && options.to !== undefined
      ? { from: options.from, to: options.to }
      : storedRange(await market.instruments(), instruments);
  return backtestRequestSchema.parse({
    strategyId,
    instruments,
    interval: options.interval ?? strategy?.defaultInterval ?? '15m',
    from: options.from ?? whole.from,
    to: options.to ?? whole.to,
    fillPolicy: options.fillPolicy,
    parameters: readSettings(strategyId, options.set ?? []),
    ...(options.name === undefined ? {} : { name: options.name }),
  });
}

export function readInstruments(text: string): BacktestRequest['instruments'] {
  if (text.trim().toLowerCase() === 'all') return 'all';
  const ids = text
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const bad = ids.find((id) => !instrumentIdSchema.safeParse(id).success);
  if (ids.length === 0 || bad !== undefined)
    throw badUsage(
      `--instruments takes all, or ids like NSE:RELIANCE with commas between them, not "${bad ?? text}". Nothing was run.`,
    );
  return ids;
}

export function storedRange(
  stored: readonly InstrumentSummary[],
  wanted: BacktestRequest['instruments'],
): { readonly from: string; readonly to: string } {
  const spans = stored
    .filter(({ id }) => wanted === 'all' || wanted.includes(id))
    .flatMap(({ intervals }) => intervals);
  if (spans.length === 0)
    throw new AppError(
      'NO_DATA',
      `No candles are stored${wanted === 'all' ? '' : ` of ${wanted.slice(0, 5).join(', ')}`}. Nothing was run; import candle files, or make the sample market with \`sample\`.`,
    );
  return {
    from: spans.map(({ firstDate }) => firstDate).reduce((a, b) => (a < b ? a : b)),
    to: spans.map(({ lastDate }) => lastDate).reduce((a, b) => (a > b ? a : b)),
  };
}
