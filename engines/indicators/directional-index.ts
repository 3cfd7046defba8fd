// The directional index before its smoothing (DX) and the mean of the ADX now and a period ago (ADXR).
// Called by features and charts; the movements themselves are in `adx.ts`.

import { createAdxStream } from './adx.ts';
import { type IndicatorDefinition, period } from './definition.ts';
import { createLag } from './moving-sum.ts';
import { stepwise } from './stepwise.ts';

const PERIOD = period('period', 14, "Length of Wilder's smoothing.");

/** Missing where neither side has moved (TA-Lib repeats the value before). */
export const DX: IndicatorDefinition = stepwise({
  id: 'dx',
  title: 'Directional index',
  inputs: ['high', 'low', 'close'],
  parameters: [PERIOD],
  outputs: ['dx'],
  warmup: (parameters) => parameters.period!,
  missing: 'skip',
  resetsEachSession: false,
  source: 'TA-Lib DX: 100·|+DI − −DI| / (+DI + −DI)',
  create: (parameters) => {
    const movement = createAdxStream(parameters.period!);
    return (bar, _session, out) => {
      const { plusDi, minusDi } = movement.next(bar);
      const both = plusDi + minusDi;
      out[0] = both > 0 ? (100 * Math.abs(plusDi - minusDi)) / both : Number.NaN;
    };
  },
});

export const ADXR: IndicatorDefinition = stepwise({
  id: 'adxr',
  title: 'Average directional index rating',
  inputs: ['high', 'low', 'close'],
  parameters: [PERIOD],
  outputs: ['adxr'],
  warmup: (parameters) => 3 * parameters.period! - 2,
  missing: 'skip',
  resetsEachSession: false,
  source: 'TA-Lib ADXR: mean of the ADX of this bar and of the one period − 1 bars before',
  create: (parameters) => {
    const movement = createAdxStream(parameters.period!);
    const earlier = createLag(parameters.period! - 1);
    return (bar, _session, out) => {
      const { adx } = movement.next(bar);
      out[0] = (adx + earlier.next(adx)) / 2;
    };
  },
});
