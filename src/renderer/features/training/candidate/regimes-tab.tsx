// Regimes: the states the hidden Markov model saw, over the price, and how the candidate did in each.

import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CandidateReport } from '../../../../contracts/training-results.ts';
import { RegimeChart } from '../../../charts/regimes/regime-chart.tsx';
import { switchesPerHundred } from '../../../charts/regimes/regime-model.ts';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { Term } from '../../../ui/term.tsx';
import styles from './candidate.module.css';
import { SlicePanel } from './slice-panel.tsx';

export function RegimesTab({ report }: { readonly report: CandidateReport }) {
  const [instrument, setInstrument] = useState<string | null>(null);
  const timeline =
    report.regimes.find(({ instrumentId }) => instrumentId === instrument) ?? report.regimes[0] ?? null;
  const states = useMemo(() => timeline?.states.map(({ words }) => words) ?? [], [timeline]);
  if (timeline === null)
    return (
      <EmptyState title="No regimes in this run">
        The run fitted no hidden Markov model. A new run with regimes appends their probabilities as features,
        and this page shows them over the price.
      </EmptyState>
    );
  const numbered = timeline.states.map((state, k) => ({ ...state, number: k + 1 }));
  const switches = switchesPerHundred(timeline);
  return (
    <>
      <RegimeChart
        name={`regimes-${timeline.instrumentId}`}
        instrumentId={timeline.instrumentId}
        states={states}
        series={timeline}
        actions={
          report.regimes.length > 1 ? (
            <Select
              aria-label="Instrument of the timeline"
              data={report.regimes.map(({ instrumentId }) => instrumentId)}
              value={timeline.instrumentId}
              searchable
              allowDeselect={false}
              w={220}
              onChange={setInstrument}
            />
          ) : (
            <span className="ad-muted">{timeline.instrumentId}</span>
          )
        }
      >
        <ul className={styles.legend} aria-label="States">
          {numbered.map(({ words, share, number }) => (
            <li key={number}>
              <span
                className={detail.swatch}
                style={{ background: `var(--ad-run-${((number - 1) % 8) + 1})` }}
                aria-hidden
              />
              {number}: {words} <span className="ad-muted">{formatPercent(share, 0)} of the bars</span>
            </li>
          ))}
        </ul>
        <p className={styles.under}>
          <Term name="regime">Filtered</Term>: at each bar only what was known then. The likeliest state
          changes {formatNumber(switches, 1)} times in a hundred bars.
        </p>
      </RegimeChart>
      <SlicePanel kind="regime" report={report} />
    </>
  );
}
