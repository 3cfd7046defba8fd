// Review before something that cannot be taken back: the consequences in words and numbers, a typed word only for the
// irreversible. The dangerous button is never the default: Enter in the dialog does nothing, focus starts on the way out.

import { Button, Modal, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import styles from './confirm-panel.module.css';
import { ErrorNote } from './error-state.tsx';

export interface ConfirmPanelProps {
  readonly opened: boolean;
  readonly title: string;
  /** One sentence per line: what will happen, with numbers. */
  readonly consequences: readonly ReactNode[];
  /** Verb on the button: `Delete 120 sessions`. */
  readonly action: string;
  /** For the irreversible: the word to type. */
  readonly typed?: string;
  /** Fields the action needs, under the consequences: a reason. */
  readonly children?: ReactNode;
  /** False while a field is not filled in. */
  readonly ready?: boolean;
  /** On the way out: `Keep everything`. */
  readonly keep?: string;
  readonly busy?: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

export function ConfirmPanel(props: ConfirmPanelProps) {
  return (
    <Modal opened={props.opened} onClose={props.onCancel} title={props.title} size={460}>
      <Review {...props} />
    </Modal>
  );
}

// Mounted with the dialog, so that a typed word never survives into the next one.
function Review({
  consequences,
  action,
  typed,
  children,
  ready: filled = true,
  keep = 'Keep everything',
  busy = false,
  error,
  onConfirm,
  onCancel,
}: ConfirmPanelProps) {
  const [word, setWord] = useState('');
  const ready = filled && (typed === undefined || word.trim() === typed);
  return (
    <div className={styles.review}>
      <ul className={styles.consequences}>
        {consequences.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are fixed while the dialog is open
          <li key={index}>{line}</li>
        ))}
      </ul>
      {children}
      {typed === undefined ? null : (
        <TextInput
          label={
            <>
              Type <code>{typed}</code> to confirm
            </>
          }
          value={word}
          onChange={(event) => setWord(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {error ? <ErrorNote error={error} /> : null}
      <div className={styles.buttons}>
        <Button variant="default" onClick={onCancel} data-autofocus>
          {keep}
        </Button>
        <Button className={styles.danger} disabled={!ready} loading={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </div>
  );
}
