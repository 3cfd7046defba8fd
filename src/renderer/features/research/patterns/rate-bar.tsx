// A win rate with its interval as a bar from 0 to 100 %, the half marked, the published rate as a hollow tick. The figures stand beside
// it in the table; the label says them again.

import type { PatternTally } from '../../../../../engines/features/patterns/tally.ts';
import { formatPercent } from '../../../ui/format.ts';
import { intervalWords } from './pattern-words.ts';
import styles from './patterns.module.css';

export interface RateBarProps {
  readonly tally: PatternTally;
  readonly published?: number | null;
  readonly width?: number;
}

const HEIGHT = 16;

export function RateBar({ tally, published = null, width = 96 }: RateBarProps) {
  if (tally.winRate === null || tally.interval === null) return null;
  const at = (share: number) => 1 + share * (width - 2);
  const { low, high } = tally.interval;
  const label = `${formatPercent(tally.winRate)}, 95 % interval ${intervalWords(tally)}${published === null ? '' : `; published ${formatPercent(published, 0)}, not measured`}`;
  return (
    <svg width={width} height={HEIGHT} role="img" aria-label={label} className={styles.rateBar}>
      <title>{label}</title>
      <rect className={styles.rateTrack} x={0} y={HEIGHT / 2 - 1} width={width} height={2} />
      <rect className={styles.rateHalf} x={at(0.5) - 0.5} y={1} width={1} height={HEIGHT - 2} />
      <rect
        className={styles.rateInterval}
        x={at(low)}
        y={HEIGHT / 2 - 3}
        width={Math.max(2, at(high) - at(low))}
        height={6}
      />
      <rect className={styles.ratePoint} x={at(tally.winRate) - 1} y={HEIGHT / 2 - 6} width={2} height={12} />
      {published === null ? null : (
        <path className={styles.ratePublished} d={`M${at(published) - 3} 1h6l-3 5z`} />
      )}
    </svg>
  );
}
