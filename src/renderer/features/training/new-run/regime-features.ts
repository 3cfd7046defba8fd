// Which features regimes may be read from where nobody has chosen: one that tells the move, one the range, one the volume. Pure.

const TOLD_BY: readonly RegExp[] = [
  /return|momentum|(^|_)roc/i,
  /volatility|intraday_vol(_|$)|(^|_)atr|range|deviation/i,
  /volume/i,
];

/** At most one of each kind, by name, in the dataset's order; none where no name tells. */
export function regimeFeatures(names: readonly string[]): string[] {
  const found = TOLD_BY.map((pattern) => names.find((name) => pattern.test(name)));
  return [...new Set(found.filter((name) => name !== undefined))];
}
