// A linear price or indicator scale: which values fit, where a value stands in pixels, and round ticks. Pure.

export interface Scale {
  readonly low: number;
  readonly high: number;
  /** Pixels from the top of the surface. */
  readonly top: number;
  readonly bottom: number;
}

export const yOf = (scale: Scale, value: number): number =>
  scale.bottom - ((value - scale.low) / (scale.high - scale.low)) * (scale.bottom - scale.top);

export const valueAt = (scale: Scale, y: number): number =>
  scale.low + ((scale.bottom - y) / (scale.bottom - scale.top)) * (scale.high - scale.low);

/** A scale over `low` to `high` with a share of air on both sides; a flat series gets half a percent around it. */
export function scaleOver(low: number, high: number, top: number, bottom: number, air = 0.06): Scale {
  if (!(Number.isFinite(low) && Number.isFinite(high))) return { low: 0, high: 1, top, bottom };
  const flat = Math.max(Math.abs(high) * 0.005, 0.01);
  const spread = high > low ? (high - low) * air : flat;
  return { low: low - spread, high: high + spread, top, bottom };
}

/** Round values (1, 2, 2.5, 5 × 10ⁿ) inside the scale, at least `leastPixels` apart. */
export function ticksOf(scale: Scale, leastPixels = 42): readonly number[] {
  const room = Math.max(1, Math.floor((scale.bottom - scale.top) / leastPixels));
  const raw = (scale.high - scale.low) / room;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw * 0.999) ?? 10) * power;
  const ticks: number[] = [];
  for (let k = Math.ceil(scale.low / step); k * step <= scale.high; k++)
    ticks.push(Number((k * step).toPrecision(12)));
  return ticks;
}

/** Decimals that tell neighbouring ticks apart, between 0 and 4. */
export function tickDecimals(ticks: readonly number[]): number {
  const step = ticks.length > 1 ? (ticks[1] ?? 0) - (ticks[0] ?? 0) : 1;
  if (!(step > 0)) return 2;
  let decimals = 0;
  while (decimals < 4 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6)
    decimals++;
  return decimals;
}
