// The files of the wizard: how far each is, what it was taken for, whether something is wrong or needs an answer.

import { ActionIcon } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleMinus,
  IconHelpCircle,
  IconHistory,
  IconLoader,
  IconX,
} from '@tabler/icons-react';
import { errorWords } from '../../ui/error-words.ts';
import { formatBytes, formatPercent, plural } from '../../ui/format.ts';
import {
  type EntryVerdict,
  type ImportDraft,
  type ImportEntry,
  unsureFields,
  verdictOf,
} from './import-model.ts';
import type { ImportRunner } from './import-runner.ts';
import styles from './imports.module.css';

function factsOf(entry: ImportEntry, verdict: EntryVerdict): string {
  if (verdict === 'skipped') return 'left out';
  if (entry.phase === 'failed') return errorWords(entry.error).message;
  if (entry.phase === 'waiting') return `${formatBytes(entry.bytes)}, waiting`;
  if (entry.phase === 'uploading') return `sending ${formatPercent(entry.sentBytes / entry.bytes, 0)}`;
  if (entry.phase === 'reading' || entry.preview === null) return 'reading…';
  if (verdict === 'trades') return entry.runId ? 'imported as a run' : 'a list of trades';
  const { plan, problems } = entry.preview;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  if (errors > 0) return plural(errors, 'problem');
  const unsure = unsureFields(entry).length;
  const warnings = problems.length;
  return [
    plan.instrumentId,
    plan.interval,
    unsure > 0 ? `${unsure} to check` : null,
    warnings > 0 ? plural(warnings, 'warning') : null,
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

function Mark({ entry, verdict }: { readonly entry: ImportEntry; readonly verdict: EntryVerdict }) {
  if (verdict === 'trouble') return <IconAlertTriangle size={14} aria-label="Problem" />;
  if (verdict === 'trades') return <IconHistory size={14} aria-label="Trades" />;
  if (verdict === 'skipped') return <IconCircleMinus size={14} aria-label="Left out" />;
  if (verdict === 'busy') return <IconLoader size={14} aria-label="On its way" />;
  return unsureFields(entry).length > 0 ? (
    <IconHelpCircle size={14} aria-label="Ready, with something to check" />
  ) : (
    <IconCircleCheck size={14} aria-label="Ready" />
  );
}

export function EntryList({ draft, runner }: { readonly draft: ImportDraft; readonly runner: ImportRunner }) {
  return (
    <ul className={styles.list} aria-label="Files to import">
      {draft.entries.map((entry) => {
        const verdict = verdictOf(entry);
        return (
          <li
            key={entry.key}
            className={styles.entry}
            data-verdict={verdict}
            data-open={entry.key === draft.selected || undefined}
          >
            <button
              type="button"
              className={styles.entryButton}
              aria-current={entry.key === draft.selected}
              onClick={() => runner.dispatch({ kind: 'select', key: entry.key })}
            >
              <Mark entry={entry} verdict={verdict} />
              <span className={styles.entryName} title={entry.name}>
                {entry.name}
              </span>
              <span className={styles.entryFacts}>{factsOf(entry, verdict)}</span>
            </button>
            <ActionIcon
              size={24}
              mr={6}
              aria-label={`Remove ${entry.name}`}
              onClick={() => runner.dispatch({ kind: 'remove', key: entry.key })}
            >
              <IconX size={14} />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}
