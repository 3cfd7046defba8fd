// The other half of the desk's main question: the same request under the other rules. Pure: which policy, and whether a stored run
// already answers it.

import type { FillPolicyName } from '../../../../../engines/backtest/contract.ts';
import type { BacktestRequest, Run, RunSummary } from '../../../../contracts/backtests.ts';

/** A flattering run is held against the honest one, an honest one against what was published. */
export function counterpartPolicy(policy: FillPolicyName): FillPolicyName {
  return policy === 'as-published' ? 'pessimistic' : 'as-published';
}

export function counterpartRequest(request: BacktestRequest, name: string): BacktestRequest {
  const fillPolicy = counterpartPolicy(request.fillPolicy);
  const words = fillPolicy === 'as-published' ? 'as published' : 'honest';
  const own = ` · ${request.fillPolicy} · `;
  // A name that says its policy (the default one does) must not go on saying it.
  const next = name.includes(own)
    ? name.replace(own, ` · ${fillPolicy} · `)
    : `${name.slice(0, 100)} · ${words}`;
  return { ...request, fillPolicy, name: next };
}

/** Finished runs that may be the counterpart, newest first; only their requests can tell. */
export function candidates(runs: readonly RunSummary[], run: Run): readonly RunSummary[] {
  const policy = counterpartPolicy(run.fillPolicy);
  return runs.filter(
    (other) =>
      other.state === 'done' &&
      other.origin === 'backtest' &&
      other.fillPolicy === policy &&
      other.strategyId === run.strategyId &&
      other.strategyVersion === run.strategyVersion &&
      other.interval === run.interval &&
      other.from === run.from &&
      other.to === run.to,
  );
}

function parametersText(request: BacktestRequest): string {
  return JSON.stringify(Object.entries(request.parameters).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function instrumentsText(request: BacktestRequest): string {
  return request.instruments === 'all' ? 'all' : [...request.instruments].sort().join();
}

/** Same instruments and parameters over the same candles: only the fill policy differs. */
export function isCounterpart(run: Run, other: Run): boolean {
  return (
    run.request !== null &&
    other.request !== null &&
    run.dataHash === other.dataHash &&
    instrumentsText(run.request) === instrumentsText(other.request) &&
    parametersText(run.request) === parametersText(other.request)
  );
}

/** What was published stands first: the comparison reads from there to the honest end. */
export function comparisonOrder(run: Pick<RunSummary, 'id' | 'fillPolicy'>, otherId: string): string {
  return run.fillPolicy === 'as-published' ? `${run.id},${otherId}` : `${otherId},${run.id}`;
}
