// Self-checks of the desk, its versions and paths: the same report as the CLI's `doctor`.

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../app/api.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TableSkeleton } from '../../ui/skeletons.tsx';
import styles from './monitor.module.css';

/** How the report's own names are written; others are shown as they are. */
const FACT_WORDS: Readonly<Record<string, string>> = {
  node: 'Node',
  v8: 'V8',
  sqlite: 'SQLite',
  electron: 'Electron',
  chrome: 'Chromium',
  platform: 'Platform',
  dataFolder: 'Data folder',
  database: 'Database',
  logs: 'Log',
};

function Facts({ facts }: { readonly facts: Readonly<Record<string, string>> }) {
  return (
    <dl className={styles.facts}>
      {Object.entries(facts).map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{FACT_WORDS[name] ?? name}</dt>
          <dd className="ad-mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function HealthView() {
  const doctor = useQuery({ ...useTRPC().system.doctor.queryOptions(), staleTime: 0 });
  if (doctor.isPending) return <TableSkeleton rows={5} text="Running the self-checks…" />;
  if (doctor.error)
    return (
      <ErrorState
        error={doctor.error}
        title="The self-checks did not run"
        onRetry={() => void doctor.refetch()}
      />
    );
  const report = doctor.data;
  const { anchordesk: _same, ...versions } = report.versions;
  const failing = report.checks.filter((check) => !check.ok).length;
  return (
    <>
      <Panel
        title="Self-checks"
        hint={failing === 0 ? 'all in order' : `${failing} of ${report.checks.length} need attention`}
        actions={
          <>
            <CopyButton text={() => JSON.stringify(report, null, 2)} label="Copy report" />
            <Button
              variant="default"
              leftSection={<IconRefresh size={14} />}
              loading={doctor.isFetching}
              onClick={() => void doctor.refetch()}
            >
              Check again
            </Button>
          </>
        }
      >
        <ul className={styles.checks}>
          {report.checks.map((check) => (
            <li key={check.name} className={styles.check} data-ok={check.ok}>
              {check.ok ? (
                <IconCircleCheck size={16} aria-label="In order" />
              ) : (
                <IconAlertTriangle size={16} aria-label="Needs attention" />
              )}
              <span>{check.name}</span>
              <span className="ad-muted">{check.detail}</span>
              {!check.ok && check.advice ? <span className={styles.advice}>{check.advice}</span> : null}
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title="Versions" padded>
        <Facts facts={{ AnchorDesk: report.version, 'Database driver': report.driver, ...versions }} />
      </Panel>
      <Panel title="Paths" padded>
        <Facts facts={report.paths} />
      </Panel>
    </>
  );
}
