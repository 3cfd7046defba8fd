// Errors: what happened, what was kept, what to do, with the details folded and copyable. `ErrorState` fills a view,
// `ErrorNote` stands above content that stays. Both take whatever was thrown.

import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import { errorReport, errorWords } from './error-words.ts';
import styles from './states.module.css';

export interface ErrorStateProps {
  readonly error: unknown;
  /** What the view was doing: `The instruments could not be read`. */
  readonly title?: string;
  /** What was kept, when the view knows more than the service said. */
  readonly kept?: string;
  readonly onRetry?: () => void;
  readonly actions?: ReactNode;
}

function Details({ text }: { readonly text: string | null }) {
  if (!text) return null;
  return (
    <details className={styles.details}>
      <summary>Details</summary>
      <pre>{text}</pre>
    </details>
  );
}

export function ErrorState({ error, title, kept, onRetry, actions }: ErrorStateProps) {
  const words = errorWords(error);
  return (
    <div className={`${styles.state} ${styles.centre}`} role="alert">
      <IconAlertTriangle size={28} stroke={1.5} className={styles.warn} aria-hidden />
      <div className={styles.title}>{title ?? 'This could not be shown'}</div>
      <div className={styles.message}>{words.message}</div>
      {kept || words.advice ? (
        <dl className={styles.list}>
          {kept ? (
            <>
              <dt>Kept</dt>
              <dd>{kept}</dd>
            </>
          ) : null}
          {words.advice ? (
            <>
              <dt>To do</dt>
              <dd>{words.advice}</dd>
            </>
          ) : null}
        </dl>
      ) : null}
      <div className={styles.actions}>
        {onRetry ? <Button onClick={onRetry}>Try again</Button> : null}
        {actions}
        <CopyButton text={() => errorReport(words)} label="Copy error" />
      </div>
      <Details text={words.details} />
    </div>
  );
}

export function ErrorNote({
  error,
  title,
  onDismiss,
}: ErrorStateProps & { readonly onDismiss?: () => void }) {
  const words = errorWords(error);
  return (
    <div className={styles.inline} role="alert">
      <IconAlertTriangle size={16} className={styles.warn} aria-hidden />
      <div className={styles.inlineBody}>
        {title ? <strong>{title}. </strong> : null}
        {words.message} {words.advice}
        <Details text={words.details} />
      </div>
      {onDismiss ? (
        <Button variant="subtle" color="gray" onClick={onDismiss}>
          Dismiss
        </Button>
      ) : null}
    </div>
  );
}
