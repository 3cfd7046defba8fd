// Columns of the pattern table. Published figures stand last and muted: nobody measured them.

import type { PatternReport, PatternResult } from '../../../../contracts/patterns.ts';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber, formatPercent, NONE } from '../../../ui/format.ts';
import { CandleSvg } from './candle-svg.tsx';
import { GLYPH_CANDLES } from './glyph-candles.ts';
import { basisPoints, DIRECTION_WORDS, intervalWords, missingRate } from './pattern-words.ts';
import styles from './patterns.module.css';
import { RateBar } from './rate-bar.tsx';

const GLYPH_MOST = 9;
const GLYPH_WIDTH = 56;
const GLYPH_HEIGHT = 22;

export function PatternGlyph({ id, scale = 1 }: { readonly id: string; readonly scale?: number }) {
  const candles = GLYPH_CANDLES.get(id);
  if (!candles) return null;
  return (
    <CandleSvg
      candles={candles.slice(-GLYPH_MOST)}
      width={GLYPH_WIDTH * scale}
      height={GLYPH_HEIGHT * scale}
    />
  );
}

export function patternColumns({
  leastCount,
  request,
}: PatternReport): readonly TableColumn<PatternResult>[] {
  return [
    {
      id: 'pattern',
      header: 'Pattern',
      width: 250,
      value: (row) => row.title,
      filterText: (row) => row.rule,
      cell: (row) => (
        <span className={styles.name} title={row.rule}>
          <PatternGlyph id={row.id} />
          {row.title}
        </span>
      ),
    },
    {
      id: 'direction',
      header: 'Direction',
      help: 'Where the pattern says the price will go',
      width: 82,
      value: (row) => row.direction,
      cell: (row) => DIRECTION_WORDS[row.direction],
    },
    {
      id: 'found',
      header: 'Found',
      help: 'Times the rule was met in the period',
      align: 'right',
      width: 74,
      value: (row) => row.pooled.found,
      cell: (row) => formatNumber(row.pooled.found),
    },
    {
      id: 'count',
      header: 'Decided',
      help: `Found with ${request.horizon} more bars in the same session and none missing`,
      align: 'right',
      width: 80,
      value: (row) => (row.direction === 'neutral' ? null : row.pooled.count),
      cell: (row) => (row.direction === 'neutral' ? NONE : formatNumber(row.pooled.count)),
    },
    {
      id: 'wins',
      header: 'Wins',
      align: 'right',
      width: 72,
      value: (row) => row.pooled.wins,
      cell: (row) => (row.pooled.wins === null ? NONE : formatNumber(row.pooled.wins)),
    },
    {
      id: 'rate',
      header: 'Win rate, 95 % interval',
      help: `Share of decided occurrences that won, with Wilson's interval; not shown below ${leastCount}. The bar runs from 0 to 100 %, the grey line is a half, the hollow mark the published rate.`,
      align: 'right',
      width: 196,
      value: (row) => row.pooled.winRate,
      filterText: (row) => missingRate(row.direction, row.pooled, leastCount) ?? '',
      cell: (row) => {
        const missing = missingRate(row.direction, row.pooled, leastCount);
        if (missing !== null) return <span className={styles.missing}>{missing}</span>;
        return (
          <span className={styles.rate} data-rate={row.id}>
            <span className="ad-number">{formatPercent(row.pooled.winRate ?? Number.NaN)}</span>
            <RateBar tally={row.pooled} published={row.published?.winRate ?? null} />
          </span>
        );
      },
    },
    {
      id: 'interval',
      header: 'Interval',
      align: 'right',
      width: 130,
      hidden: true,
      value: (row) => row.pooled.interval?.low,
      cell: (row) => intervalWords(row.pooled),
    },
    {
      id: 'mean',
      header: 'Mean after cost',
      help: "Mean move in the pattern's direction less the cost of a round trip, in basis points (hundredths of a percent)",
      align: 'right',
      width: 118,
      value: (row) => row.pooled.meanMove,
      cell: (row) => basisPoints(row.pooled.meanMove),
    },
    {
      id: 'published',
      header: 'Published',
      help: 'A constant of the one-minute system this desk replaces: published, not measured',
      align: 'right',
      width: 88,
      value: (row) => row.published?.winRate,
      cell: (row) => (
        <span className={styles.published} title={row.published?.label}>
          {row.published ? formatPercent(row.published.winRate, 0) : NONE}
        </span>
      ),
    },
  ];
}
