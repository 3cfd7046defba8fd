// From raw rows to whole trading days: stamps become bar starts, rows are sorted, exact duplicates removed and counted,
// days with contradicting rows left out, bars outside trading hours kept or dropped as the plan says. Prices are never
// repaired. Called after parsing; what it found on the way goes into each day's findings.
import { type Bars, sliceBars } from '../../../engines/market/bars.ts';
import { intervalMs } from '../../../engines/market/interval.ts';
import type { Session } from '../../../engines/market/session.ts';
import type { ImportPlan, ImportProblem } from '../../contracts/imports.ts';
import type { QualityFinding } from '../../contracts/market.ts';
import type { Calendar, Profile } from '../market/index.ts';
import { detectOrder } from './detect-interval.ts';
import { FileRefused, problem } from './problems.ts';
import type { RawRows } from './raw-rows.ts';
import { createZoneClock, EXCHANGE_ZONES, localDate, localStamp, type ZoneClock } from './zone-clock.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const NAMED_DAYS = 20;

export interface AssembledDay {
  readonly sessionDate: string;
  readonly bars: Bars;
  readonly session: Session | null;
  /** Findings only the importer can make: duplicates it removed, rows out of order. */
  readonly findings: readonly QualityFinding[];
}

export interface AssembledFile {
  readonly days: readonly AssembledDay[];
  readonly problems: readonly ImportProblem[];
  readonly bars: number;
}

export interface AssemblyContext {
  readonly calendar: Calendar;
  readonly profile: Profile;
}

export function assembleDays(
  rows: RawRows,
  plan: ImportPlan,
  { calendar, profile }: AssemblyContext,
): AssembledFile {
  const clock = createZoneClock(EXCHANGE_ZONES[plan.exchange]);
  const dayBook = createDayBook(calendar, profile);
  const openTime = barStarts(rows.stamp, plan, clock, dayBook);
  const order = detectOrder(openTime);
  const byTime = sortedRows(openTime, order.order);
  const late = lateRows(openTime, order);
  const merged = mergeDuplicates(rows, openTime, byTime, late, clock);
  const problems: ImportProblem[] = [...merged.problems];
  if (order.order === 'mixed')
    problems.push(
      problem(
        rows.line[order.firstBreak]!,
        `${order.backwards} ${order.backwards === 1 ? 'row breaks' : 'rows break'} the order of time; sorted and flagged`,
        'warning',
      ),
    );

  const days: AssembledDay[] = [];
  let dropped = 0;
  let bars = 0;
  const all = gather(rows, openTime, merged.kept);
  for (const { start, end, date } of daysOf(all, clock)) {
    if (merged.contradicted.has(date)) continue;
    const session = dayBook.sessionOf(date);
    const whole = sliceBars(all, start, end);
    const inside = plan.outsideSession === 'drop' && session ? insideWindows(whole, session) : whole;
    dropped += whole.length - inside.length;
    if (inside.length === 0) continue;
    bars += inside.length;
    days.push({ sessionDate: date, bars: inside, session, findings: merged.findingsOf(date) });
  }
  if (dropped > 0)
    problems.push(problem(0, `${dropped} bars outside trading hours were left out, as chosen`, 'warning'));
  if (days.length === 0)
    throw new FileRefused('no day of this file could be kept. Nothing was stored.', problems);
  return { days, problems, bars };
}

/** Bar starts of stamps under a plan, in the order given; for the preview's first lines. */
export function barStartsOf(
  stamps: Float64Array,
  plan: ImportPlan,
  { calendar, profile }: AssemblyContext,
): Float64Array {
  const clock = createZoneClock(EXCHANGE_ZONES[plan.exchange]);
  return barStarts(stamps, plan, clock, createDayBook(calendar, profile));
}

/** Sessions by date, with the fallback opening time for day bars of days without a session. */
function createDayBook(calendar: Calendar, profile: Profile) {
  const sessions = new Map<string, Session | null>();
  const sessionOf = (date: string): Session | null => {
    let session = sessions.get(date);
    if (session === undefined) {
      session = calendar.session(profile, date);
      sessions.set(date, session);
    }
    return session;
  };
  return {
    sessionOf,
    openOf: (date: string) =>
      sessionOf(date)?.open ?? calendar.timeOf(profile, date, profile === 'us-equity' ? '09:30' : '09:15'),
  };
}

type DayBook = ReturnType<typeof createDayBook>;

function barStarts(stamps: Float64Array, plan: ImportPlan, clock: ZoneClock, dayBook: DayBook): Float64Array {
  if (plan.interval === '1d')
    return stamps.map((stamp) =>
      // A date written as midnight UTC means that date, also in New York where it is still the evening before.
      dayBook.openOf(localDate(stamp % DAY_MS === 0 ? stamp : clock.toLocal(stamp))),
    );
  if (plan.stamp === 'start') return stamps.slice();
  const length = intervalMs(plan.interval);
  const lastBar = createLastBarRule(length, clock, dayBook);
  return stamps.map((stamp) => {
    // `09:15:59` and `09:16` name the same end: the last second, or the minute it completes.
    const end = Math.ceil(stamp / MINUTE_MS) * MINUTE_MS;
    return lastBar(end) ?? end - length;
  });
}

/**
 * The last bar of a session is shorter where the interval does not divide it (15:15–15:30 of a 60-minute series). Stamped
 * at its end, it starts on the session's grid and not one full interval earlier.
 */
function createLastBarRule(
  length: number,
  clock: ZoneClock,
  dayBook: DayBook,
): (end: number) => number | undefined {
  const starts = new Map<number, Map<number, number>>();
  return (end) => {
    const local = clock.toLocal(end - 1);
    const dayNumber = Math.floor(local / DAY_MS);
    let ofDay = starts.get(dayNumber);
    if (!ofDay) {
      ofDay = new Map();
      for (const { open, close } of dayBook.sessionOf(localDate(local))?.windows ?? []) {
        const rest = (close - open) % length;
        if (rest !== 0) ofDay.set(close, close - rest);
      }
      starts.set(dayNumber, ofDay);
    }
    return ofDay.get(end);
  };
}

/** Row indices by time; rows of one time stay in file order. */
function sortedRows(openTime: Float64Array, order: ImportPlan['order']): Uint32Array {
  const rows = Uint32Array.from({ length: openTime.length }, (_, i) => i);
  if (order === 'ascending') return rows;
  return rows.sort((a, b) => openTime[a]! - openTime[b]! || a - b);
}

/** Rows that come after a row they should precede, in the file's prevailing direction. */
function lateRows(openTime: Float64Array, order: ReturnType<typeof detectOrder>): ReadonlySet<number> {
  const late = new Set<number>();
  if (order.order !== 'mixed') return late;
  let forward = 0;
  for (let i = 1; i < openTime.length; i++) forward += Math.sign(openTime[i]! - openTime[i - 1]!);
  const direction = forward >= 0 ? 1 : -1;
  let furthest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < openTime.length; i++) {
    const position = direction * openTime[i]!;
    if (position < furthest) late.add(i);
    else furthest = position;
  }
  return late;
}

function mergeDuplicates(
  rows: RawRows,
  openTime: Float64Array,
  byTime: Uint32Array,
  late: ReadonlySet<number>,
  clock: ZoneClock,
) {
  const kept = new Uint32Array(byTime.length);
  const repeats = createTally();
  const outOfOrder = createTally();
  const contradicted = new Map<
    string,
    { readonly first: number; readonly second: number; readonly time: number; count: number }
  >();
  const dateOf = (row: number) => localDate(clock.toLocal(openTime[row]!));
  let length = 0;
  for (const row of byTime) {
    const previous = length === 0 ? -1 : kept[length - 1]!;
    if (previous < 0 || openTime[previous] !== openTime[row]) {
      kept[length++] = row;
      if (late.has(row)) outOfOrder.add(dateOf(row), rows.line[row]!);
    } else if (sameValues(rows, previous, row)) repeats.add(dateOf(row), rows.line[row]!);
    else {
      const date = dateOf(row);
      const known = contradicted.get(date);
      if (known) known.count++;
      else
        contradicted.set(date, {
          first: rows.line[previous]!,
          second: rows.line[row]!,
          time: openTime[row]!,
          count: 1,
        });
    }
  }
  return {
    kept: kept.subarray(0, length),
    contradicted,
    problems: [...contradictionProblems(contradicted, clock), ...repeatProblems(repeats)],
    findingsOf(date: string): QualityFinding[] {
      const repeated = repeats.of(date);
      const moved = outOfOrder.of(date);
      return [
        ...(repeated
          ? [
              {
                flag: 'duplicate-removed' as const,
                count: repeated.count,
                detail: `${repeated.count} repeated ${repeated.count === 1 ? 'row' : 'rows'} of the file removed, first on line ${repeated.firstLine}`,
              },
            ]
          : []),
        ...(moved
          ? [
              {
                flag: 'out-of-order' as const,
                count: moved.count,
                detail: `${moved.count} ${moved.count === 1 ? 'row' : 'rows'} out of order in the file, sorted, first on line ${moved.firstLine}`,
              },
            ]
          : []),
      ];
    },
  };
}

function createTally() {
  const byDate = new Map<string, { count: number; firstLine: number }>();
  let total = 0;
  let firstLine = Number.POSITIVE_INFINITY;
  return {
    add(date: string, line: number) {
      total++;
      firstLine = Math.min(firstLine, line);
      const known = byDate.get(date);
      if (known) {
        known.count++;
        known.firstLine = Math.min(known.firstLine, line);
      } else byDate.set(date, { count: 1, firstLine: line });
    },
    of: (date: string) => byDate.get(date),
    total: () => total,
    firstLine: () => firstLine,
  };
}

function sameValues(rows: RawRows, a: number, b: number): boolean {
  return (
    rows.open[a] === rows.open[b] &&
    rows.high[a] === rows.high[b] &&
    rows.low[a] === rows.low[b] &&
    rows.close[a] === rows.close[b] &&
    rows.volume[a] === rows.volume[b] &&
    (rows.openInterest === undefined || rows.openInterest[a] === rows.openInterest[b])
  );
}

function contradictionProblems(
  contradicted: ReadonlyMap<string, { first: number; second: number; time: number; count: number }>,
  clock: ZoneClock,
): ImportProblem[] {
  const all = [...contradicted].map(([date, { first, second, time, count }]) =>
    problem(
      second,
      `lines ${first} and ${second} give different bars for ${localStamp(clock.toLocal(time))}${count > 1 ? ` (and ${count - 1} more bars of that day differ)` : ''}; the day ${date} was left out, the other days were kept. Remove the wrong lines and import the file again`,
      'error',
    ),
  );
  return all.length <= NAMED_DAYS
    ? all
    : [
        ...all.slice(0, NAMED_DAYS),
        problem(0, `${all.length - NAMED_DAYS} more days contradict themselves and were left out`, 'error'),
      ];
}

function repeatProblems(repeats: ReturnType<typeof createTally>): ImportProblem[] {
  const total = repeats.total();
  if (total === 0) return [];
  return [
    problem(
      repeats.firstLine(),
      `${total} ${total === 1 ? 'row repeats an earlier one' : 'rows repeat earlier ones'} exactly; removed`,
      'warning',
    ),
  ];
}

/** Columns of the kept rows in order; the parser's own columns where nothing had to move. */
function gather(rows: RawRows, openTime: Float64Array, kept: Uint32Array): Bars {
  const untouched = kept.length === rows.length && kept.every((row, i) => row === i);
  const take = (column: Float64Array) =>
    untouched ? column : Float64Array.from(kept, (row) => column[row]!);
  return {
    length: kept.length,
    openTime: take(openTime),
    open: take(rows.open),
    high: take(rows.high),
    low: take(rows.low),
    close: take(rows.close),
    volume: take(rows.volume),
    ...(rows.openInterest ? { openInterest: take(rows.openInterest) } : {}),
  };
}

function* daysOf(bars: Bars, clock: ZoneClock): Generator<{ start: number; end: number; date: string }> {
  let start = 0;
  while (start < bars.length) {
    const local = clock.toLocal(bars.openTime[start]!);
    const day = Math.floor(local / DAY_MS);
    let end = start + 1;
    while (end < bars.length && Math.floor(clock.toLocal(bars.openTime[end]!) / DAY_MS) === day) end++;
    yield { start, end, date: localDate(local) };
    start = end;
  }
}

function insideWindows(bars: Bars, session: Session): Bars {
  const kept: number[] = [];
  for (let i = 0; i < bars.length; i++) {
    const time = bars.openTime[i]!;
    if (session.windows.some(({ open, close }) => time >= open && time < close)) kept.push(i);
  }
  if (kept.length === bars.length) return bars;
  const take = (column: Float64Array) => Float64Array.from(kept, (i) => column[i]!);
  return {
    length: kept.length,
    openTime: take(bars.openTime),
    open: take(bars.open),
    high: take(bars.high),
    low: take(bars.low),
    close: take(bars.close),
    volume: take(bars.volume),
    ...(bars.openInterest ? { openInterest: take(bars.openInterest) } : {}),
  };
}
