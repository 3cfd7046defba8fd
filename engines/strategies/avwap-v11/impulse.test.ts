// Classification of the impulse bar and the rejection by each filter, on both sides.

import { describe, expect, it } from 'vitest';
import {
  type Prices,
  SIDES,
  sceneColumns,
  setEach,
  settingsWith,
  sideOf,
} from '../../../tests/fixtures/avwap-scene.ts';
import type { ParameterValues } from '../../parameters/parameters.ts';
import type { Columns } from './columns.ts';
import { judgeImpulse } from './impulse.ts';

const C1 = 4;
/** Body 0.6 ATR, closing 0.05 above the low of a range of 0.75. */
const MODERATE: Prices = [98.6, 98.7, 97.95, 98];

type Edit = (columns: Columns) => void;

function judge(side: 1 | -1, prices: Prices, edit: Edit = () => {}, given: ParameterValues = {}) {
  const settings = settingsWith(given);
  const columns = sceneColumns(side, { [C1]: prices });
  edit(columns);
  return judgeImpulse(columns, settings, sideOf(settings, side), C1);
}

describe.each(SIDES)('side %i', (side) => {
  it.each<[string, Prices, string]>([
    ['a moderate body near its extreme', MODERATE, 'MODERATE'],
    ['the same body closing half-way', [98.6, 98.7, 97.3, 98], 'impulse'],
    ['a body between moderate and huge', [99.2, 99.25, 97.95, 98], 'impulse'],
    ['a small body', [98.2, 98.25, 97.95, 98], 'impulse'],
    ['a huge body, wherever it closes', [99.7, 99.75, 97.9, 98.05], 'HUGE'],
    ['a huge range with a tiny body', [98.05, 99.5, 97.4, 98], 'HUGE'],
    ['a huge bar the other way', [98, 99.9, 97.9, 99.7], 'impulse'],
    ['no range at all', [98, 98, 98, 98], 'impulse'],
  ])('%s: %s → %s', (_name, prices, verdict) => {
    expect(judge(side, prices)).toBe(verdict);
  });

  it('the limits themselves are inside', () => {
    // Body exactly 1 ATR, and exactly 1.6 ATR (binary fractions, so that nothing rounds).
    expect(judge(side, [99, 99, 98, 98])).toBe('MODERATE');
    expect(judge(side, [99.5, 99.75, 98, 98], () => {}, { huge_impulse_min_atr: 1.5 })).toBe('HUGE');
    expect(judge(side, [98.5, 100, 98, 98.25])).toBe('HUGE');
  });

  it.each<[string, Edit]>([
    ['window', ({ closeMinute }) => closeMinute.fill(14 * 60 + 31)],
    ['impulse', ({ atr }) => atr.fill(0)],
    ['impulse', ({ atr }) => atr.fill(Number.NaN)],
    ['volume', ({ bars }) => bars.volume.fill(599)],
    ['volume', ({ volumeAverage }) => volumeAverage.fill(Number.NaN)],
    ['adx', ({ adx }) => setEach(adx, (i) => 15 + i)],
    ['adx', ({ adx }) => setEach(adx, (i) => 30 + i * 0.35)],
    ['adx', ({ adx }) => (adx[C1 - 1] = adx[C1]!)],
    ['adx', ({ adx }) => (adx[C1 - 2] = Number.NaN)],
    ['rsi', ({ rsi }) => setEach(rsi, (i) => rsi[i]! - side * 20)],
    ['rsi', ({ rsi }) => (rsi[C1 - 1] = rsi[C1]! + side)],
    ['rsi', ({ rsi }) => (rsi[C1] = Number.NaN)],
    ['stochastic', ({ stochasticD }) => setEach(stochasticD, (i) => 50 + side * (i + 1))],
    ['stochastic', ({ stochasticK }) => (stochasticK[C1 - 1] = stochasticK[C1]! + side)],
    ['stochastic', ({ stochasticD }) => (stochasticD[C1] = Number.NaN)],
    ['trend', ({ emaFast }) => emaFast.fill(100 - side * 0.5)],
    ['trend', ({ emaFast, emaSlow }) => emaFast.fill(emaSlow.fill(100)[0]! + side * 3)],
    ['trend', ({ avwap }) => avwap.fill(100 + side * 3)],
    ['trend', ({ avwap }) => avwap.fill(Number.NaN)],
  ])('%s rejects', (reason, edit) => {
    expect(judge(side, MODERATE, edit)).toBe(reason);
  });

  it('a standing market is rejected by its ATR over price', () => {
    expect(judge(side, MODERATE, () => {}, { atr_pct_min: 0.011 })).toBe('atr_pct');
  });

  it('no average volume passes the volume rule, as published', () => {
    expect(judge(side, MODERATE, ({ volumeAverage }) => volumeAverage.fill(0))).toBe('MODERATE');
  });

  it('a second window admits what the first leaves out', () => {
    const late: Edit = ({ closeMinute }) => closeMinute.fill(15 * 60);
    expect(judge(side, MODERATE, late)).toBe('window');
    expect(judge(side, MODERATE, late, { use_second_window: true, second_window_end: '15:00' })).toBe(
      'MODERATE',
    );
  });
});

describe('limits that differ between the sides', () => {
  const body = (size: number): Prices => [98 + size, 98 + size, 98, 98];

  it('a body of 0.375 ATR is moderate for longs only', () => {
    expect(judge(1, body(0.375))).toBe('MODERATE');
    expect(judge(-1, body(0.375))).toBe('impulse');
  });

  it('an ADX rise of 1 in two bars is enough for longs only', () => {
    const slow: Edit = ({ adx }) => setEach(adx, (i) => 30 + i * 0.5);
    expect(judge(1, MODERATE, slow)).toBe('MODERATE');
    expect(judge(-1, MODERATE, slow)).toBe('adx');
  });

  it('longs also have an upper limit of %K, shorts no lower one', () => {
    const far =
      (side: 1 | -1): Edit =>
      ({ stochasticK, stochasticD }) => {
        setEach(stochasticK, (i) => 50 + side * (45.5 + i * 0.2));
        stochasticD.fill(50 + side * 40);
      };
    expect(judge(1, MODERATE, far(1))).toBe('stochastic');
    expect(judge(-1, MODERATE, far(-1))).toBe('MODERATE');
  });
});
