// One pattern in full: the rule in words, its rate, the newest occurrences with what followed, and the counts by month and instrument.

import type { PatternTally } from '../../../../../engines/features/patterns/tally.ts';
import type { PatternMonth, PatternReport, PatternResult } from '../../../../contracts/patterns.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatMonth, formatNumber, formatPercent, NONE } from '../../../ui/format.ts';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { Occurrences } from './occurrences.tsx';
import { PatternGlyph } from './pattern-columns.tsx';
import {
  againstPublished,
  basisPoints,
  DIRECTION_WORDS,
  type InstrumentRow,
  instrumentRows,
  intervalWords,
  missingRate,
  type Verdict,
} from './pattern-words.ts';
import styles from './patterns.module.css';
import { RateBar } from './rate-bar.tsx';

const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  above: 'the whole interval lies above it',
  below: 'the whole interval lies below it',
  around: 'it lies inside the interval',
};
const MOST_HEIGHT = 320;

function tallyColumns<Row extends PatternTally>(
  first: TableColumn<Row>,
  { leastCount }: PatternReport,
): TableColumn<Row>[] {
  return [
    first,
    {
      id: 'found',
      header: 'Found',
      align: 'right',
      width: 56,
      value: (row) => row.found,
      cell: (row) => formatNumber(row.found),
    },
    {
      id: 'count',
      header: 'Decided',
      align: 'right',
      width: 74,
      value: (row) => row.count,
      cell: (row) => formatNumber(row.count),
    },
    {
      id: 'rate',
      header: 'Win rate',
      help: `Not shown below ${leastCount} decided occurrences`,
      align: 'right',
      width: 126,
      value: (row) => row.winRate,
      cell: (row) =>
        row.winRate === null ? (
          <span className={styles.missing}>{row.count === 0 ? NONE : `fewer than ${leastCount}`}</span>
        ) : (
          <span className={styles.rate}>
            <span className="ad-number">{formatPercent(row.winRate)}</span>
            <RateBar tally={row} width={64} />
          </span>
        ),
    },
  ];
}

function monthColumns(report: PatternReport): readonly TableColumn<PatternMonth>[] {
  return [
    ...tallyColumns<PatternMonth>(
      {
        id: 'month',
        header: 'Month',
        width: 92,
        value: (row) => row.month,
        cell: (row) => formatMonth(row.month),
      },
      report,
    ),
    {
      id: 'known',
      header: 'Known by then',
      help: 'Rate over this and all earlier months of the period: what could be known when the month ended',
      align: 'right',
      width: 112,
      value: (row) => row.known.winRate,
      cell: (row) => (row.known.winRate === null ? NONE : formatPercent(row.known.winRate)),
    },
  ];
}

function instrumentColumns(report: PatternReport): readonly TableColumn<InstrumentRow>[] {
  return [
    ...tallyColumns<InstrumentRow>(
      { id: 'instrument', header: 'Instrument', width: 124, value: (row) => row.instrumentId },
      report,
    ),
    {
      id: 'mean',
      header: 'Mean',
      help: 'Mean move in the direction of the pattern, after cost',
      align: 'right',
      width: 84,
      value: (row) => row.meanMove,
      cell: (row) => basisPoints(row.meanMove),
    },
  ];
}

export interface PatternPanelProps {
  readonly report: PatternReport;
  readonly pattern: PatternResult;
  readonly onClose: () => void;
}

export function PatternPanel({ report, pattern, onClose }: PatternPanelProps) {
  const { pooled, direction, published } = pattern;
  const verdict = againstPublished(pattern);
  const promises = direction !== 'neutral';
  return (
    <SidePanel
      name="pattern"
      title={pattern.title}
      onClose={onClose}
      defaultWidth={Math.min(500, window.innerWidth * 0.42)}
    >
      <div className={styles.detail}>
        <div className={styles.rule}>
          <PatternGlyph id={pattern.id} scale={2} />
          <p>{pattern.rule}</p>
        </div>
        <dl className={styles.facts}>
          <dt>Direction</dt>
          <dd>{DIRECTION_WORDS[direction]}</dd>
          <dt>Found</dt>
          <dd>
            {formatNumber(pooled.found)}
            {promises ? `, of which ${formatNumber(pooled.count)} decided` : ''}
          </dd>
          <dt>Win rate</dt>
          <dd>
            {pooled.winRate === null
              ? missingRate(direction, pooled, report.leastCount)
              : `${formatPercent(pooled.winRate)} (${intervalWords(pooled)})`}
          </dd>
          {promises ? (
            <>
              <dt>Mean after cost</dt>
              <dd>{basisPoints(pooled.meanMove)}</dd>
            </>
          ) : null}
          {published ? (
            <>
              <dt>Published</dt>
              <dd className={styles.published}>
                {formatPercent(published.winRate, 0)}, {published.label}
                {verdict ? `; ${VERDICT_WORDS[verdict]}` : ''}
              </dd>
            </>
          ) : null}
        </dl>
        <section>
          <h3>Newest occurrences</h3>
          <Occurrences report={report} pattern={pattern} />
        </section>
        {promises ? (
          <>
            <section>
              <h3>By month</h3>
              <DataTable
                plain
                label="Months"
                name="pattern-months"
                columns={monthColumns(report)}
                rows={pattern.byMonth}
                rowId={({ month }) => month}
                maxHeight={MOST_HEIGHT}
              />
            </section>
            <section>
              <h3>By instrument</h3>
              <DataTable
                plain
                label="Instruments"
                name="pattern-instruments"
                columns={instrumentColumns(report)}
                rows={instrumentRows(report, pattern)}
                rowId={({ instrumentId }) => instrumentId}
                maxHeight={MOST_HEIGHT}
              />
            </section>
            <p className={styles.hint}>
              Intervals are Wilson's at 95 % and take outcomes for independent. Neighbouring occurrences
              overlap and instruments move together, so the truth is less certain than they say.
            </p>
          </>
        ) : null}
      </div>
    </SidePanel>
  );
}
