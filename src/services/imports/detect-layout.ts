// Finds how time stamps are written (`iso`, `dd-MM-yyyy HH:mm:ss`, `epoch-s`, …) from a column's text. Called by column
// detection. A layout is believed only when nearly every cell can be read with it.
import { createStampReader } from './stamp-reader.ts';
import { createZoneClock } from './zone-clock.ts';

const ENOUGH = 0.9;
/** Cells tried, spread evenly over the sample: neighbours share a date, and day and month show only over many days. */
const PROBE = 400;
const UTC = createZoneClock('UTC');

export interface LayoutFinding {
  readonly layout: string;
  readonly sure: boolean;
  readonly reason: string;
}

const DATE_SHAPES: readonly { readonly shape: RegExp; readonly layouts: readonly string[] }[] = [
  { shape: /^\d{4}-\d{1,2}-\d{1,2}$/, layouts: ['yyyy-MM-dd'] },
  { shape: /^\d{4}\/\d{1,2}\/\d{1,2}$/, layouts: ['yyyy/MM/dd'] },
  { shape: /^\d{4}\.\d{1,2}\.\d{1,2}$/, layouts: ['yyyy.MM.dd'] },
  { shape: /^\d{8}$/, layouts: ['yyyyMMdd', 'ddMMyyyy'] },
  { shape: /^\d{1,2}-\d{1,2}-\d{4}$/, layouts: ['dd-MM-yyyy', 'MM-dd-yyyy'] },
  { shape: /^\d{1,2}\/\d{1,2}\/\d{4}$/, layouts: ['dd/MM/yyyy', 'MM/dd/yyyy'] },
  { shape: /^\d{1,2}\.\d{1,2}\.\d{4}$/, layouts: ['dd.MM.yyyy', 'MM.dd.yyyy'] },
  { shape: /^\d{1,2}-[A-Za-z]{3}-\d{4}$/, layouts: ['dd-MMM-yyyy'] },
  { shape: /^\d{1,2}\/[A-Za-z]{3}\/\d{4}$/, layouts: ['dd/MMM/yyyy'] },
];
const TIME_SHAPES: readonly { readonly shape: RegExp; readonly layout: string }[] = [
  { shape: /^\d{1,2}:\d{2}$/, layout: 'HH:mm' },
  { shape: /^\d{1,2}:\d{2}:\d{2}$/, layout: 'HH:mm:ss' },
  { shape: /^\d{1,2}:\d{2} [AaPp][Mm]$/, layout: 'hh:mm a' },
  { shape: /^\d{1,2}:\d{2}:\d{2} [AaPp][Mm]$/, layout: 'hh:mm:ss a' },
  { shape: /^\d{4}$/, layout: 'HHmm' },
  { shape: /^\d{6}$/, layout: 'HHmmss' },
];
const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)? ?(Z|[+-]\d{2}:?(\d{2})?)?$/i;
const HAS_OFFSET = /\d{1,2}:\d{2}(:\d{2}(\.\d+)?)? ?(Z|[+-]\d{2}:?(\d{2})?)$/i;
const COMPACT: readonly { readonly shape: RegExp; readonly layout: string }[] = [
  { shape: /^(19|20)\d{12}$/, layout: 'yyyyMMddHHmmss' },
  { shape: /^(19|20)\d{10}$/, layout: 'yyyyMMddHHmm' },
];
const EPOCHS: readonly { readonly shape: RegExp; readonly layout: string }[] = [
  { shape: /^\d{9,10}(\.\d+)?$/, layout: 'epoch-s' },
  { shape: /^\d{12,13}$/, layout: 'epoch-ms' },
  { shape: /^\d{15,16}$/, layout: 'epoch-us' },
  { shape: /^\d{18,19}$/, layout: 'epoch-ns' },
];

/** Layout of a whole stamp (date with or without time) in one cell. */
export function layoutOfStamps(cells: readonly string[]): LayoutFinding | null {
  const probe = spread(cells.filter((cell) => cell !== ''));
  return probe.length === 0 ? null : best(candidates(probe[0]!), probe);
}

/** Layout of a date column beside a time column. */
export function layoutOfPair(dates: readonly string[], times: readonly string[]): LayoutFinding | null {
  const probe = spread(dates.map((date, i) => `${date} ${times[i] ?? ''}`));
  const date = dates.find((cell) => cell !== '');
  const time = times.find((cell) => cell !== '');
  if (date === undefined || time === undefined || !isTimeOnly(time)) return null;
  return best(candidates(`${date} ${time}`), probe);
}

export function isTimeOnly(cell: string): boolean {
  return TIME_SHAPES.some(({ shape }) => shape.test(cell));
}

/** A cell that could be a whole stamp or a date: cheap test used to tell data from headers. */
export function looksLikeStamp(cell: string): boolean {
  return candidates(cell).some((layout) => !Number.isNaN(createStampReader(layout, UTC).readText(cell)));
}

export function hasOffset(cell: string): boolean {
  return HAS_OFFSET.test(cell);
}

function candidates(cell: string): string[] {
  if (ISO.test(cell))
    return [hasOffset(cell) || cell.includes('T') || cell.includes('.') ? 'iso' : isoTokens(cell), 'iso'];
  const found = [...COMPACT, ...EPOCHS].filter(({ shape }) => shape.test(cell)).map(({ layout }) => layout);
  const blank = cell.search(/[T ]/);
  const datePart = blank < 0 ? cell : cell.slice(0, blank);
  const timePart = blank < 0 ? null : cell.slice(blank + 1).trim();
  const dates = DATE_SHAPES.filter(({ shape }) => shape.test(datePart)).flatMap(({ layouts }) => layouts);
  if (timePart === null) return [...found, ...dates];
  const times = TIME_SHAPES.filter(({ shape }) => shape.test(timePart)).map(({ layout }) => layout);
  return [...found, ...dates.flatMap((date) => times.map((time) => `${date} ${time}`))];
}

function isoTokens(cell: string): string {
  return cell.split(':').length > 2 ? 'yyyy-MM-dd HH:mm:ss' : 'yyyy-MM-dd HH:mm';
}

function best(layouts: readonly string[], probe: readonly string[]): LayoutFinding | null {
  const scored = [...new Set(layouts)]
    .map((layout) => ({ layout, ...readAll(layout, probe) }))
    .filter(({ share }) => share >= ENOUGH)
    .sort((a, b) => b.share - a.share || a.weekends - b.weekends || a.span - b.span);
  const first = scored[0];
  if (!first) return null;
  // `iso` reads what the plain layout reads; only day-month against month-day is a real doubt.
  const rival = scored.slice(1).find((other) => other.layout !== 'iso' && other.share === first.share);
  const sample = probe[0]!.trim();
  if (!rival) return { layout: first.layout, sure: true, reason: `stamps read like "${sample}"` };
  const decided = first.weekends < rival.weekends || first.span * 3 < rival.span;
  return {
    layout: first.layout,
    sure: decided,
    reason: decided
      ? `read as ${first.layout} the dates follow each other on weekdays; as ${rival.layout} they do not`
      : `"${sample}" could also be ${rival.layout}: check it`,
  };
}

function spread(cells: readonly string[]): readonly string[] {
  if (cells.length <= PROBE) return cells;
  return Array.from({ length: PROBE }, (_, i) => cells[Math.floor((i * cells.length) / PROBE)]!);
}

function readAll(layout: string, probe: readonly string[]) {
  const reader = createStampReader(layout, UTC);
  const values = probe.map((cell) => reader.readText(cell)).filter((value) => !Number.isNaN(value));
  const days = [...new Set(values.map((value) => Math.floor(value / 86_400_000)))].sort((a, b) => a - b);
  // Day 0 of the epoch was a Thursday.
  const weekends = days.filter((day) => (day + 4) % 7 === 0 || (day + 4) % 7 === 6).length;
  const span = days.length === 0 ? 0 : days.at(-1)! - days[0]!;
  return { share: values.length / probe.length, weekends, span };
}
