// Where the numbers of one row come from: the newest bars it was allowed to read with their closing times, and every feature stored
// beside the same feature computed again.

import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import detail from '../../../ui/detail-page.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { formatDateTime, formatNumber } from '../../../ui/format.ts';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { Term } from '../../../ui/term.tsx';
import { Instant } from '../../../ui/time.tsx';
import { valueWords } from './dataset-model.ts';
import styles from './rows.module.css';
import {
  barNumbers,
  distinctBars,
  type NumberedBar,
  type TraceFeature,
  traceVerdict,
} from './trace-model.ts';

export interface TracePanelProps {
  readonly dataset: Dataset;
  readonly instrumentId: string;
  readonly time: number;
  readonly onClose: () => void;
}

function BarTable({ bars }: { readonly bars: readonly NumberedBar[] }) {
  return (
    <table className={styles.table} aria-label="Bars">
      <thead>
        <tr>
          <th>#</th>
          <th>Bars of</th>
          <th data-right>Close</th>
          <th data-right>Volume</th>
          <th data-right>Closed (IST)</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ number, source, instrumentId, interval, bar, closeTime }) => (
          <tr
            key={number}
            title={`Open ${formatNumber(bar.open, 2)}, high ${formatNumber(bar.high, 2)}, low ${formatNumber(bar.low, 2)}, close ${formatNumber(bar.close, 2)}`}
          >
            <td>{number}</td>
            <td>
              {interval} <span className={styles.source}>{source === 'self' ? '' : instrumentId}</span>
            </td>
            <td data-right>{formatNumber(bar.close, 2)}</td>
            <td data-right>{formatNumber(bar.volume)}</td>
            <td data-right>
              <Instant time={closeTime} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FeatureTable({
  features,
  bars,
}: {
  readonly features: readonly TraceFeature[];
  readonly bars: readonly NumberedBar[];
}) {
  return (
    <table className={styles.table} aria-label="Features">
      <thead>
        <tr>
          <th>Feature</th>
          <th data-right>Stored</th>
          <th data-right>Computed again</th>
          <th>Bytes</th>
          <th>Bars</th>
        </tr>
      </thead>
      <tbody>
        {features.map((feature) => (
          <tr key={feature.name} data-same={feature.same}>
            <td>{feature.name}</td>
            <td data-right title={String(feature.stored)}>
              {valueWords(feature.stored)}
            </td>
            <td data-right title={String(feature.recomputed)}>
              {valueWords(feature.recomputed)}
            </td>
            <td>{feature.same ? 'same' : 'differ'}</td>
            <td>{barNumbers(feature, bars).join(', ') || '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function TracePanel({ dataset, instrumentId, time, onClose }: TracePanelProps) {
  const trace = useQuery(
    useTRPC().datasets.trace.queryOptions({ datasetId: dataset.id, instrumentId, time }, { retry: false }),
  );
  const bars = trace.data ? distinctBars(trace.data) : [];
  const verdict = trace.data ? traceVerdict(trace.data, bars) : null;
  return (
    <SidePanel
      name="dataset-trace"
      title={`${instrumentId}, ${formatDateTime(time)} IST`}
      defaultWidth={470}
      onClose={onClose}
    >
      {trace.error ? <ErrorNote error={trace.error} title="The row could not be traced" /> : null}
      {trace.isPending ? <TableSkeleton text="Computing the row again…" /> : null}
      {trace.data && verdict ? (
        <>
          <section className={styles.section}>
            <p className={styles.verdict} data-trace={verdict.same && verdict.inTime ? 'same' : 'differs'}>
              {verdict.same && verdict.inTime ? (
                <IconShieldCheck size={16} className={detail.good} aria-hidden />
              ) : (
                <IconAlertTriangle size={16} className={detail.bad} aria-hidden />
              )}
              <span>{verdict.words}</span>
            </p>
          </section>
          <section className={styles.section}>
            <h3>
              Newest bars closed by the <Term name="decisionTime">decision</Term>
            </h3>
            {bars.length > 0 ? (
              <BarTable bars={bars} />
            ) : (
              <p className="ad-muted">No feature of this row reads a bar of its own.</p>
            )}
          </section>
          <section className={styles.section}>
            <h3>Features</h3>
            <FeatureTable features={trace.data.features} bars={bars} />
          </section>
        </>
      ) : null}
    </SidePanel>
  );
}
