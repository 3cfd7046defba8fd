// Metrics as the JSON documents carry them: charges as one number, the kinds beside it. Scripts rely on these names.

import type { Metrics } from '../../../engines/backtest/contract.ts';

export type MetricsDocument = Omit<Metrics, 'charges'> & {
  readonly charges: number;
  readonly chargesByKind: Metrics['charges'];
};

export function metricsDocument(metrics: Metrics): MetricsDocument {
  const { netPnl, grossPnl, charges, ...others } = metrics;
  return { netPnl, grossPnl, charges: charges.total, chargesByKind: charges, ...others };
}
