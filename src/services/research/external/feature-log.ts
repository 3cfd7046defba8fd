// Feature logs of the one-minute system: `name=value` cells after eight leading ones, header-less fixed columns, or both mixed in one
// file. Called by the recogniser for cells without a header. Columns nobody named cannot be told apart, so they are left out, counted.

import { notATable, type Recognised, tableOf } from './foreign-table.ts';

/** The cells before the first `name=value`, in the order every version of the log wrote them. */
const LEADING = [
  'ts',
  'decision',
  'label',
  'buy_prob',
  'alpha',
  'tradeable',
  'is_flat',
  'tick_count',
] as const;
const PAIR = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/;
const FEWEST_PAIRS = 3;

export function isKeyValueRow(row: readonly string[]): boolean {
  return row.length > LEADING.length && row.filter((cell) => PAIR.test(cell)).length >= FEWEST_PAIRS;
}

export function readFeatureLog(rows: readonly (readonly string[])[]): Recognised {
  const named = rows.filter(isKeyValueRow);
  const nameless = rows.length - named.length;
  const position = new Map<string, number>(LEADING.map((name, k) => [name, k]));
  const filled: string[][] = [];
  let odd = 0;
  for (const row of named) {
    const cells: string[] = row.slice(0, LEADING.length);
    if (cells.some((cell) => PAIR.test(cell))) {
      odd++;
      continue;
    }
    for (const cell of row.slice(LEADING.length)) {
      const [, name, value] = PAIR.exec(cell) ?? [];
      if (name === undefined) continue;
      if (!position.has(name)) position.set(name, position.size);
      cells[position.get(name)!] = value!;
    }
    filled.push(cells);
  }
  if (filled.length === 0)
    return notATable(
      'table without a header',
      'Its rows have no header and no name=value cells, so nobody can tell which number is what. Write the file again with names, or add a header line.',
      rows.length,
    );
  const names = [...position.keys()];
  return tableOf({
    layout: nameless > 0 ? 'feature log, mixed layouts' : 'feature log, key=value',
    names,
    columns: names.map((_, k) => filled.map((row) => row[k] ?? '')),
    notes: [
      ...(nameless > 0
        ? [`${nameless} rows without names were left out: their columns cannot be told apart.`]
        : []),
      ...(odd > 0 ? [`${odd} rows with fewer leading cells than the others were left out.`] : []),
    ],
  });
}
