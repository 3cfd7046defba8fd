// Scores of slices of the test rows: by hour, instrument, side and regime. Called on pooled rows; a slice says where a candidate earns,
// and is no reason to trade only there.

import { auc } from '../../../../engines/numeric/auc.ts';
import type { SliceKind, SliceScores } from '../../../contracts/training-results.ts';
import type { Calendar, Profile } from '../../market/index.ts';
import type { TrainingTable } from '../steps/contract.ts';
import { gathered, isActedOn, type ScoredRows } from './scored-rows.ts';

export function slicesOf(
  scored: ScoredRows,
  table: Pick<TrainingTable, 'instruments' | 'sessions'>,
  calendar: Calendar,
): Record<SliceKind, readonly SliceScores[]> {
  const hourOf = createHours(table, calendar);
  return {
    hour: slicesBy(scored, (place) => hourOf(scored, place)),
    instrument: slicesBy(scored, (place) => table.instruments[scored.instrument[place]!] ?? null),
    side: slicesBy(scored, (place) => SIDE_WORDS[scored.side[place]! + 1] ?? null),
    regime: slicesBy(scored, (place) =>
      scored.regime[place]! < 0 ? null : `state ${scored.regime[place]! + 1}`,
    ),
  };
}

/** Rows of trades whose features never told their side are in neither slice. */
const SIDE_WORDS: readonly (string | null)[] = ['short', null, 'long'];

function slicesBy(scored: ScoredRows, keyOf: (place: number) => string | null): SliceScores[] {
  const places = new Map<string, number[]>();
  for (let place = 0; place < scored.count; place++) {
    const key = keyOf(place);
    if (key === null) continue;
    const own = places.get(key);
    if (own === undefined) places.set(key, [place]);
    else own.push(place);
  }
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, own]) => sliceScores(key, scored, own));
}

function sliceScores(key: string, scored: ScoredRows, places: readonly number[]): SliceScores {
  let acted = 0;
  let hits = 0;
  let net = 0;
  for (const place of places) {
    if (!isActedOn(scored, place) || Number.isNaN(scored.worth[place]!)) continue;
    const earned = scored.worth[place]! - scored.cost[place]!;
    acted++;
    net += earned;
    if (earned > 0) hits++;
  }
  const chosen = Uint32Array.from(places);
  return {
    key,
    rows: places.length,
    auc: auc(gathered(scored.score, chosen), gathered(scored.target, chosen)),
    hitRate: acted > 0 ? hits / acted : Number.NaN,
    acted,
    net,
  };
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Exchange-local hour of a decision, `09:00`; asked of the calendar once per session and market. */
function createHours(
  { instruments, sessions }: Pick<TrainingTable, 'instruments' | 'sessions'>,
  calendar: Calendar,
): (scored: ScoredRows, place: number) => string | null {
  const profiles = instruments.map((id): Profile => (id.startsWith('US:') ? 'us-equity' : 'nse-equity'));
  const opens = new Map<string, number>();
  return ({ time, session, instrument }, place) => {
    const own = sessions[session[place]!];
    const profile = profiles[instrument[place]!];
    if (own === undefined || profile === undefined) return null;
    const key = `${profile} ${own.open}`;
    let openedAt = opens.get(key);
    if (openedAt === undefined) {
      const [hours, minutes] = calendar.clockOf(profile, own.open).split(':').map(Number);
      openedAt = hours! * HOUR_MS + minutes! * MINUTE_MS;
      opens.set(key, openedAt);
    }
    // A decision at 10:00 closes the hour that began at 09:00: it was made of its bars.
    const hour = Math.floor((openedAt + time[place]! - own.open - 1) / HOUR_MS) % 24;
    return `${String(hour).padStart(2, '0')}:00`;
  };
}
