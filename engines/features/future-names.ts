// Names that say a column knows the future. Called where feature sets are made and where foreign files are imported.
// A name proves nothing; the other checks do. But a column called so has no business among the inputs of a model.

const RULES: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^aux_/, 'aux_*'],
  [/(^|_)future(_|$)/, '*_future'],
  [/^(ret|return|returns)_?(fwd|forward)/, 'ret_fwd*'],
  [/(^|_)(fwd|forward)(_|$)/, '*_fwd'],
  [/^label/, 'label*'],
  [/^(y|target|outcome|hit|hit_time|t1)$/, 'the outcome itself'],
  [/^target_(binary|next)/, 'target_*'],
  [/(^|_)next_(day|bar|return|close|open)/, '*_next_*'],
  [/(^|_)(exit_price|exit_time|pnl|pnl_rs|pnl_pct|r_net|r_multiple)(_|$)/, 'a result of the trade'],
  [/(^|_)(mfe|mae)(_|$)/, 'the best or worst price after the entry'],
];

/** The rule that forbids the name, or null where it is harmless. */
export function futureNameRule(name: string): string | null {
  const lower = name.toLowerCase();
  return RULES.find(([pattern]) => pattern.test(lower))?.[1] ?? null;
}
