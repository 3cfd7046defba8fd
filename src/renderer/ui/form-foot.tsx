// The foot of a form that fills its page: the button that starts the work, the name of what will be made, what stands in the way.
// Used by every "new …" form; knows nothing about what is started.

import { Button, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ErrorNote } from './error-state.tsx';
import styles from './form-page.module.css';

export interface FormFootProps {
  /** Verb on the button: `Run backtest`. */
  readonly action: string;
  readonly ready: boolean;
  readonly busy: boolean;
  /** What gets the name: `run`. */
  readonly names: string;
  readonly name: string;
  readonly onName: (name: string) => void;
  /** One sentence each. */
  readonly problems: readonly string[];
  readonly error: unknown;
  /** What did not happen: `The run was not started`. */
  readonly errorTitle: string;
  /** Stands where the problems would, while there are none. */
  readonly note?: ReactNode;
  /** More buttons. */
  readonly children?: ReactNode;
}

export function FormFoot(props: FormFootProps) {
  const { action, ready, busy, names, name, onName, problems, error, errorTitle, note, children } = props;
  return (
    <div className={styles.foot}>
      <Button type="submit" leftSection={<IconPlayerPlay size={14} />} disabled={!ready} loading={busy}>
        {action}
      </Button>
      <TextInput
        aria-label={`Name of the ${names}`}
        placeholder="Name (optional)"
        className={styles.name}
        maxLength={120}
        value={name}
        onChange={(event) => onName(event.currentTarget.value)}
      />
      {children}
      {problems.length > 0 ? (
        <span className={styles.problems} role="status">
          {problems.join(' ')}
        </span>
      ) : (
        note
      )}
      {error ? <ErrorNote error={error} title={errorTitle} /> : null}
    </div>
  );
}
