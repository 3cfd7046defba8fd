// Why a run should stand still for now: quiet hours of the exchange, a machine on battery. Asked by the conductor now and then.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingBudget } from '../../../contracts/training.ts';
import type { Calendar } from '../../market/index.ts';

/** `unknown`: the system does not tell. */
export type Power = 'mains' | 'battery' | 'unknown';

const SUPPLIES = '/sys/class/power_supply';
/** Supplies that come from outside. */
const OUTSIDE = new Set(['Mains', 'USB', 'Wireless']);

/** Reads Linux's list of power supplies; machines without any hang on the mains. */
export function readPower(folder: string = SUPPLIES): Power {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return 'unknown';
  }
  const read = (name: string, fact: string): string => {
    try {
      return readFileSync(join(folder, name, fact), 'utf8').trim();
    } catch {
      return '';
    }
  };
  const outside = names.filter((name) => OUTSIDE.has(read(name, 'type')));
  if (outside.some((name) => read(name, 'online') === '1')) return 'mains';
  const batteries = names.filter(
    (name) => read(name, 'type') === 'Battery' && read(name, 'scope') !== 'Device',
  );
  if (batteries.length === 0) return 'mains';
  return batteries.some((name) => read(name, 'status') === 'Discharging') ? 'battery' : 'mains';
}

const REMEMBERED_MS = 10_000;

/** Asked every second, looked up every ten; at once where the clock was set back. `now`: epoch milliseconds. */
export function remembered<T>(read: () => T, now: () => number): () => T {
  let at = Number.NEGATIVE_INFINITY;
  let value: T;
  return () => {
    if (Math.abs(now() - at) > REMEMBERED_MS) {
      at = now();
      value = read();
    }
    return value;
  };
}

export interface WaitingParts {
  readonly budget: Pick<TrainingBudget, 'quietHours' | 'onBattery'>;
  readonly calendar: Pick<Calendar, 'clockOf' | 'dateOf' | 'isTradingDay'>;
  readonly power: () => Power;
}

/** Null: nothing speaks against training at `now` (epoch milliseconds). */
export function reasonToWait({ budget, calendar, power }: WaitingParts, now: number): string | null {
  const { quietHours, onBattery } = budget;
  if (quietHours !== null && inQuietHours(quietHours, calendar, now))
    return `quiet hours until ${quietHours.to} exchange time`;
  if (onBattery === 'wait' && power() === 'battery') return 'the machine runs on battery';
  return null;
}

const PROFILE = 'nse-equity';
const DAY_MS = 86_400_000;

/** Over midnight the hours belong to the day on which they began. */
function inQuietHours(
  { from, to }: NonNullable<TrainingBudget['quietHours']>,
  calendar: WaitingParts['calendar'],
  now: number,
): boolean {
  const clock = calendar.clockOf(PROFILE, now);
  const tradedOn = (at: number) => calendar.isTradingDay(PROFILE, calendar.dateOf(PROFILE, at));
  if (from <= to) return clock >= from && clock < to && tradedOn(now);
  return (clock >= from && tradedOn(now)) || (clock < to && tradedOn(now - DAY_MS));
}
