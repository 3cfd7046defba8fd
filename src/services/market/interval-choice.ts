// Which stored interval answers a question about another one. Called by the market service; pure.

import { INTERVALS, type Interval } from '../../../engines/market/interval.ts';
import { canResample } from '../../../engines/market/resample.ts';

/**
 * Of the stored intervals that divide `asked`: the one that covers most sessions, so that a few weeks of minute bars never
 * hide years of 5-minute bars; at equal cover `asked` itself, else the finest. Null where none divides it.
 */
export function chooseStored(asked: Interval, sessions: ReadonlyMap<Interval, number>): Interval | null {
  let best: Interval | null = null;
  for (const interval of INTERVALS) {
    const count = sessions.get(interval) ?? 0;
    if (count === 0 || !canResample(interval, asked)) continue;
    const most = best === null ? 0 : sessions.get(best)!;
    if (count > most || (count === most && interval === asked)) best = interval;
  }
  return best;
}
