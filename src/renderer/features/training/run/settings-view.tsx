// What a run was asked, what it cost, and everything that was noted on the way.

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { TrainingRun } from '../../../../contracts/training.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { formatDateRange, formatDuration, formatNumber, istDateOf, plural } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Instant } from '../../../ui/time.tsx';
import styles from './run.module.css';
import { budgetFacts, requestFacts } from './settings-words.ts';

function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {rows.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export interface SettingsViewProps {
  readonly run: TrainingRun;
  readonly titles: ReadonlyMap<string, string>;
}

export function SettingsView({ run, titles }: SettingsViewProps) {
  const { holdOut } = run;
  return (
    <>
      <Panel
        title="Asked for"
        padded
        actions={<CopyButton text={() => JSON.stringify(run.request, null, 2)} label="Copy as JSON" />}
      >
        <Facts
          rows={[
            ['Why', run.request.justification || '–'],
            [
              'Dataset',
              <Link key="dataset" to="/research/datasets/$datasetId" params={{ datasetId: run.datasetId }}>
                {run.datasetName}
              </Link>,
            ],
            [
              'Rows’ hash',
              <span key="hash" className="ad-mono">
                {run.datasetHash.slice(0, 16)}
              </span>,
            ],
            ['Split', run.splitWords],
            [
              'Hold-out',
              holdOut
                ? `${plural(holdOut.sessions, 'session')}, ${formatDateRange(istDateOf(holdOut.from), istDateOf(holdOut.to))}`
                : 'none reserved',
            ],
            ...requestFacts(run.request, titles),
            ...(run.rerunOf
              ? ([
                  [
                    'Cloned from',
                    <Link key="from" to="/training/runs/$runId" params={{ runId: run.rerunOf }}>
                      {run.rerunOf}
                    </Link>,
                  ],
                ] as const)
              : []),
          ]}
        />
      </Panel>
      <Panel title="Budget" hint="times in IST" padded>
        <Facts
          rows={[
            ...budgetFacts(run),
            ['Began', <Instant key="began" time={run.startedAt ?? Number.NaN} seconds />],
            ['Ended', <Instant key="ended" time={run.endedAt ?? Number.NaN} seconds />],
            [
              'Sleeps of the machine',
              run.sleeps.length === 0 ? (
                'none'
              ) : (
                <ul key="sleeps" className={styles.notes}>
                  {run.sleeps.map((sleep) => (
                    <li key={sleep.at}>
                      <Instant time={sleep.at} />, {formatDuration(sleep.ms)}
                    </li>
                  ))}
                </ul>
              ),
            ],
          ]}
        />
      </Panel>
      <Panel title="Notes" hint={formatNumber(run.notes.length)} padded>
        {run.notes.length === 0 ? (
          <p className="ad-muted">No notes. What a step skipped, and why, stands under Steps.</p>
        ) : (
          <ul className={styles.notes}>
            {run.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </Panel>
    </>
  );
}
