// Bollinger bands: simple mean and population standard deviations around it, with the close's place in them and their width.
// Called by strategies, features and charts.

import { type IndicatorDefinition, type IndicatorParameter, period } from './definition.ts';
import { createMovingDeviation, LEAST_DEVIATION } from './moving-deviation.ts';
import { stepwise } from './stepwise.ts';

const DEVIATIONS: IndicatorParameter = {
  name: 'deviations',
  default: 2,
  min: 0.1,
  max: 20,
  help: 'Standard deviations between the mean and either band.',
};

/** `percent_b` is 0 at the lower and 1 at the upper band, missing where the bands meet; `bandwidth` is relative to the mean. */
export const BOLLINGER: IndicatorDefinition = stepwise({
  id: 'bollinger',
  title: 'Bollinger bands',
  inputs: ['close'],
  // One value has no spread: the bands of a single bar always meet.
  parameters: [{ ...period('period', 20, 'Bars of the mean and the deviation.'), min: 2 }, DEVIATIONS],
  outputs: ['upper', 'middle', 'lower', 'percent_b', 'bandwidth'],
  warmup: (parameters) => parameters.period! - 1,
  missing: 'restart',
  resetsEachSession: false,
  source: 'TA-Lib BBANDS (population deviation); %b and bandwidth: John Bollinger (2001)',
  create: (parameters) => {
    const moving = createMovingDeviation(parameters.period!);
    const deviations = parameters.deviations!;
    return (bar, _session, out) => {
      moving.next(bar.close);
      const distance = moving.deviation * deviations;
      const upper = moving.mean + distance;
      const lower = moving.mean - distance;
      const width = upper - lower;
      out[0] = upper;
      out[1] = moving.mean;
      out[2] = lower;
      const open = moving.deviation > LEAST_DEVIATION * moving.mean;
      out[3] = open ? (bar.close - lower) / width : Number.NaN;
      out[4] = width / moving.mean;
    };
  },
});
