// Forward-filtered regimes over the closes of a few instruments: what was known at each decision. Called by the evaluation for runs with
// regimes. Thinned to what a screen can draw.

import { asRegimeState } from '../../../../engines/learn/regimes/state.ts';
import { intervalMs } from '../../../../engines/market/interval.ts';
import type { RegimeTimeline } from '../../../contracts/training-results.ts';
import type { Db } from '../../db/port.ts';
import { createCandleStore } from '../../market/index.ts';
import type { StoredModel, TrainingTable } from '../steps/contract.ts';
import { blendStateOf } from '../steps/stored-model.ts';
import type { SegmentPredictions } from './pool-predictions.ts';

const MOST_INSTRUMENTS = 3;
const MOST_POINTS = 2_000;

/** Segments in order; a row tested twice keeps its first answer. `stored`: whose states are described. */
export async function regimeTimelines(
  db: Db,
  table: TrainingTable,
  segments: readonly SegmentPredictions[],
  stored: StoredModel | null,
): Promise<readonly RegimeTimeline[]> {
  const regimes = stored === null ? null : regimesIn(stored);
  if (regimes === null) return [];
  const { words, share } = asRegimeState(regimes);
  const states = words.length;
  const timelines: RegimeTimeline[] = [];
  for (const [instrument, instrumentId] of table.instruments.entries()) {
    if (timelines.length >= MOST_INSTRUMENTS) break;
    const points = pointsOf(table, segments, instrument, states);
    if (points.length === 0) continue;
    const time = Float64Array.from(points, (point) => point.time);
    timelines.push({
      instrumentId,
      states: words.map((text, state) => ({ words: text, share: share[state]! })),
      time,
      close: await closesAt(db, table, instrumentId, time),
      probabilities: words.map((_, state) => Float32Array.from(points, (point) => point.chances[state]!)),
    });
  }
  return timelines;
}

/** A blend follows the regimes of its first member that has any. */
function regimesIn({ preparation, model }: StoredModel): unknown {
  if (preparation.regimes !== null) return preparation.regimes;
  const members = blendStateOf(model)?.members ?? [];
  return members.find((member) => member.preparation.regimes !== null)?.preparation.regimes ?? null;
}

interface Point {
  readonly time: number;
  readonly chances: Float32Array;
}

function pointsOf(
  table: TrainingTable,
  segments: readonly SegmentPredictions[],
  instrument: number,
  states: number,
): readonly Point[] {
  const found = new Map<number, Point>();
  for (const { predictions } of segments) {
    if (predictions.states !== states) continue;
    predictions.rows.forEach((row, k) => {
      if (table.instrument[row] === instrument && !found.has(row))
        found.set(row, {
          time: table.time[row]!,
          chances: predictions.regimes.subarray(k * states, (k + 1) * states),
        });
    });
  }
  const ascending = [...found.values()].sort((a, b) => a.time - b.time);
  const every = Math.max(1, Math.ceil(ascending.length / MOST_POINTS));
  return ascending.filter((_, k) => k % every === 0);
}

/** Last close complete at each time; NaN where nothing is stored (rows of an imported file). */
async function closesAt(
  db: Db,
  { interval, sessions }: TrainingTable,
  instrumentId: string,
  time: Float64Array,
): Promise<Float32Array> {
  const store = createCandleStore(db);
  const [from, to] = [sessions[0]?.date, sessions.at(-1)?.date];
  const counts = await store.sessionCounts(instrumentId, from, to);
  const finest = [...counts.keys()].sort((a, b) => intervalMs(a) - intervalMs(b))[0];
  const read = interval !== null && counts.has(interval) ? interval : finest;
  if (read === undefined) return new Float32Array(time.length).fill(Number.NaN);
  const { bars } = await store.readBars(instrumentId, read, from, to);
  const length = intervalMs(read);
  let next = 0;
  return Float32Array.from(time, (moment) => {
    while (next < bars.length && bars.openTime[next]! + length <= moment) next++;
    return next > 0 ? bars.close[next - 1]! : Number.NaN;
  });
}
