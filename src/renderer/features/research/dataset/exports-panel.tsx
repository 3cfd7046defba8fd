// Files written from a dataset: CSV and Parquet with a manifest under the data folder.

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJobCommands } from '../../../app/jobs.ts';
import { CopyLine } from '../../../ui/copy-line.tsx';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { formatBytes, formatNumber } from '../../../ui/format.ts';
import { JobProgress } from '../../../ui/job-progress.tsx';
import { isActive } from '../../../ui/job-words.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Instant } from '../../../ui/time.tsx';
import styles from './dataset.module.css';
import { useDatasetJob } from './use-dataset-job.ts';

const FORMATS = [
  { value: 'parquet', label: 'Export Parquet' },
  { value: 'csv', label: 'Export CSV' },
] as const;

export function ExportsPanel({ dataset }: { readonly dataset: Dataset }) {
  const trpc = useTRPC();
  const job = useDatasetJob('dataset-export', dataset.id);
  const commands = useJobCommands();
  const begin = useMutation(trpc.datasets.startExport.mutationOptions());
  const running = job !== null && isActive(job);
  return (
    <Panel
      title="Exports"
      padded
      actions={FORMATS.map(({ value, label }) => (
        <Button
          key={value}
          variant="default"
          leftSection={<IconDownload size={14} />}
          disabled={running}
          loading={begin.isPending && begin.variables.format === value}
          onClick={() => begin.mutate({ datasetId: dataset.id, format: value })}
        >
          {label}
        </Button>
      ))}
    >
      {running && job ? <JobProgress job={job} onCancel={() => commands.cancel(job)} /> : null}
      {dataset.exports.length > 0 ? (
        <ul className={styles.exports} aria-label="Exported files">
          {dataset.exports.map((file) => (
            <li key={`${file.path} ${file.at}`}>
              <CopyLine text={file.path} label="Copy path" />
              <span className="ad-muted">
                {formatNumber(file.rows)} rows · {formatBytes(file.bytes)} · SHA-256{' '}
                <span className="ad-mono" title={file.sha256}>
                  {file.sha256.slice(0, 12)}
                </span>{' '}
                · <Instant time={file.at} /> IST
              </span>
            </li>
          ))}
        </ul>
      ) : running ? null : (
        <p className="ad-muted">
          Nothing was exported yet. An export writes one file with every row, and a manifest with the request,
          the columns and their hashes, under the data folder.
        </p>
      )}
      {job?.state === 'failed' && job.error ? (
        <ErrorNote error={job.error} title="The export did not finish" />
      ) : null}
      {begin.error ? <ErrorNote error={begin.error} title="Nothing was exported" /> : null}
    </Panel>
  );
}
