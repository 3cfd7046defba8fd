// How busy the newest bar is against the bars just before: what confirms a pattern. Called by the pattern adjustment.

import type { IndicatorParameter, IndicatorParameters } from '../../indicators/definition.ts';
import { clip } from '../../numeric/arrays.ts';
import { median } from '../../numeric/statistics.ts';
import type { FeatureTemplate } from '../definition.ts';
import { type Row, rowFeature } from '../row-feature.ts';

const MOST = 50;

export const ACTIVITY_PARAMETERS: readonly IndicatorParameter[] = [
  {
    name: 'window',
    default: 5,
    min: 1,
    max: 100,
    help: 'Bars before the newest one that it is compared with.',
  },
  {
    name: 'least_volume',
    default: 60,
    min: 0,
    max: 1e9,
    help: 'Bars before with less volume are left out of the median.',
  },
];

/**
 * [Note: relative activity] Volume of the newest bar / median volume of those of the `window` bars before that traded at least
 * `least_volume` (the published scalper). The published rule counted ticks because an index has no volume; bars carry no tick
 * count, so where none of these bars traded at all the ranges high − low take the place of the volumes. Missing where nothing
 * is left to compare with. At most 50.
 */
export function relativeActivity(row: Row, window: number, leastVolume: number): number {
  let any = row.volume(0) > 0;
  for (let lag = 0; lag <= window; lag++) {
    if (!Number.isFinite(row.volume(lag))) return Number.NaN;
    any ||= row.volume(lag) > 0;
  }
  const activity = any ? row.volume : (lag: number) => row.high(lag) - row.low(lag);
  const least = any ? leastVolume : 0;
  const before: number[] = [];
  for (let lag = 1; lag <= window; lag++) {
    const value = activity(lag);
    if (!Number.isFinite(value)) return Number.NaN;
    if (value >= least && value > 0) before.push(value);
  }
  if (before.length === 0) return Number.NaN;
  return clip(activity(0) / median(before), 0, MOST);
}

export const CONFIRMATION: IndicatorParameter = {
  name: 'confirm',
  default: 1.2,
  min: 0,
  max: MOST,
  help: 'Relative activity from which on a pattern counts as confirmed.',
};

export const activityOf = (row: Row, parameters: IndicatorParameters) =>
  relativeActivity(row, parameters.window!, parameters.least_volume!);

const HELP =
  'Volume of the bar / median volume of the `window` bars before that traded at least `least_volume`; where nothing traded in all of them (an index) the ranges high − low are compared instead';

export const ACTIVITY: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'relative_activity',
    version: 1,
    title: 'Relative activity',
    help: `${HELP}. At most 50.`,
    family: 'rule',
    unit: 'ratio',
    range: { min: 0, max: MOST },
    parameters: ACTIVITY_PARAMETERS,
    lookback: ({ window }) => window!,
    compute: activityOf,
  }),
  rowFeature({
    id: 'activity_confirmed',
    version: 1,
    title: 'Activity confirms',
    help: `1 where the relative activity is at least \`confirm\`, else 0. ${HELP}.`,
    family: 'rule',
    unit: 'flag',
    range: { min: 0, max: 1 },
    parameters: [...ACTIVITY_PARAMETERS, CONFIRMATION],
    lookback: ({ window }) => window!,
    compute: (row, parameters) => {
      const activity = activityOf(row, parameters);
      if (Number.isNaN(activity)) return Number.NaN;
      return activity >= parameters.confirm! ? 1 : 0;
    },
  }),
];
