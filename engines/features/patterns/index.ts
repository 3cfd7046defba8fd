// Every chart pattern and the feature made of each. The catalogue, the rules, the statistics and the page read these lists; a new
// pattern is added to a family file and is everywhere.

import type { SeriesTemplate } from '../definition.ts';
import type { PatternDefinition } from './definition.ts';
import { ONE_BAR_PATTERNS } from './one-bar.ts';
import { STRAT_PATTERNS } from './strat.ts';
import { STRUCTURAL_PATTERNS } from './structural.ts';
import { patternTemplate } from './template.ts';
import { THREE_BAR_PATTERNS } from './three-bar.ts';
import { TWO_BAR_PATTERNS } from './two-bar.ts';

export const PATTERNS: readonly PatternDefinition[] = [
  ...ONE_BAR_PATTERNS,
  ...TWO_BAR_PATTERNS,
  ...THREE_BAR_PATTERNS,
  ...STRAT_PATTERNS,
  ...STRUCTURAL_PATTERNS,
];

export const PATTERN_FEATURES: readonly SeriesTemplate[] = PATTERNS.map(patternTemplate);

export function findPattern(id: string): PatternDefinition | undefined {
  return PATTERNS.find((pattern) => pattern.id === id);
}
