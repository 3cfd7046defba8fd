// Reliability: whether the probabilities mean what they say, before and after calibration, and what was taken for what.

import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CandidateReport } from '../../../../contracts/training-results.ts';
import { ReliabilityChart } from '../../../charts/reliability/reliability-chart.tsx';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatNumber, formatPercent, plural } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Term } from '../../../ui/term.tsx';
import { Tile, TileRow } from '../../../ui/tile.tsx';
import styles from './candidate.module.css';
import { known, MISSING, three } from './candidate-model.ts';
import { ConfusionTable } from './confusion-table.tsx';
import { KnownValue } from './known-value.tsx';
import { expectedError, filledRange, widestGap } from './reliability-model.ts';

const WHOLE: readonly [number, number] = [0, 1];
/** Bins with fewer rows move by chance. */
const FEWEST = 50;

export function ReliabilityTab({ report }: { readonly report: CandidateReport }) {
  const { reliability, rawReliability, pooled, perSegment } = report;
  const [view, setView] = useState<'filled' | 'whole'>('filled');
  const filled = useMemo(() => filledRange(reliability, rawReliability), [reliability, rawReliability]);
  const refused = perSegment.filter(({ calibration }) => !calibration.accepted).length;
  const gap = widestGap(reliability, FEWEST);
  const raw = expectedError(rawReliability);
  if (reliability.length === 0)
    return (
      <EmptyState title="No probabilities to check">
        This candidate predicts a number, not the chance of an outcome: there is nothing to calibrate.
      </EmptyState>
    );
  return (
    <>
      <TileRow>
        <Tile
          label={<Term name="calibrationError">Calibration error</Term>}
          value={<KnownValue known={known(pooled.ece, three, MISSING.auc)} />}
          note={`${three(raw)} before calibration`}
        />
        <Tile
          label={<Term name="brier">Brier score</Term>}
          value={<KnownValue known={known(pooled.brier, (value) => formatNumber(value, 4), MISSING.auc)} />}
          note="calibrated"
        />
        <Tile
          label={<Term name="logLoss">Log-loss</Term>}
          value={<KnownValue known={known(pooled.logLoss, (value) => formatNumber(value, 4), MISSING.auc)} />}
          note="calibrated"
        />
        <Tile
          label="Widest gap"
          value={gap ? formatPercent(gap.gap, 1, 'always') : '–'}
          note={
            gap
              ? `said ${formatPercent(gap.bin.meanProbability, 0)}, ${formatPercent(gap.bin.observed, 0)} came true`
              : `no bin of ${FEWEST} rows`
          }
        />
        <Tile
          label={<Term name="calibration">Calibration</Term>}
          value={`${perSegment.length - refused} of ${perSegment.length}`}
          note={
            refused === 0
              ? 'segments kept it'
              : `segments kept it; ${plural(refused, 'segment')} ${refused === 1 ? 'serves' : 'serve'} raw scores`
          }
        />
      </TileRow>
      <div className={detail.pair}>
        <ReliabilityChart
          name={`reliability-${report.id.slice(0, 8)}`}
          calibrated={reliability}
          raw={rawReliability}
          range={view === 'filled' ? filled : WHOLE}
          actions={
            <SegmentedControl
              aria-label="Range of the diagram"
              data={[
                { value: 'filled', label: 'Where rows are' },
                { value: 'whole', label: '0 to 1' },
              ]}
              value={view}
              onChange={(next) => setView(next as 'filled' | 'whole')}
            />
          }
        />
        <Panel title="Taken for" hint="the likeliest class of each pooled test row" padded>
          <ConfusionTable classes={report.classes} confusion={report.confusion} pooled={pooled} />
          <h3 className={styles.heading}>Calibration by segment</h3>
          <ol className={styles.verdicts}>
            {perSegment.map(({ segment, calibration }) => (
              <li key={segment} value={segment + 1}>
                {calibration.method},{calibration.accepted ? ' kept.' : ''}{' '}
                <span className="ad-muted">{calibration.words}</span>
              </li>
            ))}
          </ol>
        </Panel>
      </div>
    </>
  );
}
