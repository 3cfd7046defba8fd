// A weekend's report: what ran, what won, what changed, what failed, how much of the budget went. The same as its HTML file.

import { Link } from '@tanstack/react-router';
import type { WeekendReport } from '../../../../contracts/training-schedule.ts';
import { Badge } from '../../../ui/badge.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { formatDuration, formatNumber, formatRatio } from '../../../ui/format.ts';
import { Instant } from '../../../ui/time.tsx';
import styles from './schedule.module.css';

function Lines({ lines, none }: { readonly lines: readonly string[]; readonly none: string }) {
  if (lines.length === 0) return <p className="ad-muted">{none}</p>;
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

export function ReportView({ report }: { readonly report: WeekendReport }) {
  const { budget } = report;
  return (
    <article className={styles.report}>
      <p className="ad-muted">
        <Instant time={report.from} /> to <Instant time={report.to} />, IST
      </p>
      <section>
        <h3>Won</h3>
        {report.won.length === 0 ? (
          <p className="ad-muted">No candidate was found.</p>
        ) : (
          <ul className={styles.items}>
            {report.won.map((one) => (
              <li key={one.candidateId}>
                <span className={styles.itemHead}>
                  <Link to="/training/candidates/$candidateId" params={{ candidateId: one.candidateId }}>
                    {one.title}
                  </Link>
                  <span className="ad-number">AUC {formatRatio(one.auc, 3)}</span>
                  {one.passed ? (
                    <Badge tone="accent">Gates passed</Badge>
                  ) : (
                    <Badge tone="amber">Below gates</Badge>
                  )}
                </span>
                <span className="ad-muted">
                  {one.runName}. {one.words}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>Changed since the last report</h3>
        <Lines lines={report.changed} none="Nothing to compare with, or nothing changed." />
      </section>
      <section>
        <h3>Ran</h3>
        {report.ran.length === 0 ? (
          <p className="ad-muted">No training ran in these days.</p>
        ) : (
          <ul className={styles.items}>
            {report.ran.map((run) => (
              <li key={run.runId}>
                <span className={styles.itemHead}>
                  <Link to="/training/runs/$runId" params={{ runId: run.runId }}>
                    {run.name}
                  </Link>
                  <Badge tone={run.state === 'failed' ? 'amber' : 'plain'}>{run.state}</Badge>
                </span>
                <span className="ad-muted">
                  {formatNumber(run.steps)} steps, {formatNumber(run.reused)} reused, worked{' '}
                  {formatDuration(run.activeMs)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>Failed</h3>
        <Lines lines={report.failed} none="Nothing failed." />
      </section>
      <section>
        <h3>Budget</h3>
        <p>
          Worked {formatDuration(budget.usedMs)}
          {budget.allowedMs === null ? ', no limit was set' : ` of ${formatDuration(budget.allowedMs)}`}; the
          machine slept {formatDuration(budget.sleepsMs)}.
        </p>
      </section>
      <section>
        <h3>File</h3>
        <p>
          <code className="ad-mono">{report.html}</code> in the data folder
        </p>
        <CopyButton text={report.html} label="Copy path" mt={6} />
      </section>
    </article>
  );
}
