// From the fields of the New run form to a request, its CLI line and its problems. Pure.

import type { FillPolicyName } from '../../../../../engines/backtest/contract.ts';
import type { Interval } from '../../../../../engines/market/interval.ts';
import type { ParameterValues } from '../../../../../engines/parameters/parameters.ts';
import type { BacktestRequest } from '../../../../contracts/backtests.ts';
import { isIsoDate } from '../../../ui/date-text.ts';
import { formatSessionDate } from '../../../ui/format.ts';
import type { DayRange } from '../../../ui/market/stored-range.ts';
import { shellWord } from '../../../ui/shell-word.ts';

export interface RunFields {
  readonly strategyId: string;
  readonly name: string;
  /** Empty means all. */
  readonly instruments: readonly string[];
  readonly interval: Interval;
  readonly from: string;
  readonly to: string;
  readonly fillPolicy: FillPolicyName;
}

export function fieldProblems(fields: RunFields, coverage: DayRange | null): readonly string[] {
  if (!coverage)
    return [
      `No stored candles can make ${fields.interval} bars of these instruments. Choose another interval, or import finer candles.`,
    ];
  if (!isIsoDate(fields.from) || !isIsoDate(fields.to)) return ['Enter both days, like 28 Mar 2024.'];
  if (fields.from > fields.to) return ['The first day lies after the last.'];
  if (fields.to < coverage.from || fields.from > coverage.to)
    return [
      `No candles are stored in these days. Stored are ${formatSessionDate(coverage.from)} to ${formatSessionDate(coverage.to)}.`,
    ];
  return [];
}

export function requestOf(fields: RunFields, parameters: ParameterValues): BacktestRequest {
  const name = fields.name.trim();
  return {
    strategyId: fields.strategyId,
    ...(name ? { name } : {}),
    instruments: fields.instruments.length === 0 ? 'all' : [...fields.instruments],
    interval: fields.interval,
    from: fields.from,
    to: fields.to,
    fillPolicy: fields.fillPolicy,
    parameters: { ...parameters },
  };
}

/** The same run from a terminal. `settings` is the form's ` --set name=value …`. */
export function cliCommand(fields: RunFields, settings: string): string {
  const instruments = fields.instruments.length === 0 ? 'all' : fields.instruments.join();
  return (
    `npm run -s cli -- backtest ${fields.strategyId} --instruments ${shellWord(instruments)} --interval ${fields.interval}` +
    ` --from ${fields.from} --to ${fields.to} --fill-policy ${fields.fillPolicy}${settings}`
  );
}
