// Flagged days: one chip per flag, a table of days, the day's detail on click.

import { IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Interval } from '../../../../engines/market/interval.ts';
import type { DayQuality, QualityFlag } from '../../../contracts/market.ts';
import { useTRPC } from '../../app/api.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../ui/data-table/table-column.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber, formatPercent, formatSessionDate, plural } from '../../ui/format.ts';
import { TableSkeleton } from '../../ui/skeletons.tsx';
import styles from './data.module.css';
import { FLAG_WORDS } from './data-model.ts';
import { dayId, flagCounts } from './quality-model.ts';

/** The service's own limit; beyond it the table says that there are more. */
const LIMIT = 10_000;

const COLUMNS: readonly TableColumn<DayQuality>[] = [
  { id: 'instrument', header: 'Instrument', width: 190, value: (day) => day.instrumentId },
  {
    id: 'date',
    header: 'Session',
    width: 130,
    value: (day) => day.sessionDate,
    cell: (day) => formatSessionDate(day.sessionDate),
  },
  {
    id: 'bars',
    header: 'Bars',
    align: 'right',
    width: 80,
    value: (day) => day.bars,
    cell: (day) => formatNumber(day.bars),
  },
  {
    id: 'expected',
    header: 'Expected',
    align: 'right',
    width: 80,
    value: (day) => day.expected,
    cell: (day) => formatNumber(day.expected),
  },
  {
    id: 'covered',
    header: 'Covered',
    align: 'right',
    width: 80,
    value: (day) => (day.expected > 0 ? day.bars / day.expected : Number.NaN),
    cell: (day) => formatPercent(day.expected > 0 ? day.bars / day.expected : Number.NaN),
  },
  {
    id: 'findings',
    header: 'Findings',
    width: 420,
    value: (day) => day.findings.map((finding) => finding.detail).join('; '),
    filterText: (day) =>
      day.findings.map((finding) => `${finding.flag} ${FLAG_WORDS[finding.flag].label}`).join(' '),
  },
  { id: 'source', header: 'Source', width: 220, value: (day) => day.source, hidden: true },
  { id: 'hash', header: 'Content hash', width: 160, value: (day) => day.contentHash, hidden: true },
];

export interface QualityViewProps {
  readonly interval: Interval;
  readonly flag: QualityFlag | null;
  readonly onFlag: (flag: QualityFlag | null) => void;
  readonly openId: string | null;
  readonly onOpen: (day: DayQuality) => void;
}

export function QualityView({ interval, flag, onFlag, openId, onOpen }: QualityViewProps) {
  const quality = useQuery(useTRPC().market.quality.queryOptions({ interval, limit: LIMIT }));
  const counts = useMemo(() => flagCounts(quality.data ?? []), [quality.data]);
  const rows = useMemo(
    () =>
      (quality.data ?? []).filter(
        (day) => flag === null || day.findings.some((finding) => finding.flag === flag),
      ),
    [quality.data, flag],
  );
  if (quality.isPending) return <TableSkeleton text="Reading the quality findings…" />;
  if (quality.error)
    return (
      <ErrorState
        error={quality.error}
        title="The findings could not be read"
        onRetry={() => void quality.refetch()}
      />
    );
  if (quality.data.length === 0)
    return (
      <EmptyState
        icon={<IconShieldCheck size={32} stroke={1.4} />}
        title={`No flagged day among the ${interval} bars`}
      >
        Every stored day was checked against the exchange calendar: bars missing or extra, prices of zero,
        broken highs and lows, stamps outside the session, jumps that look like splits.
      </EmptyState>
    );
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of toggle buttons needs no fieldset */}
      <div className={styles.chips} role="group" aria-label="Flags">
        <button
          type="button"
          className={styles.chip}
          aria-pressed={flag === null}
          onClick={() => onFlag(null)}
        >
          All {formatNumber(quality.data.length)}
        </button>
        {counts.map((entry) => (
          <button
            key={entry.flag}
            type="button"
            className={styles.chip}
            aria-pressed={flag === entry.flag}
            title={FLAG_WORDS[entry.flag].meaning}
            onClick={() => onFlag(flag === entry.flag ? null : entry.flag)}
          >
            {FLAG_WORDS[entry.flag].label} {formatNumber(entry.days)}
          </button>
        ))}
      </div>
      {quality.data.length === LIMIT ? (
        <p className={styles.totals}>Only the {plural(LIMIT, 'latest flagged day')} are listed.</p>
      ) : null}
      <DataTable
        label="Days"
        name="quality"
        columns={COLUMNS}
        rows={rows}
        rowId={dayId}
        openId={openId}
        onOpen={onOpen}
        initialSort={{ id: 'date', descending: true }}
      />
    </>
  );
}
