// Exchange-local wall clock ↔ epoch milliseconds for any IANA zone. Called by the stamp reader, detection and day
// assembly. Remembers the span in which an offset holds, so a million stamps cost a handful of zone look-ups.
import { Temporal } from 'temporal-polyfill';
import type { Exchange } from '../../../engines/market/instrument.ts';
import { AppError } from '../../contracts/errors.ts';

/** Wall-clock times this near to a change of offset are worked out one by one: no zone ever jumped further. */
const NEAR_CHANGE_MS = 26 * 3_600_000;

export const EXCHANGE_ZONES: Readonly<Record<Exchange, string>> = {
  NSE: 'Asia/Kolkata',
  BSE: 'Asia/Kolkata',
  NFO: 'Asia/Kolkata',
  BFO: 'Asia/Kolkata',
  US: 'America/New_York',
};

export interface ZoneClock {
  /** `localMs` is the wall clock written as if it were UTC. A wall-clock time the zone skips moves forward. */
  toEpoch(localMs: number): number;
  /** The wall clock at an instant, as if it were UTC. */
  toLocal(epochMs: number): number;
}

export function createZoneClock(zone: string): ZoneClock {
  if (!isZone(zone))
    throw new AppError(
      'BAD_PARAMETER',
      `"${zone}" is not a time zone. Use a name like Asia/Kolkata, America/New_York or UTC.`,
    );
  const spans: OffsetSpan[] = [];
  let last: OffsetSpan | undefined;
  const spanAt = (epochMs: number): OffsetSpan => {
    if (last && epochMs >= last.from && epochMs < last.to) return last;
    last = spans.find(({ from, to }) => epochMs >= from && epochMs < to);
    if (!last) {
      last = spanOf(zone, epochMs);
      spans.push(last);
    }
    return last;
  };
  return {
    toEpoch(localMs) {
      const { from, to, offset } = spanAt(localMs);
      const epochMs = localMs - offset;
      if (epochMs - from > NEAR_CHANGE_MS && to - epochMs > NEAR_CHANGE_MS) return epochMs;
      const wall = Temporal.Instant.fromEpochMilliseconds(localMs)
        .toZonedDateTimeISO('UTC')
        .toPlainDateTime();
      return wall.toZonedDateTime(zone).epochMilliseconds;
    },
    toLocal: (epochMs) => epochMs + spanAt(epochMs).offset,
  };
}

/** Instants between two changes of a zone's offset. */
interface OffsetSpan {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

function spanOf(zone: string, epochMs: number): OffsetSpan {
  const moment = Temporal.Instant.fromEpochMilliseconds(Math.floor(epochMs)).toZonedDateTimeISO(zone);
  // `previous` looks strictly before: one millisecond on, a change at this very moment is found too.
  const before = moment.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  const after = moment.getTimeZoneTransition('next');
  return {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    to: after?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: moment.offsetNanoseconds / 1_000_000,
  };
}

function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** `2024-03-28` of a wall clock written as if it were UTC. */
export function localDate(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 10);
}

/** `2024-03-28 09:15` of a wall clock written as if it were UTC. */
export function localStamp(localMs: number): string {
  return new Date(localMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** `09:15` from minutes after midnight. */
export function clockText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(Math.floor(minutes % 60)).padStart(2, '0')}`;
}
