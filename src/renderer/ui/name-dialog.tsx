// Asks for a name, with more fields below it where there is more to say. Mount it only while it is open, so that what was typed and not
// saved is forgotten. Used to rename runs and datasets and to store things under a name.

import { Button, Modal, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import dialogForm from './dialog-form.module.css';
import { ErrorNote } from './error-state.tsx';

export interface NameDialogProps {
  readonly title: string;
  /** What needs the name: `run`. */
  readonly of: string;
  readonly name: string;
  readonly description?: string;
  readonly action?: string;
  readonly busy: boolean;
  readonly error: unknown;
  /** What did not happen: `The run was not renamed`. */
  readonly errorTitle: string;
  readonly children?: ReactNode;
  /** Never called with an empty name. */
  readonly onSave: (name: string) => void;
  readonly onClose: () => void;
}

export function NameDialog(props: NameDialogProps) {
  const {
    title,
    of,
    description,
    action = 'Save',
    busy,
    error,
    errorTitle,
    children,
    onSave,
    onClose,
  } = props;
  const [name, setName] = useState(props.name);
  const missing = name.trim() === '';
  return (
    <Modal opened onClose={onClose} title={title} size={480}>
      <form
        className={dialogForm.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (!missing) onSave(name.trim());
        }}
      >
        <TextInput
          label="Name"
          description={description}
          value={name}
          maxLength={120}
          data-autofocus
          error={missing ? `A ${of} needs a name.` : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {children}
        {error ? <ErrorNote error={error} title={errorTitle} /> : null}
        <div className={dialogForm.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={missing} loading={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
