// One-minute random-walk bars around the clock, for benches and property tests: same seed, same bars.
import { type Bars, createBars } from '../../engines/market/bars.ts';
import type { Session, SessionSlices } from '../../engines/market/session.ts';
import { createRandom } from '../../engines/numeric/random.ts';

const START = Date.UTC(2020, 0, 1);
const DAY = 86_400_000;

export function randomBars(length: number, seed: number): Bars {
  const random = createRandom(seed);
  const bars = createBars(length);
  let price = 1000;
  let volatility = 1;
  const tick = (value: number) => Math.round(value * 100) / 100;
  for (let i = 0; i < length; i++) {
    volatility = Math.min(4, Math.max(0.2, 0.995 * volatility + 0.005 + 0.02 * random.normal()));
    const step = 0.0005 * volatility;
    const open = price * (1 + 0.1 * step * random.normal());
    const close = open * (1 + step * random.normal() + (1000 - open) * 1e-7);
    const high = Math.max(open, close) * (1 + 0.5 * step * Math.abs(random.normal()));
    const low = Math.min(open, close) * (1 - 0.5 * step * Math.abs(random.normal()));
    bars.openTime[i] = START + i * 60_000;
    bars.open[i] = tick(open);
    bars.close[i] = tick(close);
    bars.high[i] = Math.max(tick(high), bars.open[i]!, bars.close[i]!);
    bars.low[i] = Math.min(tick(low), bars.open[i]!, bars.close[i]!);
    bars.volume[i] = 1000 + random.integer(9000);
    price = close;
  }
  return bars;
}

/** Sessions of `minutes` bars each, laid over consecutive bars from `randomBars` (1,440 = around the clock). */
export function dailySlices(bars: Bars, minutes = 1440): SessionSlices {
  const count = Math.ceil(bars.length / minutes);
  const sessions: Session[] = [];
  const start = new Int32Array(count);
  const end = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    start[k] = k * minutes;
    end[k] = Math.min(bars.length, (k + 1) * minutes);
    const open = bars.openTime[k * minutes]!;
    const close = open + minutes * 60_000;
    const date = new Date(START + k * DAY).toISOString().slice(0, 10);
    sessions.push({ date, kind: 'regular', windows: [{ open, close }], open, close });
  }
  return { sessions, start, end };
}
