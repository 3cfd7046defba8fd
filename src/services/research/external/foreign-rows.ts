// From judged columns and moments to the rows of each instrument, in the same columns a built dataset has. Called by the import. Pure.
//
// [Note: assumed label end] Where no column says when a label is known, it counts as known at the close of the next session (of the
// n-th, where its name says n days): later than any label of this kind is, so that a split purges too much rather than too little.

import type { ExternalColumn, ExternalImport } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import { instrumentIdSchema } from '../../../contracts/market.ts';
import { type Calendar, loadCalendar } from '../../market/index.ts';
import type { PartColumns } from '../part-codec.ts';
import { profileFor } from './calendar-check.ts';
import type { ColumnFacts } from './column-facts.ts';
import { isMissing } from './foreign-table.ts';
import type { StampColumn } from './stamps.ts';
import { momentsOf } from './stamps.ts';

/** More different values than that are a number to predict, not classes. */
const MOST_CLASSES = 12;
const MOST_WORDS = 50;

export interface ForeignRows {
  readonly featureNames: readonly string[];
  /** Columns kept beside the rows: predictions and outcomes. */
  readonly besideNames: readonly string[];
  /** Empty where the label is a number, or there is none. */
  readonly classes: readonly string[];
  readonly labelled: boolean;
  readonly assumedEnd: boolean;
  /** By id, ascending. */
  readonly parts: readonly ForeignPart[];
  readonly dropped: Readonly<Record<string, number>>;
}

export interface ForeignPart {
  readonly instrumentId: string;
  readonly columns: PartColumns;
  readonly beside: readonly Float32Array[];
}

export interface RowsInput {
  readonly columns: readonly ExternalColumn[];
  readonly facts: readonly ColumnFacts[];
  readonly stamps: readonly StampColumn[];
  /** One per row of the file; NaN where it cannot be used. */
  readonly times: Float64Array;
  readonly request: Pick<ExternalImport, 'exchange' | 'timeZone'>;
}

export function foreignRows(input: RowsInput): ForeignRows {
  const { columns, facts, times } = input;
  const factsFor = (role: ExternalColumn['role']) =>
    columns.flatMap((column, k) => (column.role === role ? [facts[k]!] : []));
  const features = factsFor('feature');
  const beside = [...factsFor('prediction'), ...factsFor('outcome')];
  const [label] = factsFor('label');
  const [weight] = factsFor('weight');
  const [instrument] = factsFor('instrument');
  const { classes, classOf } = label ? classesOf(label) : { classes: [], classOf: () => -1 };
  const ends = label ? endsOf(input, label.name) : { t1: times.map(() => Number.NaN), assumed: false };

  const byInstrument = new Map<string, number[]>();
  const seen = new Set<string>();
  const dropped = { 'no-time': 0, 'no-label': 0, 'same-row': 0, 'ends-before-decision': 0 };
  for (let row = 0; row < times.length; row++) {
    if (Number.isNaN(times[row]!)) dropped['no-time']++;
    else if (
      label &&
      (isMissing(label.cells[row]!) || (classes.length === 0 && Number.isNaN(label.values[row]!)))
    )
      dropped['no-label']++;
    else if (label && !(ends.t1[row]! >= times[row]!)) dropped['ends-before-decision']++;
    else {
      const all = facts.map((one) => one.cells[row]).join('\u0000');
      if (seen.has(all)) dropped['same-row']++;
      else {
        seen.add(all);
        const id = instrumentIdOf(input.request.exchange, instrument?.cells[row]);
        const rows = byInstrument.get(id);
        if (rows) rows.push(row);
        else byInstrument.set(id, [row]);
      }
    }
  }

  const parts = [...byInstrument]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([instrumentId, rows]): ForeignPart => {
      // Rows of one moment stay in the order of the file.
      rows.sort((a, b) => times[a]! - times[b]! || a - b);
      const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row]!);
      const single = (one: ColumnFacts) => Float32Array.from(rows, (row) => one.values[row]!);
      return {
        instrumentId,
        columns: {
          rows: rows.length,
          time: pick(times),
          t1: pick(ends.t1),
          value:
            label && classes.length === 0
              ? pick(label.values)
              : new Float64Array(rows.length).fill(Number.NaN),
          weight: weight ? pick(weight.values) : new Float64Array(rows.length).fill(1),
          label: Int16Array.from(rows, (row) => (label ? classOf(label.cells[row]!) : -1)),
          hit: new Uint8Array(rows.length),
          features: features.map(single),
        },
        beside: beside.map(single),
      };
    });
  return {
    featureNames: features.map((one) => one.name),
    besideNames: beside.map((one) => one.name),
    classes,
    labelled: label !== undefined,
    assumedEnd: label !== undefined && ends.assumed,
    parts,
    dropped: Object.fromEntries(Object.entries(dropped).filter(([, count]) => count > 0)),
  };
}

/** Words from the fall to the rise, so that the last class is the one that gains; others in their own order. */
const KNOWN_ORDER = [
  'sell',
  'short',
  'down',
  'lose',
  'loss',
  'flat',
  'hold',
  'neutral',
  'none',
  'time',
  'buy',
  'long',
  'up',
  'win',
];

function classesOf(label: ColumnFacts): {
  readonly classes: readonly string[];
  readonly classOf: (cell: string) => number;
} {
  const numeric = label.numeric;
  const key = (cell: string) => (numeric ? String(Number(cell)) : cell);
  const found = [...new Set(label.cells.filter((cell) => !isMissing(cell)).map(key))];
  if (numeric && found.length > MOST_CLASSES) return { classes: [], classOf: () => -1 };
  if (found.length > MOST_WORDS)
    throw new AppError(
      'BAD_REQUEST',
      `"${label.name}" has ${found.length} different words, so it is no label. Nothing was imported; choose a column with a few classes or a number.`,
      { column: label.name },
    );
  const place = (name: string) => KNOWN_ORDER.indexOf(name.toLowerCase());
  found.sort((a, b) => (numeric ? Number(a) - Number(b) : place(a) - place(b) || (a < b ? -1 : 1)));
  const index = new Map(found.map((name, k) => [name, k]));
  return { classes: found, classOf: (cell) => index.get(key(cell)) ?? -1 };
}

/** `TCS` is one of the file's exchange; an id of ours stays as it is. */
function instrumentIdOf(exchange: string, cell: string | undefined): string {
  if (cell === undefined || isMissing(cell)) return `${exchange}:(unnamed)`;
  const text = cell.trim().slice(0, 40);
  return instrumentIdSchema.safeParse(text).success ? text : `${exchange}:${text}`;
}

function endsOf(
  { columns, facts, stamps, times, request }: RowsInput,
  label: string,
): { readonly t1: Float64Array; readonly assumed: boolean } {
  const name = columns.find((column) => column.role === 'label-end')?.name;
  const stamp = stamps.find((one) => one.name === name);
  if (stamp !== undefined)
    return {
      t1: momentsOf(facts.find((one) => one.name === name)!.cells, stamp, request.timeZone),
      assumed: false,
    };
  const days = Number(/_(\d{1,3})d$/i.exec(label)?.[1] ?? 1);
  const closeAfter = sessionCloses(loadCalendar(), profileFor(request.exchange), days);
  return { t1: times.map((time) => (Number.isNaN(time) ? time : closeAfter(time))), assumed: true };
}

const DAY_MS = 86_400_000;

function sessionCloses(calendar: Calendar, profile: ReturnType<typeof profileFor>, days: number) {
  const known = new Map<string, number>();
  return (time: number): number => {
    const date = calendar.dateOf(profile, time);
    let close = known.get(date);
    if (close === undefined) {
      // Three times as many days and a fortnight hold that many sessions, whatever holidays there are.
      const until = new Date(Date.parse(`${date}T00:00:00Z`) + (3 * days + 14) * DAY_MS)
        .toISOString()
        .slice(0, 10);
      const later = calendar.sessions(profile, date, until).filter((session) => session.date > date);
      close = later[days - 1]!.close;
      known.set(date, close);
    }
    return close;
  };
}
