// Position size from capital: whole lots that the per-trade margin buys at the given leverage. Never rounds up.

export interface SizingRule {
  /** `fixed-margin`: so many rupees of margin a trade. `all-equity`: the whole account, unlevered by default. */
  readonly mode: 'fixed-margin' | 'all-equity';
  readonly marginLong: number;
  readonly marginShort: number;
  readonly leverage: number;
  /** Whole lots, or fractions (only ever an as-published assumption). */
  readonly fractional: boolean;
  /** Share of the traded value kept back so that the entry's own charges fit; 0 where margin is not the whole account. */
  readonly costReserve: number;
}

/** Rupees of margin a trade of this side may use. */
export function marginBudget(rule: SizingRule, side: 1 | -1, equity: number): number {
  return rule.mode === 'all-equity' ? Math.max(0, equity) : side > 0 ? rule.marginLong : rule.marginShort;
}

/** Units that `margin` buys at `price`; 0 when not even one lot fits. */
export function quantityFor(rule: SizingRule, margin: number, price: number, lotSize: number): number {
  if (!(price > 0) || !(margin > 0)) return 0;
  const units = (margin * rule.leverage) / (price * (1 + rule.costReserve));
  return rule.fractional ? units : Math.floor(units / lotSize) * lotSize;
}
