// The ways a foreign file gets in: dropped, chosen in a dialog, or named by its path on the desk's machine.

import { Button, Progress, TextInput } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import dropStyles from '../../../ui/file-drop.module.css';
import { formatPercent } from '../../../ui/format.ts';
import styles from './external.module.css';

export interface ChooseFileProps {
  readonly onFile: (file: File) => void;
  readonly onPath: (path: string) => void;
  /** Name and sent share of a file on its way. */
  readonly sending: { readonly name: string; readonly fraction: number } | null;
}

const ACCEPT = '.csv,.txt,.tsv,.gz,.parquet,.pq,.json,.jsonl,.log';

export function ChooseFile({ onFile, onPath, sending }: ChooseFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [path, setPath] = useState('');
  // Dropping beside the target must not make the browser open the file.
  useEffect(() => {
    const refuse = (event: globalThis.DragEvent) => event.preventDefault();
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has keyboard equals, the button and the path field
    <div
      className={dropStyles.drop}
      data-over={over || undefined}
      onDragEnter={() => setOver(true)}
      onDragOver={(event) => event.preventDefault()}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={drop}
    >
      <h2>Drop a file of features, labels or predictions</h2>
      <p>
        CSV or Parquet, packed or not: feature logs, meta datasets, prediction files. It is looked at first;
        every column gets a role, and nothing that knows the future can become a feature.
      </p>
      {sending ? (
        <div className={styles.sending} role="status">
          <span>
            {sending.name}, {formatPercent(sending.fraction, 0)} handed over
          </span>
          <Progress value={sending.fraction * 100} size={4} aria-label="Handed over" />
        </div>
      ) : (
        <Button leftSection={<IconFile size={14} />} onClick={() => input.current?.click()}>
          Choose a file
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPT}
        data-testid="dataset-file"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
      <form
        className={styles.path}
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim()) onPath(path.trim());
        }}
      >
        <TextInput
          label="Or a file on this machine"
          placeholder="Full path of a file"
          value={path}
          spellCheck={false}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!path.trim()}>
          Look at it
        </Button>
      </form>
    </div>
  );
}
