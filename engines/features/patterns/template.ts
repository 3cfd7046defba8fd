// Makes a feature of a pattern: 1 where it is found, 0 where not, missing where a price it needs is missing. Called by `index.ts`;
// the completeness checks also by rules and features that read several bars.

import type { SeriesTemplate } from '../definition.ts';
import { type Row, rowFeature } from '../row-feature.ts';
import type { PatternDefinition } from './definition.ts';

/** Every price of bars 0 to `count` − 1 is a finite number. */
export function isComplete(row: Row, count: number): boolean {
  for (let lag = 0; lag < count; lag++)
    if (!Number.isFinite(row.open(lag) + row.high(lag) + row.low(lag) + row.close(lag))) return false;
  return true;
}

/** Bars 0 to `count` − 1 belong to one session. */
export function isOneSession(row: Row, count: number): boolean {
  const session = row.session(0);
  if (session < 0) return false;
  for (let lag = 1; lag < count; lag++) if (row.session(lag) !== session) return false;
  return true;
}

export function patternTemplate(pattern: PatternDefinition): SeriesTemplate {
  const indicators = pattern.indicators ?? [];
  return rowFeature({
    id: `pattern_${pattern.id}`,
    version: 1,
    title: pattern.title,
    help: `${pattern.rule} Direction: ${pattern.direction}.`,
    family: 'pattern',
    unit: 'flag',
    range: { min: 0, max: 1 },
    parameters: [
      {
        name: 'same_session',
        default: 0,
        min: 0,
        max: 1,
        help: '1: missing until all bars of the pattern belong to the current session. 0: bars of the day before count as they stand on a chart.',
      },
    ],
    indicators: () => indicators,
    lookback: pattern.bars - 1,
    compute: (row, { same_session: sameSession }) => {
      if (!isComplete(row, pattern.bars)) return Number.NaN;
      if (sameSession! >= 0.5 && !isOneSession(row, pattern.bars)) return Number.NaN;
      for (let k = 0; k < indicators.length; k++) if (!Number.isFinite(row.value(k, 0, 0))) return Number.NaN;
      return pattern.found(row) ? 1 : 0;
    },
  });
}
