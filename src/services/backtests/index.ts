// The backtest domain's public face: everything other folders may use of it.
export { backtestBody, computeRun, computeWaterfallOf, waterfallBody } from './bodies.ts';
export { resolveRequest, strategyCatalogue } from './catalogue.ts';
export { indianStamp } from './export.ts';
export { legacyRunOf } from './legacy-import.ts';
export { migrations } from './migrations.ts';
export { createOwnStrategyRunner, type OwnStrategyRunner } from './own-strategy.ts';
export {
  createRunStore,
  type FinishedRun,
  markInterruptedRuns,
  type NewRun,
  type RunStore,
} from './run-store.ts';
export { createBacktestService, defaultRunName, newRunOf } from './service.ts';
export { checkedCells, runSweep, sweepBody } from './sweep-body.ts';
