// A long wick at the edge of the recent range together with flow that turns the same way. The published code had the signs of flow
// inverted: an upper wick belongs to bearish flow, which these features give as +1.

import { SESSION_VWAP } from '../../indicators/avwap.ts';
import type { IndicatorParameter, IndicatorParameters } from '../../indicators/definition.ts';
import { CVD } from '../../indicators/volume-delta.ts';
import type { SeriesTemplate } from '../definition.ts';
import { wickExtreme } from '../families/candle.ts';
import { cvdDivergence, DIVERGENCE_PARAMETERS, vwapReversion } from '../families/flow.ts';
import { extremeOf } from '../patterns/anatomy.ts';
import type { Side } from '../patterns/definition.ts';
import { isComplete } from '../patterns/template.ts';
import { type Row, rowFeature } from '../row-feature.ts';

const PARAMETERS: readonly IndicatorParameter[] = [
  { name: 'span', default: 10, min: 1, max: 500, help: 'Bars of the range, the newest included.' },
  {
    name: 'near',
    default: 0.25,
    min: 0,
    max: 1,
    help: 'Share of the range within which the close must lie.',
  },
  { name: 'wick', default: 0.7, min: 0, max: 1, help: 'Least wick extreme on that side.' },
];

/** The bar was turned back at the upper (+1) or lower (−1) edge of the last bars. */
function isRejection(row: Row, edge: Side, { span, near, wick }: IndicatorParameters): boolean {
  const extreme = extremeOf(row, 0, span! - 1, edge);
  const height = extremeOf(row, 0, span! - 1, 1) - extremeOf(row, 0, span! - 1, -1);
  return wickExtreme(row, edge) >= wick! && edge * (extreme - row.close(0)) <= near! * height;
}

function cross(edge: Side, flow: 'cvd' | 'vwap'): SeriesTemplate {
  const name = edge > 0 ? 'upper' : 'lower';
  const leaning = edge > 0 ? 'bearish' : 'bullish';
  const usesDelta = flow === 'cvd';
  const what = usesDelta ? 'divergence of the volume delta' : 'cross of the session VWAP';
  return rowFeature({
    id: `rev_cross_${name}_wick_${flow}`,
    version: 1,
    title: `${edge > 0 ? 'Upper' : 'Lower'} wick with ${leaning} ${what}`,
    help: `1 where the ${name} wick extreme is at least 0.7, the close within 25 % of the 10-bar range from its ${edge > 0 ? 'high' : 'low'}, and there is a ${leaning} ${what}; else 0. Warns of a turn ${edge > 0 ? 'down' : 'up'} (the published scalper, signs corrected).`,
    family: 'rule',
    unit: 'flag',
    range: { min: 0, max: 1 },
    parameters: usesDelta ? [...PARAMETERS, ...DIVERGENCE_PARAMETERS] : PARAMETERS,
    indicators: () => [{ definition: usesDelta ? CVD : SESSION_VWAP }],
    lookback: ({ span, bars }) => Math.max(span! - 1, usesDelta ? bars! : 1),
    compute: (row, parameters) => {
      if (!isComplete(row, parameters.span!)) return Number.NaN;
      const turn = usesDelta
        ? cvdDivergence(row, 0, parameters.bars!, parameters.least_move!)
        : vwapReversion(row, 0);
      if (Number.isNaN(turn)) return Number.NaN;
      // Flow is +1 where it is bearish: the upper edge, +1 as well, asks for that.
      return turn === edge && isRejection(row, edge, parameters) ? 1 : 0;
    },
  });
}

export const REVERSAL_CROSSES: readonly SeriesTemplate[] = [
  cross(1, 'cvd'),
  cross(-1, 'cvd'),
  cross(1, 'vwap'),
  cross(-1, 'vwap'),
];
