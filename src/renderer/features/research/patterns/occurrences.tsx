// The newest occurrences of a pattern as thumbnails: the bars before, the pattern shaded, what followed. Each leads to its day on Charts.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type {
  PatternOccurrence,
  PatternReport,
  PatternResult,
  PatternWindow,
} from '../../../../contracts/patterns.ts';
import { useTRPC } from '../../../app/api.ts';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { formatDateTime, istDateOf } from '../../../ui/format.ts';
import { Bone } from '../../../ui/skeletons.tsx';
import { CandleSvg } from './candle-svg.tsx';
import type { Candle } from './glyph-candles.ts';
import { basisPoints } from './pattern-words.ts';
import styles from './patterns.module.css';

/** Bars left of the pattern's newest: its own and what led to them. */
const LEAST_BEFORE = 8;
const MOST_BEFORE = 24;
const MOST_AFTER = 20;
const WIDTH = 150;
const HEIGHT = 64;

export function Occurrences({
  report,
  pattern,
}: {
  readonly report: PatternReport;
  readonly pattern: PatternResult;
}) {
  const { interval, horizon } = report.request;
  const windows = useQuery({
    ...useTRPC().patterns.windows.queryOptions({
      interval,
      occurrences: pattern.recent.map(({ instrumentId, time }) => ({ instrumentId, time })),
      before: Math.min(MOST_BEFORE, Math.max(LEAST_BEFORE, pattern.bars + 3)),
      after: Math.min(MOST_AFTER, horizon),
    }),
    enabled: pattern.recent.length > 0,
  });
  if (pattern.recent.length === 0) return <p className="ad-muted">Not found in these days.</p>;
  if (windows.error)
    return <ErrorNote error={windows.error} title="The bars of these occurrences could not be read" />;
  return (
    <ul className={styles.occurrences} aria-label="Newest occurrences">
      {pattern.recent.map((occurrence, k) => (
        <li key={`${occurrence.instrumentId} ${occurrence.time}`}>
          <Link
            className={styles.occurrence}
            to="/charts"
            search={{ instrument: occurrence.instrumentId, interval, date: istDateOf(occurrence.time) }}
          >
            <span className={styles.occurrenceName}>{occurrence.instrumentId}</span>
            <Picture window={windows.data?.[k]} pattern={pattern} />
            <span className={styles.occurrenceOutcome}>{outcomeOf(occurrence, report, pattern)}</span>
            <span className={styles.hint}>{formatDateTime(occurrence.time)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function outcomeOf(
  { move }: PatternOccurrence,
  { request }: PatternReport,
  { direction }: PatternResult,
): string {
  if (direction === 'neutral') return '';
  if (move === null) return 'undecided';
  const cost = request.costBps / 10_000;
  return `${move > cost ? 'won' : 'lost'} ${basisPoints(move - cost)}`;
}

function Picture({
  window,
  pattern,
}: {
  readonly window: PatternWindow | undefined;
  readonly pattern: PatternResult;
}) {
  if (!window) return <Bone height={HEIGHT} />;
  if (window.at < 0) return <p className={styles.hint}>Its bars are no longer stored.</p>;
  const { bars, at } = window;
  const candles = Array.from(
    bars.close,
    (close, k): Candle => [bars.open[k] ?? close, bars.high[k] ?? close, bars.low[k] ?? close, close],
  );
  const followed = candles.length - 1 - at;
  return (
    <CandleSvg
      candles={candles}
      width={WIDTH - 18}
      height={HEIGHT}
      at={at}
      span={Math.min(pattern.bars, at + 1)}
      label={`${candles.length} candles, ${followed} of them after the pattern`}
    />
  );
}
