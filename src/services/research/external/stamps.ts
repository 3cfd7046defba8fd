// Finds the columns that hold stamps, how they are written, and the moments they mean in a zone. Called by the inspection and the
// import.

import { createStampReader, createZoneClock } from '../../imports/index.ts';
import type { ColumnFacts } from './column-facts.ts';
import { isMissing } from './foreign-table.ts';

export interface StampColumn {
  readonly name: string;
  /** Layout the stamp reader understands. */
  readonly layout: string;
  /** `offset`: every stamp says its zone; `wall`: none does; `mixed`: some do. */
  readonly zone: 'offset' | 'wall' | 'mixed';
  /** Days without a time of day. */
  readonly dateOnly: boolean;
}

const LAYOUTS = [
  'iso',
  'dd-MM-yyyy HH:mm:ss',
  'dd-MM-yyyy HH:mm',
  'dd-MM-yyyy',
  'dd/MM/yyyy HH:mm:ss',
  'dd/MM/yyyy HH:mm',
  'dd/MM/yyyy',
  'yyyy/MM/dd HH:mm:ss',
  'yyyy/MM/dd',
  'yyyyMMdd HH:mm:ss',
  'dd-MMM-yyyy',
] as const;
const EPOCHS = ['epoch-ms', 'epoch-s'] as const;
const TIME_NAME = /(^|_)(time|ts|timestamp|date|datetime|ms)(_|$)/i;
const OFFSET = /(?:[+-]\d{2}:?\d{2}|Z)$/;
const SAMPLE = 200;

/** Columns nine of ten whose cells are stamps. Numbers count as epochs only under a name that says so. */
export function stampColumns(facts: readonly ColumnFacts[]): readonly StampColumn[] {
  const clock = createZoneClock('UTC');
  return facts.flatMap((column): StampColumn[] => {
    const sample = sampleOf(column.cells);
    if (sample.length === 0) return [];
    const layouts = column.numeric ? (TIME_NAME.test(column.name) ? EPOCHS : []) : LAYOUTS;
    for (const layout of layouts) {
      const reader = createStampReader(layout, clock);
      const read = sample.filter((cell) => !Number.isNaN(reader.readText(cell)));
      if (read.length < 0.9 * sample.length) continue;
      const timed = read.filter((cell) => cell.includes(':') || column.numeric);
      const offsets = timed.filter((cell) => OFFSET.test(cell) || column.numeric).length;
      return [
        {
          name: column.name,
          layout,
          zone: offsets === 0 ? 'wall' : offsets === read.length ? 'offset' : 'mixed',
          dateOnly: timed.length === 0,
        },
      ];
    }
    return [];
  });
}

/** From all over the column: a log may change its ways. */
function sampleOf(cells: readonly string[]): readonly string[] {
  const filled = cells.filter((cell) => !isMissing(cell));
  const step = Math.max(1, Math.floor(filled.length / SAMPLE));
  return filled.filter((_, k) => k % step === 0);
}

/** Epoch milliseconds, NaN where a cell is no stamp. Throws BAD_PARAMETER for a zone that does not exist. */
export function momentsOf(cells: readonly string[], { layout }: StampColumn, timeZone: string): Float64Array {
  const reader = createStampReader(layout, createZoneClock(timeZone));
  return Float64Array.from(cells, (cell) => (isMissing(cell) ? Number.NaN : reader.readText(cell)));
}
