// The line of values at the crosshair: open, high, low, close, volume, change, and every line of the pane.

import { formatClock, formatCountCompact, formatDate, formatNumber, formatPercent } from '../../ui/format.ts';
import type { ChartTokens } from '../tokens.ts';
import type { BarReadout } from './candle-engine.ts';
import styles from './candles.module.css';
import { lineColour } from './painter/scene.ts';

export interface CandleReadoutProps {
  readonly readout: BarReadout;
  readonly daily: boolean;
  readonly tokens: ChartTokens;
  /** Bars one candle stands for at this zoom. */
  readonly bucket: number;
}

export function LineValues({
  readout,
  pane,
  tokens,
}: Pick<CandleReadoutProps, 'readout' | 'tokens'> & { readonly pane: string }) {
  return (
    <>
      {readout.lines
        .filter(({ spec }) => spec.pane === pane)
        .map(({ spec, value }) => (
          <span key={spec.id} style={{ color: lineColour(tokens, spec.colour) }}>
            {spec.title} <b>{formatNumber(value, 2)}</b>
          </span>
        ))}
    </>
  );
}

export function CandleReadout({ readout, daily, tokens, bucket }: CandleReadoutProps) {
  const { bar, before } = readout;
  const change = bar.close / before - 1;
  const tone = change > 0 ? 'ad-up' : change < 0 ? 'ad-down' : undefined;
  return (
    <>
      <span className={styles.when}>
        {formatDate(bar.openTime)} {daily ? '' : formatClock(bar.openTime)}
      </span>
      {(
        [
          ['O', bar.open],
          ['H', bar.high],
          ['L', bar.low],
          ['C', bar.close],
        ] as const
      ).map(([name, value]) => (
        <span key={name}>
          {name} <b>{formatNumber(value, 2)}</b>
        </span>
      ))}
      <span>
        V <b>{formatCountCompact(bar.volume)}</b>
      </span>
      {Number.isFinite(change) ? <span className={tone}>Δ {formatPercent(change, 2, 'always')}</span> : null}
      {bucket > 1 ? <span className="ad-muted">1 candle = {formatNumber(bucket)} bars</span> : null}
      <LineValues readout={readout} pane="price" tokens={tokens} />
    </>
  );
}
