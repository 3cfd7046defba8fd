// Whether the price turned at a level: bounce, its strength, how often the level was touched and how near the price is to it.
// Levels are moving averages and Bollinger bands (the published SPY model); the levels themselves stay inside.

import { BOLLINGER } from '../../indicators/bollinger.ts';
import type { IndicatorDefinition } from '../../indicators/definition.ts';
import { SMA } from '../../indicators/sma.ts';
import type { FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { type Row, rowFeature } from '../row-feature.ts';
import { bars } from './windows.ts';

interface Level {
  readonly id: string;
  readonly words: string;
  readonly definition: IndicatorDefinition;
  readonly output: number;
  readonly parameters: SeriesTemplate['parameters'];
}

const DEVIATIONS = {
  name: 'deviations',
  default: 2,
  min: 0.1,
  max: 20,
  help: 'Standard deviations between the mean and the band.',
};
const PERIOD = bars('period', 20, 'Bars of the level.', 2);
const LEVELS: readonly Level[] = [
  { id: 'sma', words: 'simple moving average', definition: SMA, output: 0, parameters: [PERIOD] },
  {
    id: 'bollinger_upper',
    words: 'upper Bollinger band',
    definition: BOLLINGER,
    output: 0,
    parameters: [PERIOD, DEVIATIONS],
  },
  {
    id: 'bollinger_lower',
    words: 'lower Bollinger band',
    definition: BOLLINGER,
    output: 2,
    parameters: [PERIOD, DEVIATIONS],
  },
];

/** One percent suits the half hours and the averages of many days that the specification has; shorter bars need less. */
const BAND = {
  name: 'band',
  default: 1,
  min: 0.01,
  max: 10,
  help: 'How far from the level still counts as at it, in percent.',
};
const TOUCHES = bars('touches', 20, 'Bars among which touches are counted.', 1, 500);

/** +1 reached down to the level and closed above its band, −1 the mirror, 0 neither; NaN where something is missing. */
function bounceAt(row: Row, level: number, band: number): number {
  const top = level * (1 + band / 100);
  const bottom = level * (1 - band / 100);
  if (Number.isNaN(level + row.high(0) + row.low(0) + row.close(0))) return Number.NaN;
  if (row.low(0) <= top && row.close(0) > top) return 1;
  if (row.high(0) >= bottom && row.close(0) < bottom) return -1;
  return 0;
}

/** Infinite inputs have no place relative to a level. */
const finite = (value: number) => (Number.isFinite(value) ? value : Number.NaN);

function featuresAt({ id, words, definition, output, parameters }: Level): FeatureTemplate[] {
  // The indicator knows only its own parameters, not the band.
  const indicators: (
    all: Readonly<Record<string, number>>,
  ) => { definition: IndicatorDefinition; parameters: Record<string, number> }[] = (all) => [
    { definition, parameters: Object.fromEntries(parameters.map(({ name }) => [name, all[name]!])) },
  ];
  return [
    rowFeature({
      id: `bounce_${id}`,
      version: 1,
      title: `Bounce at the ${words}`,
      help: `+1: the low reached the ${words} within \`band\` percent and the close is above that band; −1: the mirror; else 0.`,
      family: 'structure',
      unit: 'sign',
      range: { min: -1, max: 1 },
      parameters: [...parameters, BAND],
      indicators,
      lookback: 0,
      compute: (row, { band }) => bounceAt(row, row.value(0, output, 0), band!),
    }),
    rowFeature({
      id: `bounce_strength_${id}`,
      version: 1,
      title: `Strength of the bounce at the ${words}`,
      help: `100 · (close − level) / level where the price bounces at the ${words}, else 0.`,
      family: 'structure',
      unit: 'percent',
      range: null,
      parameters: [...parameters, BAND],
      indicators,
      lookback: 0,
      compute(row, { band }) {
        const level = row.value(0, output, 0);
        const bounce = bounceAt(row, level, band!);
        return bounce === 1 || bounce === -1 ? (100 * (row.close(0) - level)) / level : bounce;
      },
    }),
    rowFeature({
      id: `touch_share_${id}`,
      version: 1,
      title: `Touches of the ${words}`,
      help: `Share of the last \`touches\` bars whose range came within \`band\` percent of the ${words} as it then was.`,
      family: 'structure',
      unit: 'ratio',
      range: { min: 0, max: 1 },
      parameters: [...parameters, BAND, TOUCHES],
      indicators,
      lookback: ({ touches }) => touches! - 1,
      compute(row, { band, touches }) {
        let count = 0;
        for (let lag = 0; lag < touches!; lag++) {
          const level = row.value(0, output, lag);
          if (Number.isNaN(level + row.low(lag) + row.high(lag))) return Number.NaN;
          if (row.low(lag) <= level * (1 + band! / 100) && row.high(lag) >= level * (1 - band! / 100))
            count++;
        }
        return count / touches!;
      },
    }),
    rowFeature({
      id: `proximity_${id}`,
      version: 1,
      title: `Nearness of the ${words}`,
      help: `1 with the close at the ${words}, 0 from \`band\` percent away on. The signed distance is a feature of its own.`,
      family: 'structure',
      unit: 'ratio',
      range: { min: 0, max: 1 },
      parameters: [...parameters, BAND],
      indicators,
      lookback: 0,
      compute(row, { band }) {
        const level = row.value(0, output, 0);
        return finite(Math.max(0, 1 - Math.abs(row.close(0) - level) / ((level * band!) / 100)));
      },
    }),
  ];
}

export const BOUNCE: readonly FeatureTemplate[] = LEVELS.flatMap(featuresAt);
