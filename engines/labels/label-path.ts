// The bars an outcome is read from, with what the calendar says about them. Built once per instrument by the labelers;
// `barrier-walk.ts` walks it.

import type { Bars } from '../market/bars.ts';
import { closeTimes } from '../market/close-times.ts';
import { DAY_MS, intervalMs, MINUTE_MS } from '../market/interval.ts';
import { canResample } from '../market/resample.ts';
import { barsInsideSessions } from '../market/slices.ts';
import { LabelSpecError } from './check.ts';
import { continuity } from './continuity.ts';
import type { LabelInput } from './definition.ts';
import { createLabelSchedule, type LabelSchedule } from './schedule.ts';
import type { Horizon } from './spec.ts';

export interface LabelPath {
  readonly bars: Bars;
  readonly closeTime: Float64Array;
  /** Continuity of `bars`. */
  readonly marks: Uint8Array;
  readonly schedule: LabelSchedule;
  /** The path is finer than the decision bars, so it can put in order what one of them leaves open. */
  readonly finer: boolean;
}

/** Throws RangeError where the columns do not belong together, since labels over them would mean nothing. */
export function prepareLabelPath(input: LabelInput): LabelPath {
  const { interval, pathInterval, sessions } = input;
  if (!canResample(pathInterval, interval))
    throw new RangeError(
      `outcomes of ${interval} decisions cannot be read from ${pathInterval} bars: they must divide evenly`,
    );
  if (input.closeTime.length !== input.bars.length || input.pathCloseTime.length !== input.path.length)
    throw new RangeError('bars and their close times must be equally many');
  const bars = barsInsideSessions(input.path, sessions);
  const closeTime = bars === input.path ? input.pathCloseTime : closeTimes(bars, sessions, pathInterval);
  return {
    bars,
    closeTime,
    marks: continuity(bars, closeTime, sessions),
    schedule: createLabelSchedule(sessions, interval),
    finer: intervalMs(pathInterval) < intervalMs(interval),
  };
}

/**
 * Refuses windows that no row could have, or that path bars cannot measure: rounding them would silently answer another
 * question. Throws `LabelSpecError`.
 */
export function checkHorizon(input: Pick<LabelInput, 'interval' | 'pathInterval'>, horizon: Horizon): void {
  if (intervalMs(input.interval) >= DAY_MS)
    throw new LabelSpecError([
      {
        name: 'horizon.unit',
        message:
          'leaves daily decisions nothing: no window crosses a session, and theirs fall at its end; choose an intraday interval',
      },
    ]);
  const minutes = intervalMs(input.pathInterval) / MINUTE_MS;
  if (horizon.unit === 'minutes' && horizon.length % minutes !== 0)
    throw new LabelSpecError([
      {
        name: 'horizon.length',
        message: `must be a multiple of ${minutes} minutes, because the outcome is read from ${input.pathInterval} bars; import finer bars or change the window`,
      },
    ]);
}
