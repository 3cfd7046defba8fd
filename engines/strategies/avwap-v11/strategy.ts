// AVWAP v11: intraday trades in the direction of an impulse away from the session's anchored VWAP, both sides, three setups.
// Decides on closed bars only. Rules: impulse.ts, evidence.ts, setups.ts; knobs: parameters.ts.

import { anchoredVwap } from '../../indicators/avwap.ts';
import {
  type Intent,
  NO_INTENTS,
  type PlotSeries,
  type PositionView,
  type Side,
  type Strategy,
  type StrategyRun,
} from '../contract.ts';
import { type Columns, columnsOf } from './columns.ts';
import { intentOf } from './intent.ts';
import { AVWAP_V11_PARAMETERS } from './parameters.ts';
import { createPicker } from './picker.ts';
import { scanDays } from './scan.ts';
import { type Settings, settingsOf } from './settings.ts';

function plotsOf(columns: Columns, settings: Settings): readonly PlotSeries[] {
  const bands = anchoredVwap(columns.bars, columns.session, { kind: 'session-open' });
  const price = (name: string, values: Float64Array): PlotSeries => ({ name, pane: 'price', values });
  const lower = (name: string, values: Float64Array): PlotSeries => ({ name, pane: 'lower', values });
  return [
    price('AVWAP', bands.vwap),
    price('AVWAP +1σ', bands.upper1),
    price('AVWAP −1σ', bands.lower1),
    price('AVWAP +2σ', bands.upper2),
    price('AVWAP −2σ', bands.lower2),
    price(`EMA ${settings.emaFastPeriod}`, columns.emaFast),
    price(`EMA ${settings.emaSlowPeriod}`, columns.emaSlow),
    lower('RSI', columns.rsi),
    lower('ADX', columns.adx),
    lower('%K', columns.stochasticK),
    lower('%D', columns.stochasticD),
  ];
}

export const avwapV11: Strategy = {
  id: 'avwap-v11',
  version: '11.1',
  title: 'AVWAP v11',
  summary:
    'Trades the break that follows an impulse bar away from the VWAP anchored at the open, with the trend of ADX, RSI, ' +
    'stochastic and two EMAs behind it. Needs traded volume: indices give no signals. Defaults are honest; the published ' +
    'behaviour is one preset away.',
  parameters: AVWAP_V11_PARAMETERS,
  defaultInterval: '15m',
  warmupBars: 100,

  prepare(input, values): StrategyRun {
    const settings = settingsOf(values);
    const columns = columnsOf(input, settings);
    const picker = createPicker(scanDays(columns, settings), input.bars.length, settings.hindsight);
    // After a trade the published scan goes on behind its exit: an impulse counts only if it comes after the last bar
    // on which this side was in a trade.
    let shortBusyUntil = -1;
    let longBusyUntil = -1;
    let held: Side | 0 = 0;

    function markBusy(side: Side, i: number): void {
      if (side === 1) longBusyUntil = i;
      else shortBusyUntil = i;
    }

    return {
      onBar(i: number, position: PositionView | null): readonly Intent[] {
        // A position that is gone now was left during this bar.
        if (held !== 0) markBusy(held, i);
        held = position === null ? 0 : position.side;
        if (held !== 0) markBusy(held, i);
        if (!picker.hasAny(i)) return NO_INTENTS;
        const intents: Intent[] = [];
        for (const { side } of settings.sides) {
          const candidate = picker.pick(i, side, side === 1 ? longBusyUntil : shortBusyUntil);
          if (!candidate) continue;
          if (settings.hindsight) markBusy(side, i);
          intents.push(intentOf(columns, candidate));
        }
        return intents;
      },
      plots: () => plotsOf(columns, settings),
    };
  },
};
