// The import wizard: choose files, see how each is read and correct it, import, read the result. One address with the job's id.

import { Button, SegmentedControl, Tooltip } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTRPC } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-state.tsx';
import dropStyles from '../../ui/file-drop.module.css';
import { plural } from '../../ui/format.ts';
import { Page, Spacer } from '../../ui/page.tsx';
import { DropTarget } from './drop-target.tsx';
import { EntryDetail } from './entry-detail.tsx';
import { EntryList } from './entry-list.tsx';
import { FilePicker } from './file-picker.tsx';
import { countVerdicts, type ImportDraft, importFiles } from './import-model.ts';
import type { ImportRunner } from './import-runner.ts';
import styles from './imports.module.css';
import { ImportJobView } from './job-view.tsx';
import { importRoute } from './routes.tsx';
import { useImportRunner } from './use-import-runner.ts';

const CRUMBS = [{ label: 'Data', to: '/data' }] as const;

function Choose({ runner }: { readonly runner: ImportRunner }) {
  return (
    <DropTarget runner={runner} className={dropStyles.drop}>
      <IconFileImport size={32} stroke={1.4} className={styles.accent} aria-hidden />
      <h2>Drop candle files or folders here</h2>
      <p>
        CSV, CSV.gz or Parquet, one instrument and interval per file. Nothing is stored before you have seen
        how each file is read.
      </p>
      <FilePicker runner={runner} />
    </DropTarget>
  );
}

function Foot({ draft, runner }: { readonly draft: ImportDraft; readonly runner: ImportRunner }) {
  const navigate = importRoute.useNavigate();
  const counts = countVerdicts(draft);
  const start = useMutation(
    useTRPC().imports.start.mutationOptions({
      onSuccess: (job) => {
        runner.dispatch({ kind: 'clear' });
        void navigate({ search: { job: job.id } });
      },
    }),
  );
  const words = [
    counts.trouble > 0 ? `${plural(counts.trouble, 'file')} with problems, not imported` : null,
    counts.trades > 0 ? `${plural(counts.trades, 'trade file')}, imported by itself` : null,
    counts.skipped > 0 ? `${counts.skipped} left out` : null,
    counts.busy > 0 ? `${counts.busy} still being read` : null,
  ].filter((word) => word !== null);
  return (
    <>
      {start.error ? <ErrorNote error={start.error} title="The import was not started" /> : null}
      <div className={styles.foot}>
        <Tooltip label="What happens to a session that is already stored with other bars">
          <span className={styles.footCounts}>Differing sessions:</span>
        </Tooltip>
        <SegmentedControl
          aria-label="Differing sessions"
          data={[
            { value: 'keep', label: 'Keep stored, ask later' },
            { value: 'replace', label: 'Replace' },
          ]}
          value={draft.onChanged}
          onChange={(value) =>
            runner.dispatch({ kind: 'on-changed', onChanged: value as ImportDraft['onChanged'] })
          }
        />
        <Spacer />
        <span className={styles.footCounts} role="status">
          {words.join(' · ')}
        </span>
        <Button
          disabled={counts.candles === 0 || counts.busy > 0}
          loading={start.isPending}
          onClick={() => start.mutate({ files: importFiles(draft), onChanged: draft.onChanged })}
        >
          Import {plural(counts.candles, 'file')}
        </Button>
      </div>
    </>
  );
}

function Wizard() {
  const { draft, runner } = useImportRunner();
  const selected = draft.entries.find((entry) => entry.key === draft.selected);
  if (draft.entries.length === 0)
    return (
      <Page title="Import files" crumbs={CRUMBS}>
        <Choose runner={runner} />
      </Page>
    );
  return (
    <Page
      title="Import files"
      crumbs={CRUMBS}
      toolbar={
        <>
          <FilePicker runner={runner} compact />
          <Spacer />
          <Button variant="subtle" color="gray" onClick={() => runner.dispatch({ kind: 'clear' })}>
            Clear the list
          </Button>
        </>
      }
    >
      <DropTarget runner={runner} className={styles.split}>
        <EntryList draft={draft} runner={runner} />
        {selected ? <EntryDetail key={selected.key} entry={selected} draft={draft} runner={runner} /> : null}
      </DropTarget>
      <Foot draft={draft} runner={runner} />
    </Page>
  );
}

export function ImportPage() {
  const { job } = importRoute.useSearch();
  if (job === undefined) return <Wizard />;
  return (
    <Page title="Import" crumbs={CRUMBS}>
      <ImportJobView jobId={job} />
    </Page>
  );
}
