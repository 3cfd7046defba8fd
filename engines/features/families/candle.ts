// The shape of the newest candle: body, wicks, where it closed, and its range against the usual one. Building blocks of the
// reversal rules and of scalper-52.

import { ATR } from '../../indicators/true-range.ts';
import { clip } from '../../numeric/arrays.ts';
import type { FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { bodyOf, bodyShare, rangeOf, wickTowards } from '../patterns/anatomy.ts';
import type { Side } from '../patterns/definition.ts';
import { isComplete } from '../patterns/template.ts';
import { type Row, type RowFeature, rowFeature } from '../row-feature.ts';

/** A body smaller than this is none (the published scalper): a doji's wick is as long as it gets. */
const LEAST_BODY = 1e-6;

/** min(clip(wick / body, −1, 5) / 3, 1): 1 from three bodies on; negative only where the vendor's prices are out of order. */
export function wickExtreme(row: Row, side: Side): number {
  const bodies = wickTowards(row, 0, side) / Math.max(bodyOf(row, 0), LEAST_BODY);
  return Math.min(clip(bodies, -1, 5) / 3, 1);
}

/** A feature of one candle: missing where one of its prices is. */
function candle(
  facts: Pick<RowFeature, 'id' | 'title' | 'help' | 'unit' | 'range'>,
  compute: (row: Row) => number,
): SeriesTemplate {
  return rowFeature({
    ...facts,
    version: 1,
    family: 'candle',
    parameters: [],
    lookback: 0,
    compute: (row) => (isComplete(row, 1) ? compute(row) : Number.NaN),
  });
}

const SHARE = { min: 0, max: 1 };
/** Bars whose high or low does not hold their open and close stay inside the declared range. */
const share = (part: number, row: Row) => clip(part / rangeOf(row, 0), 0, 1);

const wick = (side: Side): readonly SeriesTemplate[] => {
  const name = side > 0 ? 'upper' : 'lower';
  const way = side > 0 ? 'up' : 'down';
  return [
    candle(
      {
        id: `wick_extreme_${way}`,
        title: `Extreme ${name} wick`,
        help: `min(clip(${name} wick / body, −1, 5) / 3, 1), the body at least 1e-6: how far prices were turned back ${side > 0 ? 'from above' : 'from below'}, in bodies (the published scalper).`,
        unit: 'ratio',
        range: { min: -1 / 3, max: 1 },
      },
      (row) => wickExtreme(row, side),
    ),
    candle(
      {
        id: `${name}_wick_ratio`,
        title: `${side > 0 ? 'Upper' : 'Lower'} wick share`,
        help: `${side > 0 ? 'Upper' : 'Lower'} wick / (high − low); 0 where the bar did not move.`,
        unit: 'ratio',
        range: SHARE,
      },
      (row) => share(wickTowards(row, 0, side), row),
    ),
  ];
};

export const CANDLE: readonly FeatureTemplate[] = [
  ...wick(1),
  ...wick(-1),
  candle(
    {
      id: 'body_ratio',
      title: 'Body share',
      help: '|close − open| / (high − low); 0 where the bar did not move.',
      unit: 'ratio',
      range: SHARE,
    },
    (row) => clip(bodyShare(row, 0), 0, 1),
  ),
  candle(
    {
      id: 'close_position',
      title: 'Close within the bar',
      help: '(close − low) / (high − low): 1 at the high, 0 at the low, ½ where the bar did not move.',
      unit: 'ratio',
      range: SHARE,
    },
    (row) => (row.high(0) > row.low(0) ? share(row.close(0) - row.low(0), row) : 0.5),
  ),
  candle(
    {
      id: 'candle_direction',
      title: 'Direction of the bar',
      help: 'Sign of close − open: 1 rising, −1 falling, 0 unchanged.',
      unit: 'sign',
      range: { min: -1, max: 1 },
    },
    (row) => Math.sign(row.close(0) - row.open(0)),
  ),
  rowFeature({
    id: 'range_to_atr',
    version: 1,
    title: 'Range against the ATR before',
    help: '(high − low) / ATR of the bar before, at most 20: a bar is measured with what was usual before it, not with itself.',
    family: 'candle',
    unit: 'atr',
    range: { min: 0, max: 20 },
    parameters: [{ name: 'atr', default: 14, min: 1, max: 500, help: "True ranges averaged (Wilder's)." }],
    indicators: ({ atr }) => [{ definition: ATR, parameters: { period: atr! } }],
    lookback: 1,
    compute: (row) => {
      const usual = row.value(0, 0, 1);
      if (!isComplete(row, 1) || !(usual > 0)) return Number.NaN;
      return clip((row.high(0) - row.low(0)) / usual, 0, 20);
    },
  }),
];
