// Logs of one JSON object per line: signals of the one-minute system in its three shapes, its training log, monitoring lines, and any
// other list of flat objects. Called by the recogniser.

import { notATable, type Recognised, tableOf } from './foreign-table.ts';

type JsonRecord = Readonly<Record<string, unknown>>;

export function readJsonLines(records: readonly JsonRecord[], broken: number): Recognised {
  const first = records[0]!;
  const type = typeof first.type === 'string' ? first.type : undefined;
  if (type !== undefined && records.every((one) => 'exchange' in one && typeof one.type === 'string')) {
    const types = countsOf(records.map((one) => String(one.type)));
    return notATable(
      'monitoring log',
      'These lines say whether a service was up and what it had read: facts about a program, not about a market. There is nothing to learn from.',
      records.length,
      [`Kinds of lines: ${types}.`],
    );
  }
  const names: string[] = [];
  const seen = new Map<string, number>();
  const rows = records.map((record) => {
    const cells: string[] = [];
    for (const [name, value] of flat(record)) {
      if (!seen.has(name)) {
        seen.set(name, names.length);
        names.push(name);
      }
      cells[seen.get(name)!] = value;
    }
    return cells;
  });
  return tableOf({
    layout: layoutOf(names),
    names,
    columns: names.map((_, k) => rows.map((row) => row[k] ?? '')),
    notes: broken > 0 ? [`${broken} lines that are no JSON object were left out.`] : [],
  });
}

function layoutOf(names: readonly string[]): string {
  const has = (...wanted: readonly string[]) => wanted.every((name) => names.includes(name));
  if (has('pred_for', 'buy_prob', 'setup_state')) return 'signal log';
  if (has('pred_for', 'buy_prob', 'Q', 'qmin_eff')) return 'signal log, older layout';
  if (has('timestamp', 'direction', 'buy_prob', 'reason')) return 'signal log, published layout';
  if (has('ts_target_close', 'label')) return 'training log';
  return 'JSON lines';
}

/** `features: { a: 1 }` becomes `a`; other nested objects keep their own name before it. */
function flat(record: JsonRecord): [string, string][] {
  return Object.entries(record).flatMap(([name, value]): [string, string][] => {
    if (typeof value !== 'object' || value === null) return [[name, value === null ? '' : String(value)]];
    if (Array.isArray(value)) return [[name, JSON.stringify(value)]];
    return Object.entries(value).map(([inner, deep]) => [
      name === 'features' ? inner : `${name}.${inner}`,
      deep === null ? '' : typeof deep === 'object' ? JSON.stringify(deep) : String(deep),
    ]);
  });
}

export function countsOf(values: readonly string[]): string {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, all]) => ({
    value,
    count: all.length,
  }));
  counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return counts.map(({ value, count }) => `${count} ${value === '' ? '(blank)' : value}`).join(', ');
}
