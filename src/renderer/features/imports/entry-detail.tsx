// One file of the wizard in full: on its way, refused, a list of trades, or candles with plan and samples.

import { Button, Checkbox, Progress } from '@mantine/core';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatBytes, plural } from '../../ui/format.ts';
import { Bone } from '../../ui/skeletons.tsx';
import { type ImportDraft, type ImportEntry, verdictOf } from './import-model.ts';
import type { ImportRunner } from './import-runner.ts';
import styles from './imports.module.css';
import { PlanForm } from './plan-form.tsx';
import { ProblemList } from './problem-list.tsx';
import { SampleTables } from './sample-tables.tsx';
import { TradeFile } from './trade-file.tsx';

function OnItsWay({ entry }: { readonly entry: ImportEntry }) {
  const percent = entry.bytes > 0 ? (entry.sentBytes / entry.bytes) * 100 : 0;
  return (
    <div role="status">
      <p className="ad-muted">
        {entry.phase === 'uploading'
          ? 'Sending the file to the desk on this machine…'
          : entry.phase === 'reading'
            ? 'Working out how the file is to be read…'
            : 'Waits for its turn.'}
      </p>
      {entry.phase === 'uploading' ? (
        <Progress value={percent} size={5} mt={8} aria-label={`Sending ${entry.name}`} />
      ) : null}
      <div style={{ marginTop: 16 }}>
        <Bone height={180} />
      </div>
    </div>
  );
}

function Content({ entry, draft, runner }: EntryDetailProps) {
  if (entry.phase === 'failed')
    return (
      <ErrorState
        error={entry.error}
        title={`${entry.name} cannot be read`}
        kept="The file itself and everything already stored."
        onRetry={() => runner.dispatch({ kind: 'retry', key: entry.key })}
      />
    );
  const { preview } = entry;
  if (preview === null) return <OnItsWay entry={entry} />;
  if (preview.kind === 'legacy-trades') return <TradeFile entry={entry} runner={runner} />;
  const others = draft.entries.filter(
    (each) => each.key !== entry.key && each.preview?.kind !== 'legacy-trades',
  ).length;
  const errors = preview.problems.filter((problem) => problem.severity === 'error').length;
  return (
    <>
      {preview.problems.length > 0 ? (
        <section>
          <h3>
            {errors > 0 ? `${plural(errors, 'problem')} to solve before it can be imported` : 'To know'}
          </h3>
          <ProblemList problems={preview.problems} />
        </section>
      ) : null}
      <SampleTables preview={preview} />
      <PlanForm entry={entry} runner={runner} others={others} />
    </>
  );
}

export interface EntryDetailProps {
  readonly entry: ImportEntry;
  readonly draft: ImportDraft;
  readonly runner: ImportRunner;
}

export function EntryDetail(props: EntryDetailProps) {
  const { entry, runner } = props;
  const verdict = verdictOf(entry);
  const busyAgain = entry.preview !== null && entry.phase !== 'ready' && entry.phase !== 'failed';
  return (
    <div className={styles.detail}>
      <div className={styles.detailHead}>
        <h2 className={styles.detailName}>{entry.name}</h2>
        <span className="ad-muted">
          {formatBytes(entry.bytes)}
          {entry.preview ? `, ${entry.preview.plan.format === 'csv' ? 'text' : 'Parquet'}` : ''}
        </span>
        {busyAgain ? (
          <span className="ad-muted" role="status">
            reading again…
          </span>
        ) : null}
        <span className={styles.spacer} />
        {verdict === 'candles' || entry.skipped ? (
          <Checkbox
            label="Leave this file out"
            checked={entry.skipped}
            onChange={(event) =>
              runner.dispatch({ kind: 'skip', key: entry.key, skipped: event.currentTarget.checked })
            }
          />
        ) : null}
        {entry.phase === 'failed' ? (
          <Button variant="default" onClick={() => runner.dispatch({ kind: 'remove', key: entry.key })}>
            Remove from the list
          </Button>
        ) : null}
      </div>
      <Content {...props} />
    </div>
  );
}
