// A few candles as a small SVG: the glyph of a pattern, and the thumbnail of an occurrence with what followed. Says nothing by colour
// alone: rising bodies are hollow, falling ones filled. Positions only; no axis, no interaction.

import type { Candle } from './glyph-candles.ts';
import styles from './patterns.module.css';

export interface CandleSvgProps {
  readonly candles: readonly Candle[];
  readonly width: number;
  readonly height: number;
  /** What is seen, for assistive technology; without it the picture is decoration beside its own words. */
  readonly label?: string;
  /** Candle of the pattern; those after it are drawn behind a line. */
  readonly at?: number;
  /** Candles that make the pattern, up to `at`; shaded. */
  readonly span?: number;
}

const PAD = 2;
const WIDEST = 9;

export function CandleSvg({ candles, width, height, label, at, span = 0 }: CandleSvgProps) {
  const top = Math.max(...candles.map(([, high]) => high));
  const bottom = Math.min(...candles.map(([, , low]) => low));
  const step = Math.min(WIDEST, (width - 2 * PAD) / Math.max(1, candles.length));
  const body = Math.max(1.5, step * 0.62);
  const start = (width - step * candles.length) / 2;
  const x = (k: number) => start + (k + 0.5) * step;
  const y = (price: number) =>
    top === bottom ? height / 2 : PAD + ((top - price) / (top - bottom)) * (height - 2 * PAD);
  return (
    <svg
      width={width}
      height={height}
      className={styles.candles}
      role="img"
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {at !== undefined && span > 0 ? (
        <rect
          className={styles.span}
          x={x(Math.max(0, at - span + 1)) - step / 2}
          y={0}
          width={step * Math.min(span, at + 1)}
          height={height}
        />
      ) : null}
      {candles.map(([open, high, low, close], k) => {
        const rises = close >= open;
        const tall = Math.max(1, Math.abs(y(open) - y(close)));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: candles have no other name than their place
          <g key={k} className={rises ? styles.rises : styles.falls}>
            <path
              d={`M${x(k)} ${y(high)}V${y(Math.max(open, close))}M${x(k)} ${y(Math.min(open, close))}V${y(low)}`}
            />
            <rect x={x(k) - body / 2} y={y(Math.max(open, close))} width={body} height={tall} />
          </g>
        );
      })}
    </svg>
  );
}
