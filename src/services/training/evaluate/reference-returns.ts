// Daily worth of the rows a candidate was surest of, for candidates that rightly traded nothing: without it their trials could not be told
// from luck at all. Called by the evaluation; never stands for money and opens no gate.
//
// [Note: surest tenth] A row counts where its confidence reaches the upper tenth of what the same segment's earlier days showed: known
// then, and the same share of rows whatever scale a model's probabilities have. The first day of a segment has nothing to compare with.

import type { ScoredRows } from './scored-rows.ts';

const SUREST = 0.9;

type Rows = Pick<ScoredRows, 'count' | 'session' | 'segment' | 'confidence' | 'worth' | 'cost'>;

/** One figure per tested day, ascending, in fractions of the entry summed over rows: only ratios of it mean anything. */
export function referenceReturns(scored: Rows): Float64Array {
  const sessions = [...new Set(scored.session)].sort((a, b) => a - b);
  const placeOf = new Map(sessions.map((session, day) => [session, day]));
  const earned = new Float64Array(sessions.length);
  for (const places of Map.groupBy(
    Array.from({ length: scored.count }, (_, k) => k),
    (k) => scored.segment[k]!,
  ).values()) {
    let seen: Float64Array = new Float64Array(0);
    const days = [...Map.groupBy(places, (k) => scored.session[k]!)].sort(([a], [b]) => a - b);
    for (const [session, rows] of days) {
      if (seen.length > 0) {
        const least = seen[Math.min(seen.length - 1, Math.floor(SUREST * seen.length))]!;
        const day = placeOf.get(session)!;
        // Not NaN, and above: a model that says the same of every row is sure of none.
        for (const k of rows)
          if (
            scored.confidence[k]! >= least &&
            scored.confidence[k]! > seen[0]! &&
            !Number.isNaN(scored.worth[k]!)
          )
            earned[day] = earned[day]! + scored.worth[k]! - scored.cost[k]!;
      }
      seen = merged(
        seen,
        Float64Array.from(rows, (k) => scored.confidence[k]!)
          .filter((c) => !Number.isNaN(c))
          .sort(),
      );
    }
  }
  return earned;
}

/** Two ascending lists as one. */
function merged(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
  for (let i = 0, j = 0; i + j < out.length; ) {
    const first = j >= b.length || (i < a.length && a[i]! <= b[j]!);
    out[i + j] = first ? a[i]! : b[j]!;
    if (first) i++;
    else j++;
  }
  return out;
}
