// Where the bar stands against the session's VWAP and the extremes of the last bars, measured in ATR. The ATR is the
// strategy's own measure (see average-range.ts), so that one ATR means the same in both.

import { SESSION_VWAP } from '../../indicators/avwap.ts';
import type { IndicatorParameter } from '../../indicators/definition.ts';
import { ROLLING_VWAP } from '../../indicators/rolling-vwap.ts';
import type { FeatureTemplate } from '../definition.ts';
import { type Row, rowFeature } from '../row-feature.ts';
import { inAtr, MEAN_ATR_BARS, meanAtr } from './average-range.ts';
import { highestHigh, lowestLow } from './row-extremes.ts';

const BARS: IndicatorParameter = {
  name: 'bars',
  default: 20,
  min: 1,
  max: 500,
  help: 'Bars looked at, the newest included.',
};
const CAP: IndicatorParameter = {
  name: 'cap',
  default: 10,
  min: 1,
  max: 100,
  help: 'A longer run counts as this long.',
};

/** Which side of its VWAP the bar closed on; 0 on the line, NaN where there is none. */
const sideOfVwap = (row: Row, lag: number) => Math.sign(row.close(lag) - row.value(0, 0, lag));

export const LOCATION: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'vwap_distance_atr',
    version: 1,
    title: 'Distance to the session VWAP in ATR',
    help: '(close − VWAP since the session’s open) / ATR: the AVWAP distance of AVWAP v11 as published.',
    family: 'trend',
    unit: 'atr',
    range: null,
    parameters: [MEAN_ATR_BARS],
    indicators: (parameters) => [{ definition: SESSION_VWAP }, meanAtr(parameters)],
    lookback: 0,
    compute: (row) => inAtr(row.close(0) - row.value(0, 0, 0), row.value(1, 0, 0)),
  }),
  rowFeature({
    id: 'rolling_vwap_distance_atr',
    version: 1,
    title: 'Distance to the rolling VWAP in ATR',
    help: '(close − VWAP of the last `bars`) / ATR. Does not restart at the open: what the day inherits from the one before.',
    family: 'trend',
    unit: 'atr',
    range: null,
    parameters: [{ ...BARS, default: 75 }, MEAN_ATR_BARS],
    indicators: (parameters) => [
      { definition: ROLLING_VWAP, parameters: { period: parameters.bars! } },
      meanAtr(parameters),
    ],
    lookback: 0,
    compute: (row) => inAtr(row.close(0) - row.value(0, 0, 0), row.value(1, 0, 0)),
  }),
  rowFeature({
    id: 'vwap_reach_up_atr',
    version: 1,
    title: 'Reach above the session VWAP in ATR',
    help: '(high − session VWAP) / ATR: how deep a bounce from below touched the line; negative where it did not get there.',
    family: 'structure',
    unit: 'atr',
    range: null,
    parameters: [MEAN_ATR_BARS],
    indicators: (parameters) => [{ definition: SESSION_VWAP }, meanAtr(parameters)],
    lookback: 0,
    compute: (row) => inAtr(row.high(0) - row.value(0, 0, 0), row.value(1, 0, 0)),
  }),
  rowFeature({
    id: 'vwap_reach_down_atr',
    version: 1,
    title: 'Reach below the session VWAP in ATR',
    help: '(session VWAP − low) / ATR: how deep a pullback from above touched the line; negative where it did not get there.',
    family: 'structure',
    unit: 'atr',
    range: null,
    parameters: [MEAN_ATR_BARS],
    indicators: (parameters) => [{ definition: SESSION_VWAP }, meanAtr(parameters)],
    lookback: 0,
    compute: (row) => inAtr(row.value(0, 0, 0) - row.low(0), row.value(1, 0, 0)),
  }),
  rowFeature({
    id: 'vwap_side_run',
    version: 1,
    title: 'Closes in a row on one side of the session VWAP',
    help: 'Number of closes of this session in a row above (positive) or below (negative) the session VWAP, at most `cap`; 0 on the line.',
    family: 'structure',
    unit: 'bars',
    range: { min: -100, max: 100 },
    parameters: [CAP],
    indicators: () => [{ definition: SESSION_VWAP }],
    lookback: ({ cap }) => cap! - 1,
    warmup: () => 0,
    compute: (row, { cap }) => {
      const side = sideOfVwap(row, 0);
      let run = side === 0 ? 0 : 1;
      // The line of the day before is another line: a run never crosses the night.
      while (run > 0 && run < cap! && row.session(run) === row.session(0) && sideOfVwap(row, run) === side)
        run++;
      return side * run;
    },
  }),
  rowFeature({
    id: 'above_low_atr',
    version: 1,
    title: 'Height above the lowest low in ATR',
    help: '(close − lowest low of the last `bars`) / ATR: how far the price has come back from its low.',
    family: 'structure',
    unit: 'atr',
    range: null,
    parameters: [BARS, MEAN_ATR_BARS],
    indicators: (parameters) => [meanAtr(parameters)],
    lookback: ({ bars }) => bars! - 1,
    warmup: ({ bars, atr_bars: atrBars }) => Math.max(bars!, atrBars!) - 1,
    compute: (row, { bars }) => inAtr(row.close(0) - lowestLow(row, 0, bars!), row.value(0, 0, 0)),
  }),
  rowFeature({
    id: 'below_high_atr',
    version: 1,
    title: 'Depth below the highest high in ATR',
    help: '(highest high of the last `bars` − close) / ATR: how far the price has come back from its high.',
    family: 'structure',
    unit: 'atr',
    range: null,
    parameters: [BARS, MEAN_ATR_BARS],
    indicators: (parameters) => [meanAtr(parameters)],
    lookback: ({ bars }) => bars! - 1,
    warmup: ({ bars, atr_bars: atrBars }) => Math.max(bars!, atrBars!) - 1,
    compute: (row, { bars }) => inAtr(highestHigh(row, 0, bars!) - row.close(0), row.value(0, 0, 0)),
  }),
];
