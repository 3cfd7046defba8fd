// Which features a regime-switched model looks at for its regimes when nobody named any: those whose names speak of volatility and
// trend, else those that keep their level longest. A rule of names and training rows alone. Called by regime-switched.ts.

import type { LearningData } from '../contract.ts';
import { sequenceLengths } from '../regimes/observations.ts';
import { aspectOf } from '../regimes/words.ts';

/** At most `count` names, first volatility and trend in turn as they stand in the table; features that do not vary are passed over. */
export function observedFeatures(data: LearningData, count: number): readonly string[] {
  const varying = data.names.filter((_, f) => varies(data.columns[f]!));
  const volatility = varying.filter((name) => aspectOf(name) === 'volatility');
  const trend = varying.filter((name) => aspectOf(name) === 'trend');
  const telling: string[] = [];
  for (let k = 0; k < Math.max(volatility.length, trend.length); k++)
    telling.push(...[volatility[k], trend[k]].filter((name) => name !== undefined));
  if (telling.length > 0) return telling.slice(0, count);
  const lengths = sequenceLengths(data);
  return varying
    .map((name) => ({ name, kept: persistence(data.columns[data.names.indexOf(name)]!, lengths) }))
    .sort((a, b) => b.kept - a.kept)
    .slice(0, count)
    .map(({ name }) => name);
}

function varies(column: Float32Array): boolean {
  const first = column.find((x) => !Number.isNaN(x));
  return first !== undefined && column.some((x) => !Number.isNaN(x) && x !== first);
}

/** Correlation of each value with the one before it in its sequence: regimes last. */
function persistence(column: Float32Array, lengths: readonly number[]): number {
  let [count, x, y, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  let first = 0;
  for (const length of lengths) {
    for (let i = first + 1; i < first + length; i++) {
      const [a, b] = [column[i - 1]!, column[i]!];
      if (Number.isNaN(a) || Number.isNaN(b)) continue;
      count++;
      x += a;
      y += b;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }
    first += length;
  }
  const spread = Math.sqrt((xx - (x * x) / count) * (yy - (y * y) / count));
  return spread > 0 ? (xy - (x * y) / count) / spread : 0;
}
