// Exchange-local wall clock ↔ epoch milliseconds for any IANA zone. Called by the stamp reader, detection and day
// assembly. Caches one offset per local hour, so a million stamps cost a few hundred zone look-ups.
import { Temporal } from 'temporal-polyfill';
import type { Exchange } from '../../../engines/market/instrument.ts';
import { AppError } from '../../contracts/errors.ts';

const HOUR_MS = 3_600_000;

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
  const toEpochOffset = hourCache((localMs) => {
    const plain = Temporal.Instant.fromEpochMilliseconds(localMs).toZonedDateTimeISO('UTC').toPlainDateTime();
    return localMs - plain.toZonedDateTime(zone).epochMilliseconds;
  });
  const toLocalOffset = hourCache(
    (epochMs) =>
      Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000,
  );
  return {
    toEpoch: (localMs) => localMs - toEpochOffset(localMs),
    toLocal: (epochMs) => epochMs + toLocalOffset(epochMs),
  };
}

/** Every zone rule in use shifts on the hour or half hour of both clocks, so the key is the half hour. */
function hourCache(compute: (ms: number) => number): (ms: number) => number {
  const known = new Map<number, number>();
  let lastKey = Number.NaN;
  let lastOffset = 0;
  return (ms) => {
    const key = Math.floor((ms * 2) / HOUR_MS);
    if (key === lastKey) return lastOffset;
    let offset = known.get(key);
    if (offset === undefined) {
      offset = compute((key * HOUR_MS) / 2);
      known.set(key, offset);
    }
    lastKey = key;
    lastOffset = offset;
    return offset;
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
