// Daily worth of the rows a candidate acted on, after their own charges: what stands for its money where the backtest engine has nothing to
// trade. Called by the evaluation. In fractions of the entry, summed over rows: only ratios of it mean anything.

import { isActedOn, type ScoredRows } from './scored-rows.ts';

/** One figure per tested day, ascending; days without an acted row earned nothing. Empty where nothing was acted on at all. */
export function paperReturns(scored: ScoredRows): Float64Array {
  const days = [...new Set(scored.session)].sort((a, b) => a - b);
  const placeOf = new Map(days.map((session, day) => [session, day]));
  const earned = new Float64Array(days.length);
  let acted = 0;
  for (let place = 0; place < scored.count; place++) {
    if (!isActedOn(scored, place) || Number.isNaN(scored.worth[place]!)) continue;
    acted++;
    const day = placeOf.get(scored.session[place]!)!;
    earned[day] = earned[day]! + scored.worth[place]! - scored.cost[place]!;
  }
  return acted === 0 ? new Float64Array(0) : earned;
}
