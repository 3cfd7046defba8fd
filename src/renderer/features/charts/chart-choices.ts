// What a chart can show of an instrument, and where it starts looking. Pure view-model of the Charts page.

import type { Trade } from '../../../../engines/backtest/contract.ts';
import { INTERVALS, type Interval } from '../../../../engines/market/interval.ts';
import { canResample } from '../../../../engines/market/resample.ts';
import type { RunSummary } from '../../../contracts/backtests.ts';
import type { ChartBars, InstrumentSummary } from '../../../contracts/market.ts';
import { barAtTime } from '../../charts/candles/trade-marks.ts';
import { type BarWindow, datesWindow, rangeWindow, windowOver } from '../../charts/candles/window.ts';

type Stored = Pick<InstrumentSummary, 'intervals'>;

/** Intervals that are stored or can be built from what is stored. */
export function shownIntervals(instrument: Stored): readonly Interval[] {
  const stored = instrument.intervals.map((span) => span.interval);
  return INTERVALS.filter((wanted) => stored.some((one) => one === wanted || canResample(one, wanted)));
}

const PREFERRED: readonly Interval[] = ['5m', '15m', '10m', '3m', '1m', '30m', '60m', '1d'];

/** The asked interval where it exists, else five minutes or the nearest to it. */
export function chooseInterval(instrument: Stored, asked: Interval | undefined): Interval | null {
  const shown = shownIntervals(instrument);
  if (asked !== undefined && shown.includes(asked)) return asked;
  return PREFERRED.find((interval) => shown.includes(interval)) ?? null;
}

/** Runs that read the instrument and have something to draw. */
export function runsOf(runs: readonly RunSummary[], instrumentId: string): readonly RunSummary[] {
  return runs.filter((run) => run.state === 'done' && run.instruments.includes(instrumentId));
}

export function homeWindow(chart: ChartBars): BarWindow {
  const range =
    chart.interval === '1d' ? 'All' : chart.interval === '30m' || chart.interval === '60m' ? '1M' : '1W';
  return rangeWindow(range, chart.sessionDates, chart.sessionStarts, chart.bars.length);
}

/** Room left and right of a trade, in bars: enough to see what led to it. */
const TRADE_ROOM = 36;

export interface StartWish {
  readonly trade: Trade | undefined;
  readonly date: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** The window a link asks for: a trade, a day, a stretch of days; else the home window. */
export function startWindow(chart: ChartBars, wish: StartWish): BarWindow {
  const { bars, sessionDates, sessionStarts } = chart;
  if (wish.trade) {
    const from = barAtTime(bars.openTime, wish.trade.entryTime);
    const to = barAtTime(bars.openTime, wish.trade.exitTime);
    if (from >= 0) return windowOver(from - TRADE_ROOM, Math.max(from, to) + TRADE_ROOM, bars.length);
  }
  const from = wish.date ?? wish.from;
  const to = wish.date ?? wish.to;
  const window = from && to ? datesWindow(from, to, sessionDates, sessionStarts, bars.length) : null;
  return window ?? homeWindow(chart);
}
