// all: every template that stands for itself on the decision bars, with its defaults. For looking at everything at once:
// stability, correlation clusters, missing shares. Generated, so a new template is in it without being listed: what a dataset was
// built with is told by the set's hash, not by the version here.

import { CATALOGUE, FEATURES } from '../catalogue.ts';
import type { FeatureEntry, FeatureSet, FeatureTemplate } from '../definition.ts';
import { resolveSet } from '../resolve.ts';
import { entry } from './entry.ts';

/** Levels have no common scale, candidates need a proposed trade, and what names its own timeframes needs bars that may not exist. */
function standsAlone(template: FeatureTemplate, column: FeatureEntry): boolean {
  if (template.kind === 'candidate' || (template.kind === 'series' && template.level)) return false;
  const single = { id: 'single', version: 1, title: '', description: '', entries: [column] };
  const { needsCandidate, timeframes } = resolveSet(single, CATALOGUE);
  return !needsCandidate && timeframes.every((timeframe) => timeframe === 'decision');
}

export const ALL_FEATURES: FeatureSet = {
  id: 'all',
  version: 1,
  title: 'Every feature',
  description:
    'Every feature that needs nothing but decision bars, with default parameters, named by its template. Those that compare with the market, the future or volatility are missing where no such series is chosen. For study rather than training.',
  entries: FEATURES.flatMap((template) => {
    const column = entry(template.id);
    return standsAlone(template, column) ? [column] : [];
  }),
};
