// Structure of the last bars: swing points, sweeps of the bar before, fair-value gaps, order blocks, distance from the extremes.
// Building blocks of the setups and of scalper-52. Distances are shares of the close, never price levels.

import type { IndicatorParameter } from '../../indicators/definition.ts';
import { FAIR_VALUE_GAP } from '../../indicators/fair-value-gap.ts';
import { ORDER_BLOCK } from '../../indicators/order-block.ts';
import { clip } from '../../numeric/arrays.ts';
import type { FeatureTemplate, SeriesTemplate } from '../definition.ts';
import { extremeOf } from '../patterns/anatomy.ts';
import type { Side } from '../patterns/definition.ts';
import { isComplete } from '../patterns/template.ts';
import { type RowFeature, rowFeature } from '../row-feature.ts';

const FLAG = { min: 0, max: 1 };
const LOOKBACK: IndicatorParameter = {
  name: 'bars',
  default: 20,
  min: 3,
  max: 500,
  help: 'Bars looked at, the newest included.',
};

type Facts = Pick<RowFeature, 'id' | 'title' | 'help'>;

function flag(facts: Facts, rest: Pick<RowFeature, 'parameters' | 'lookback' | 'compute'>): SeriesTemplate {
  return rowFeature({ ...facts, version: 1, family: 'structure', unit: 'flag', range: FLAG, ...rest });
}

/** The bar before the newest is the extreme of the window: one later bar is all it takes, so it may be passed again. */
function swing(side: Side): SeriesTemplate {
  const end = side > 0 ? 'high' : 'low';
  return flag(
    {
      id: `swing_${end}`,
      title: `Swing ${end} one bar ago`,
      help: `1 where the ${end} of the bar before is the ${side > 0 ? 'highest' : 'lowest'} of the last \`bars\` bars and the newest bar did not reach it.`,
    },
    {
      parameters: [LOOKBACK],
      lookback: ({ bars }) => bars! - 1,
      compute: (row, { bars }) => {
        if (!isComplete(row, bars!)) return Number.NaN;
        const at = (lag: number) => (side > 0 ? row.high(lag) : row.low(lag));
        return at(1) === extremeOf(row, 0, bars! - 1, side) && at(0) !== at(1) ? 1 : 0;
      },
    },
  );
}

function swipe(side: Side): SeriesTemplate {
  const end = side > 0 ? 'high' : 'low';
  return flag(
    {
      id: side > 0 ? 'swipe_up' : 'swipe_down',
      title: `${side > 0 ? 'High' : 'Low'} of the bar before swiped`,
      help: `1 where the ${end} passes the ${end} of the bar before and the close comes back ${side > 0 ? 'below' : 'above'} it (the published scalper). The published system counts it for the ${side > 0 ? 'bullish' : 'bearish'} side; read as a failed break it says the opposite, see the setups' parameter.`,
    },
    {
      parameters: [],
      lookback: 1,
      compute: (row) => {
        if (!isComplete(row, 2)) return Number.NaN;
        const before = side > 0 ? row.high(1) : row.low(1);
        const reached = side > 0 ? row.high(0) : row.low(0);
        return side * (reached - before) > 0 && side * (before - row.close(0)) > 0 ? 1 : 0;
      },
    },
  );
}

function distance(side: Side): SeriesTemplate {
  const end = side > 0 ? 'high' : 'low';
  return rowFeature({
    id: `dist_from_${end}`,
    version: 1,
    title: `Distance from the ${side > 0 ? 'highest high' : 'lowest low'}`,
    help: `(close − ${side > 0 ? 'highest high' : 'lowest low'} of the last \`bars\` bars) / close, within ±1: ${side > 0 ? '0 at the high, negative below it' : '0 at the low, positive above it'}.`,
    family: 'structure',
    unit: 'ratio',
    range: { min: -1, max: 1 },
    parameters: [LOOKBACK],
    lookback: ({ bars }) => bars! - 1,
    compute: (row, { bars }) =>
      isComplete(row, bars!)
        ? clip((row.close(0) - extremeOf(row, 0, bars! - 1, side)) / row.close(0), -1, 1)
        : Number.NaN,
  });
}

function gap(side: Side): readonly SeriesTemplate[] {
  const way = side > 0 ? 'up' : 'down';
  const name = side > 0 ? 'bull' : 'bear';
  const present = FAIR_VALUE_GAP.outputs.indexOf(name);
  const size = FAIR_VALUE_GAP.outputs.indexOf(`${name}_size`);
  const rule =
    side > 0
      ? 'the low of the newest bar lies above the high of bar 2'
      : 'the high of the newest bar lies below the low of bar 2';
  const facts = {
    version: 1,
    family: 'structure',
    parameters: [],
    indicators: () => [{ definition: FAIR_VALUE_GAP }],
    lookback: 0,
    range: FLAG,
  } as const;
  return [
    rowFeature({
      ...facts,
      id: `fvg_${way}`,
      title: `Fair-value gap ${way}`,
      help: `1 where ${rule}: the bar between jumped a span that neither neighbour traded. The published code compared adjacent bars.`,
      unit: 'flag',
      compute: (row) => row.value(0, present, 0),
    }),
    rowFeature({
      ...facts,
      id: `fvg_${way}_size`,
      title: `Size of the fair-value gap ${way}`,
      help: `Size of the gap as a share of the close where ${rule}, else 0; at most 1.`,
      unit: 'ratio',
      compute: (row) => clip(row.value(0, size, 0), 0, 1),
    }),
  ];
}

/** Blocks farther away than this are as good as none. */
const FAR = 0.05;
/** Where both sides have a block, one must be as near as this for either to count. */
const COUNTS = 0.01;

const blockOutputs = (name: string) => ({
  present: ORDER_BLOCK.outputs.indexOf(name),
  distance: ORDER_BLOCK.outputs.indexOf(`${name}_distance`),
});

function orderBlock(side: Side): readonly SeriesTemplate[] {
  const name = side > 0 ? 'bull' : 'bear';
  const mine = blockOutputs(name);
  const other = blockOutputs(side > 0 ? 'bear' : 'bull');
  const facts = {
    version: 1,
    family: 'structure',
    parameters: ORDER_BLOCK.parameters,
    indicators: (parameters: Readonly<Record<string, number>>) => [{ definition: ORDER_BLOCK, parameters }],
    lookback: 0,
  } as const;
  const what = `the last ${side > 0 ? 'falling' : 'rising'} candle before prices broke away ${side > 0 ? 'upwards' : 'downwards'}`;
  return [
    rowFeature({
      ...facts,
      id: `order_block_${name}`,
      title: `${side > 0 ? 'Bullish' : 'Bearish'} order block near`,
      help: `1 where a standing block (${what}) exists and counts. Where both sides have one, neither counts if both are more than 1 % away, else only the nearer (the published scalper).`,
      unit: 'flag',
      range: FLAG,
      compute: (row) => {
        const own = row.value(0, mine.present, 0);
        if (!(own > 0) || !(row.value(0, other.present, 0) > 0)) return own;
        const near = Math.abs(row.value(0, mine.distance, 0));
        const far = Math.abs(row.value(0, other.distance, 0));
        if (near > COUNTS && far > COUNTS) return 0;
        return near <= far ? 1 : 0;
      },
    }),
    rowFeature({
      ...facts,
      id: `order_block_${name}_distance`,
      title: `Distance to the ${side > 0 ? 'bullish' : 'bearish'} order block`,
      help: `Share of the close between it and the near edge of ${what}, negative inside it, within ±5 %; 5 % where there is none.`,
      unit: 'ratio',
      range: { min: -FAR, max: FAR },
      compute: (row) => {
        const present = row.value(0, mine.present, 0);
        if (present === 0) return FAR;
        return present > 0 ? clip(row.value(0, mine.distance, 0), -FAR, FAR) : Number.NaN;
      },
    }),
  ];
}

export const STRUCTURE: readonly FeatureTemplate[] = [
  swing(1),
  swing(-1),
  swipe(1),
  swipe(-1),
  distance(1),
  distance(-1),
  ...gap(1),
  ...gap(-1),
  ...orderBlock(1),
  ...orderBlock(-1),
];
