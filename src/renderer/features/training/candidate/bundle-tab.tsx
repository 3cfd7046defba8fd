// The bundle: its files and hashes, the parity certificate, export, how it is used outside, and the reports written beside it.

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { BundleView, CandidateReport } from '../../../../contracts/training-results.ts';
import { useTRPC } from '../../../app/api.ts';
import { CopyLine } from '../../../ui/copy-line.tsx';
import detail from '../../../ui/detail-page.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { formatBytes, plural } from '../../../ui/format.ts';
import { NoticeLine } from '../../../ui/notice-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Term } from '../../../ui/term.tsx';
import styles from './bundle.module.css';
import { bundleFiles, commandsOf } from './bundle-model.ts';
import { Certificate } from './bundle-panel.tsx';

function Files({ bundle, candidateId }: { readonly bundle: BundleView; readonly candidateId: string }) {
  const trpc = useTRPC();
  const exporting = useMutation(trpc.training.exportBundle.mutationOptions());
  return (
    <Panel
      title="Bundle"
      hint={formatBytes(bundle.bytes)}
      padded
      actions={
        <Button
          leftSection={<IconDownload size={14} />}
          loading={exporting.isPending}
          onClick={() => exporting.mutate({ candidateId })}
        >
          Export bundle
        </Button>
      }
    >
      <CopyLine text={bundle.path} label="Copy path" />
      {exporting.data ? (
        <div className={styles.exported} role="status">
          <p>Copied: {plural(exporting.data.files.length, 'file')} under the data folder.</p>
          <CopyLine text={exporting.data.path} label="Copy path of the copy" />
        </div>
      ) : null}
      {exporting.error ? <ErrorNote error={exporting.error} title="Nothing was exported" /> : null}
      <ul className={styles.files} aria-label="Files of the bundle">
        {bundleFiles(bundle).map((file) => (
          <li key={file.name}>
            <span className="ad-mono">{file.name}</span>
            <span>{file.words}</span>
            <span className={`ad-mono ${styles.hash}`} title={file.hash ?? undefined}>
              {file.hash?.slice(0, 12) ?? ''}
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.note}>
        The manifest holds the SHA-256 of every other file. Serving checks them, the order of the features and
        their hash, and refuses where one differs.
      </p>
    </Panel>
  );
}

export function BundleTab({ report }: { readonly report: CandidateReport }) {
  const { bundle } = report;
  return (
    <>
      {bundle?.refused ? (
        <NoticeLine id="refused">It can only be looked at: {bundle.refused}</NoticeLine>
      ) : null}
      <div className={detail.pair}>
        {bundle ? (
          <>
            <Files bundle={bundle} candidateId={report.id} />
            <Panel
              title={<Term name="modelParity">Parity certificate</Term>}
              hint={bundle.parity.runtime}
              padded
            >
              <Certificate parity={bundle.parity} />
            </Panel>
          </>
        ) : (
          <Panel title="Bundle" padded>
            <p className="ad-muted">
              No bundle was made of this candidate: it was not among those the run exports. It can be looked
              at, not served.
            </p>
          </Panel>
        )}
        <Panel title="From the command line" padded>
          <ul className={styles.commands}>
            {commandsOf(report).map(({ words, command }) => (
              <li key={command}>
                <p>{words}</p>
                <CopyLine text={command} label="Copy" />
              </li>
            ))}
          </ul>
          <p className={styles.note}>
            Elsewhere, any ONNX runtime reads <span className="ad-mono">model.onnx</span>: rows in the order
            of <span className="ad-mono">features.json</span>, which also says what stands in for a missing
            value.
          </p>
        </Panel>
        <Panel title="Report files" hint="under the data folder" padded>
          {report.files.length === 0 ? (
            <p className="ad-muted">No report file was written for this candidate.</p>
          ) : (
            <ul className={styles.commands} aria-label="Report files">
              {report.files.map((file) => (
                <li key={file.path}>
                  <p>
                    <span className="ad-mono">{file.name}</span>{' '}
                    <span className="ad-muted">{file.words}</span>
                  </p>
                  <CopyLine text={file.path} label="Copy path" />
                </li>
              ))}
            </ul>
          )}
        </Panel>
      </div>
    </>
  );
}
