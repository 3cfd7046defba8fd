// `holdout_metrics.json` in the layout of the published gate. Pure.

import type { HoldOutResult } from '../../../contracts/training-results.ts';
import type { Calendar, Profile } from '../../market/index.ts';
import { tickerOf } from './report-place.ts';

export function holdOutMetrics(result: HoldOutResult, calendar: Calendar, profile: Profile) {
  const { scores, money } = result;
  return {
    auc: scores.auc,
    sharpe: money?.sharpe ?? null,
    accuracy: scores.accuracy,
    brier: scores.brier,
    n: scores.rows,
    start: calendar.dateOf(profile, result.from),
    end: calendar.dateOf(profile, result.to),
    per_symbol: Object.fromEntries(
      result.perInstrument.map(({ instrumentId, rows, auc }) => [tickerOf(instrumentId), { n: rows, auc }]),
    ),
    pnl: {
      gross: money?.grossPnl ?? null,
      net: money?.netPnl ?? null,
      costs: money?.charges ?? null,
      turnover: money?.turnover ?? null,
      max_dd: money?.maxDrawdown ?? null,
    },
    passed: result.passed,
    faults: result.faults,
    reason: result.reason,
    opened_at: new Date(result.openedAt).toISOString(),
  };
}
