// Colour of a feature's value in a picture of contributions: low blue, middle grey, high amber; green and red are for money. A missing
// value has no place on the scale and is drawn hollow. Pure.

const channels = (hex: string): readonly [number, number, number] => {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
};

/** Between two `#rrggbb` colours, `share` 0 … 1. */
export function mixColours(from: string, to: string, share: number): string {
  const a = channels(from);
  const b = channels(to);
  const part = (k: 0 | 1 | 2) =>
    Math.round(a[k] + (b[k] - a[k]) * share)
      .toString(16)
      .padStart(2, '0');
  return `#${part(0)}${part(1)}${part(2)}`;
}

export interface ScaleTokens {
  readonly accent: string;
  readonly lineStrong: string;
  readonly amber: string;
}

/** `quantile` 0 … 1; null where it is missing. */
export function quantileColour(quantile: number, tokens: ScaleTokens): string | null {
  if (!Number.isFinite(quantile)) return null;
  const at = Math.min(1, Math.max(0, quantile));
  return at < 0.5
    ? mixColours(tokens.accent, tokens.lineStrong, at * 2)
    : mixColours(tokens.lineStrong, tokens.amber, at * 2 - 1);
}
