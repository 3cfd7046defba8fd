// Rows for the statistical checks: whole sessions of whole days, chosen by chance, a bounded number however large the dataset.
// Filled one instrument at a time. Holds each row's features as they are and as they were one decision bar earlier.

import { decisionTimes } from '../../features/data.ts';
import { buildMatrix, type FeatureMatrix } from '../../features/matrix.ts';
import type { Session } from '../../market/session.ts';
import { createRandom } from '../../numeric/random.ts';
import { lowerBound } from '../../numeric/sorted.ts';
import type { LeakSubject } from './subject.ts';

/** Rows of one instrument and session, together and ascending. */
export interface SampleBlock {
  readonly instrument: number;
  readonly day: number;
  readonly start: number;
  readonly end: number;
}

/** Blocks ascending by day, then instrument. */
export interface ProbeSample {
  readonly rows: number;
  readonly names: readonly string[];
  /** As the model would see them. */
  readonly columns: readonly Float32Array[];
  /** The same one decision bar earlier in the session; all NaN in its first row. */
  readonly delayed: readonly Float32Array[];
  /** 1 where the row has an earlier decision bar in its session. */
  readonly hasEarlier: Uint8Array;
  readonly time: Float64Array;
  readonly t1: Float64Array;
  readonly value: Float64Array;
  /** Class index; −1 for labels that are numbers. */
  readonly label: Int16Array;
  readonly weight: Float64Array;
  readonly classes: readonly string[];
  readonly blocks: readonly SampleBlock[];
  /** Dates, ascending. */
  readonly days: readonly string[];
  readonly instruments: readonly string[];
  /** Labelled rows whose outcome was known no later than their decision, over all rows offered. */
  readonly knownAtDecision: readonly {
    readonly instrumentId: string;
    readonly time: number;
    readonly t1: number;
  }[];
  readonly knownAtDecisionCount: number;
}

/** A longer session is thinned to every second, third … row: neighbours' labels overlap and tell little new. */
const ROWS_PER_SESSION = 75;
/** With fewer days the bands would be wide; so many instruments are taken that at least these fit. */
const DAYS_WANTED = 40;
const KNOWN_KEPT = 100;

interface Held {
  readonly instrument: number;
  readonly date: string;
  readonly values: readonly Float32Array[];
  readonly delayed: readonly Float32Array[];
  readonly hasEarlier: Uint8Array;
  readonly time: Float64Array;
  readonly t1: Float64Array;
  readonly value: Float64Array;
  readonly label: Int16Array;
  readonly weight: Float64Array;
}

export interface ProbeSampler {
  add(subject: LeakSubject): void;
  finish(): ProbeSample;
}

export function createProbeSampler(seed: number, maxRows: number, instrumentCount: number): ProbeSampler {
  const chosen = chosenInstruments(seed, instrumentCount, maxRows);
  const byDate = new Map<string, Held[]>();
  const known: { instrumentId: string; time: number; t1: number }[] = [];
  const instruments: string[] = [];
  let knownCount = 0;
  let offered = 0;
  let rows = 0;
  let names: readonly string[] = [];
  let classes: readonly string[] = [];
  /** Days with a chance at or above this were dropped and stay out. */
  let limit = Number.POSITIVE_INFINITY;

  function noteKnown({ labels, matrix, instrumentId }: LeakSubject): void {
    if (labels === null) return;
    for (let i = 0; i < matrix.rows; i++)
      if (labels.t1[i]! <= matrix.time[i]!) {
        knownCount++;
        if (known.length < KNOWN_KEPT) known.push({ instrumentId, time: matrix.time[i]!, t1: labels.t1[i]! });
      }
  }

  function dropDays(): void {
    while (rows > maxRows && byDate.size > 1) {
      const worst = [...byDate.keys()].reduce((a, b) => (dayChance(seed, a) >= dayChance(seed, b) ? a : b));
      limit = dayChance(seed, worst);
      for (const held of byDate.get(worst)!) rows -= held.time.length;
      byDate.delete(worst);
    }
  }

  return {
    add(subject) {
      noteKnown(subject);
      if (!chosen.has(offered++) || subject.labels === null) return;
      const instrument = instruments.push(subject.instrumentId) - 1;
      names = subject.matrix.names;
      classes = subject.labels.classes;
      const earlier = earlierRows(subject);
      for (const { session, start, end } of sessionRows(subject.matrix.time, subject.sessions)) {
        if (dayChance(seed, session.date) >= limit) continue;
        const held = heldRows(subject, instrument, session, start, end, earlier);
        if (held.time.length === 0) continue;
        rows += held.time.length;
        byDate.set(session.date, [...(byDate.get(session.date) ?? []), held]);
      }
      dropDays();
    },
    finish: () => ({
      ...joined(byDate, names),
      names,
      classes,
      instruments,
      knownAtDecision: known,
      knownAtDecisionCount: knownCount,
    }),
  };
}

function chosenInstruments(seed: number, count: number, maxRows: number): ReadonlySet<number> {
  const wanted = Math.max(1, Math.floor(maxRows / (DAYS_WANTED * ROWS_PER_SESSION)));
  const random = createRandom(seed);
  const drawn = Array.from({ length: count }, (_, index) => ({ index, chance: random.next() }));
  drawn.sort((a, b) => a.chance - b.chance);
  return new Set(drawn.slice(0, wanted).map(({ index }) => index));
}

/** A day's own chance: the same for every instrument, so that days stay whole. */
function dayChance(seed: number, date: string): number {
  // FNV-1a.
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < date.length; i++) hash = Math.imul(hash ^ date.charCodeAt(i), 0x01000193);
  return createRandom(hash >>> 0).next();
}

/** Which rows belong to which session: decided after its open and by its close. */
function* sessionRows(
  time: Float64Array,
  sessions: readonly Session[],
): Generator<{ session: Session; start: number; end: number }> {
  let end = 0;
  for (const session of sessions) {
    let start = end;
    while (start < time.length && time[start]! <= session.open) start++;
    end = start;
    while (end < time.length && time[end]! <= session.close) end++;
    if (end > start) yield { session, start, end };
  }
}

interface EarlierRows {
  readonly matrix: FeatureMatrix;
  /** Row of `matrix` that is row i one decision bar earlier. */
  readonly row: (i: number) => number;
  /** Decision time of that row. */
  readonly time: (i: number) => number;
}

/** Rows at every decision bar shift in place; rows at chosen moments are computed again at the bar before. */
function earlierRows({ matrix, source }: LeakSubject): EarlierRows {
  if (source?.rows?.time === undefined)
    return { matrix, row: (i) => i - 1, time: (i) => matrix.time[i - 1] ?? Number.NaN };
  const decisions = decisionTimes(source.data);
  const before = Float64Array.from(matrix.time, (time) => {
    const at = lowerBound(decisions, time);
    return decisions[at - 1] ?? Number.NEGATIVE_INFINITY;
  });
  const { candidates } = source.rows;
  const again = buildMatrix(source.resolved, source.data, {
    time: before,
    ...(candidates && { candidates }),
  });
  return { matrix: again, row: (i) => i, time: (i) => before[i]! };
}

function heldRows(
  { matrix, labels }: LeakSubject,
  instrument: number,
  { date, open }: Session,
  start: number,
  end: number,
  earlier: EarlierRows,
): Held {
  const { t1, value, label, weight } = labels!;
  const step = Math.ceil((end - start) / ROWS_PER_SESSION);
  const picked: number[] = [];
  for (let i = start; i < end; i += step) if (!Number.isNaN(t1[i]!)) picked.push(i);
  const hasEarlier = Uint8Array.from(picked, (i) => (earlier.time(i) > open ? 1 : 0));
  return {
    instrument,
    date,
    values: matrix.columns.map((column) => Float32Array.from(picked, (i) => column[i]!)),
    delayed: earlier.matrix.columns.map((column) =>
      Float32Array.from(picked, (i, k) => (hasEarlier[k] === 1 ? column[earlier.row(i)]! : Number.NaN)),
    ),
    hasEarlier,
    time: Float64Array.from(picked, (i) => matrix.time[i]!),
    t1: Float64Array.from(picked, (i) => t1[i]!),
    value: Float64Array.from(picked, (i) => value[i]!),
    label: Int16Array.from(picked, (i) => label[i]!),
    weight: Float64Array.from(picked, (i) => (Number.isFinite(weight[i]!) ? weight[i]! : 0)),
  };
}

function joined(byDate: ReadonlyMap<string, readonly Held[]>, names: readonly string[]) {
  const days = [...byDate.keys()].sort();
  const parts = days.flatMap((date, day) => byDate.get(date)!.map((held) => ({ held, day })));
  const blocks: SampleBlock[] = [];
  let rows = 0;
  for (const { held, day } of parts) {
    blocks.push({ instrument: held.instrument, day, start: rows, end: rows + held.time.length });
    rows += held.time.length;
  }
  const fill = <Column extends { set(part: Column, offset: number): void }>(
    column: Column,
    of: (held: Held) => Column,
  ): Column => {
    parts.forEach(({ held }, k) => {
      column.set(of(held), blocks[k]!.start);
    });
    return column;
  };
  return {
    rows,
    days,
    blocks,
    columns: names.map((_, k) =>
      fill(new Float32Array(rows), (held) => held.values[k]! as Float32Array<ArrayBuffer>),
    ),
    delayed: names.map((_, k) =>
      fill(new Float32Array(rows), (held) => held.delayed[k]! as Float32Array<ArrayBuffer>),
    ),
    hasEarlier: fill(new Uint8Array(rows), (held) => held.hasEarlier as Uint8Array<ArrayBuffer>),
    time: fill(new Float64Array(rows), (held) => held.time as Float64Array<ArrayBuffer>),
    t1: fill(new Float64Array(rows), (held) => held.t1 as Float64Array<ArrayBuffer>),
    value: fill(new Float64Array(rows), (held) => held.value as Float64Array<ArrayBuffer>),
    label: fill(new Int16Array(rows), (held) => held.label as Int16Array<ArrayBuffer>),
    weight: fill(new Float64Array(rows), (held) => held.weight as Float64Array<ArrayBuffer>),
  };
}
