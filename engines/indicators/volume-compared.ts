// How unusual a bar's volume is: against the bars just before (z-score) and against the same time of earlier days.
// Called by features, patterns and charts.

import type { Session } from '../market/session.ts';
import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { createMovingDeviation, LEAST_DEVIATION } from './moving-deviation.ts';
import { stepwise } from './stepwise.ts';

/** Missing where the whole window has the same volume. */
export const VOLUME_Z_SCORE: IndicatorDefinition = stepwise({
  id: 'volume-z-score',
  title: 'Volume z-score',
  inputs: ['volume'],
  parameters: [{ ...period('period', 20, 'Bars in the window, the current one included.'), min: 2 }],
  outputs: ['z_score'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: '(volume − mean) / population standard deviation',
  create: (parameters) => {
    const moving = createMovingDeviation(parameters.period!);
    return (bar, _session, out) => {
      moving.next(bar.volume);
      if (moving.deviation > LEAST_DEVIATION * moving.mean)
        out[0] = (bar.volume - moving.mean) / moving.deviation;
    };
  },
});

/** A Muhurat hour or a special Saturday trades unlike the same minutes of a working day. */
const isComparable = (session: Session | undefined): session is Session =>
  session !== undefined && (session.kind === 'regular' || session.kind === 'shortened');

/** Volumes of one time of day, oldest first. */
interface SlotHistory {
  readonly sessions: number[];
  readonly volumes: number[];
}

/** Mean over the sessions from `first` up to but not including `current`; NaN below `minimum` of them. Forgets older ones. */
function meanOfEarlier(history: SlotHistory, first: number, current: number, minimum: number): number {
  while (history.sessions.length > 0 && history.sessions[0]! < first) {
    history.sessions.shift();
    history.volumes.shift();
  }
  let total = 0;
  let count = 0;
  for (let k = 0; k < history.sessions.length && history.sessions[k]! < current; k++) {
    total += history.volumes[k]!;
    count++;
  }
  return count < minimum ? Number.NaN : total / count;
}

function record(history: SlotHistory, session: number, volume: number): void {
  const last = history.sessions.length - 1;
  if (last >= 0 && history.sessions[last] === session) {
    history.volumes[last] = volume;
    return;
  }
  history.sessions.push(session);
  history.volumes.push(volume);
}

const SESSIONS: IndicatorParameter = {
  name: 'sessions',
  default: 20,
  min: 1,
  max: 250,
  help: 'Sessions looked back, the current one not counted.',
};
const MINIMUM: IndicatorParameter = {
  name: 'minimum',
  default: 5,
  min: 1,
  max: 250,
  help: 'Sessions among them that must have traded at this time of day; no more than `sessions` counts.',
};

/** Missing outside regular and shortened sessions, and where the same time of day never traded. */
export const RELATIVE_VOLUME: IndicatorDefinition = stepwise({
  id: 'relative-volume',
  title: 'Relative volume by time of day',
  inputs: ['volume', 'session'],
  parameters: [SESSIONS, MINIMUM],
  outputs: ['relative_volume'],
  // Every session has at least one bar.
  warmup: ({ sessions, minimum }) => Math.min(sessions!, minimum!),
  missing: 'skip',
  resetsEachSession: false,
  source:
    'volume / mean volume of the bars that opened as many minutes after the open in the last n sessions',
  create: ({ sessions: lookBack, minimum }, { sessions, intervalMs }) => {
    const required = Math.min(lookBack!, minimum!);
    const slots = new Map<number, SlotHistory>();
    return (bar, number, out) => {
      const session = sessions[number];
      if (!isComparable(session)) return;
      const slot = Math.floor((bar.openTime - session.open) / intervalMs);
      const history = slots.get(slot) ?? { sessions: [], volumes: [] };
      slots.set(slot, history);
      const usual = meanOfEarlier(history, number - lookBack!, number, required);
      record(history, number, bar.volume);
      out[0] = usual > 0 ? bar.volume / usual : Number.NaN;
    };
  },
});
