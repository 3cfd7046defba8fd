// The columns of an exported dataset: their names, types, units and values for one part. Called by both writers and by the manifest,
// so that CSV, Parquet and manifest cannot disagree. Pure.
//
// [Note: exported numbers] Features are stored as 32-bit floats. A CSV prints them in full, so that reading gives back the very bits.
// A missing feature is an empty cell or a null, never a zero.

import { HITS } from '../../../../engines/labels/definition.ts';
import type { PartColumns } from '../part-codec.ts';

export type ExportedType = 'text' | 'int64' | 'float64' | 'float32';

export interface ExportedColumn {
  readonly name: string;
  readonly type: ExportedType;
  /** Empty for words, counts and features without a unit. */
  readonly unit: string;
  readonly meaning: string;
  /** The feature whose values it holds; absent for the others. */
  readonly feature?: string;
}

/** `undefined` for a feature without a known unit. */
export type UnitOf = (feature: string) => string | undefined;

const FRONT: readonly ExportedColumn[] = [
  { name: 'instrument', type: 'text', unit: '', meaning: 'Instrument of the row' },
  {
    name: 'decision_time',
    type: 'text',
    unit: 'ISO 8601, India',
    meaning: 'Moment of the decision; every feature was known by then',
  },
  {
    name: 'decision_time_ms',
    type: 'int64',
    unit: 'ms since 1970-01-01 UTC',
    meaning: 'The same moment as a number',
  },
];
const BACK: readonly ExportedColumn[] = [
  {
    name: 'label',
    type: 'text',
    unit: '',
    meaning: 'Class of the outcome; empty where the label is a number',
  },
  {
    name: 'label_value',
    type: 'float64',
    unit: 'fraction of the entry',
    meaning: 'What the labelled position was worth, before charges',
  },
  {
    name: 't1',
    type: 'text',
    unit: 'ISO 8601, India',
    meaning: 'Moment from which the label is known: a split purges by it',
  },
  { name: 't1_ms', type: 'int64', unit: 'ms since 1970-01-01 UTC', meaning: 'The same moment as a number' },
  { name: 'hit', type: 'text', unit: '', meaning: `How the label's window ended: ${HITS.join(', ')}` },
  { name: 'weight', type: 'float64', unit: '', meaning: "Share of the label's window that is the row's own" },
];

/** A feature that bears the name of another column is written as `<name>_feature`. */
export function exportedColumns(features: readonly string[], unitOf: UnitOf): readonly ExportedColumn[] {
  const taken = new Set([...FRONT, ...BACK].map((column) => column.name));
  return [
    ...FRONT,
    ...features.map((feature): ExportedColumn => {
      let name = feature;
      while (taken.has(name)) name = `${name}_feature`;
      taken.add(name);
      return { name, type: 'float32', unit: unitOf(feature) ?? '', meaning: 'Feature', feature };
    }),
    ...BACK,
  ];
}

export interface ExportedPart {
  readonly instrumentId: string;
  readonly columns: PartColumns;
  readonly classes: readonly string[];
}

/** One cell per column in order; null where the value is not known. Texts and numbers only. */
export function cellsOf(
  { instrumentId, columns, classes }: ExportedPart,
  row: number,
): readonly (string | number | null)[] {
  const time = columns.time[row]!;
  const t1 = columns.t1[row]!;
  return [
    instrumentId,
    indiaStamp(time),
    time,
    ...columns.features.map((values) => known(values[row]!)),
    classes[columns.label[row]!] ?? null,
    known(columns.value[row]!),
    Number.isNaN(t1) ? null : indiaStamp(t1),
    known(t1),
    HITS[columns.hit[row]!] ?? null,
    known(columns.weight[row]!),
  ];
}

const INDIA_OFFSET_MS = 19_800_000;

/** `2024-03-28T09:20:00.000+05:30`; India has had one offset since 1945. */
export function indiaStamp(epochMs: number): string {
  return `${new Date(epochMs + INDIA_OFFSET_MS).toISOString().slice(0, -1)}+05:30`;
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
