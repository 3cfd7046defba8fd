// The three ways files get into the wizard besides dropping them: a dialog for files, one for a folder, a path on the desk's machine.

import { Button, TextInput } from '@mantine/core';
import { IconFiles, IconFolder } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';
import { useTRPC } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-state.tsx';
import { isCandleFile } from './import-model.ts';
import type { ImportRunner } from './import-runner.ts';
import styles from './imports.module.css';

const ACCEPT = '.csv,.txt,.tsv,.gz,.parquet,.pq';

export interface FilePickerProps {
  readonly runner: ImportRunner;
  /** Buttons only: for the toolbar once there are files. */
  readonly compact?: boolean;
}

function PathField({ runner }: { readonly runner: ImportRunner }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [text, setText] = useState('');
  const find = useMutation({
    mutationFn: (path: string) =>
      cache.fetchQuery({ ...trpc.imports.findFiles.queryOptions({ paths: [path] }), staleTime: 0 }),
    onSuccess: (found) => {
      runner.dispatch({
        kind: 'add',
        entries: found.files.map(({ path, bytes }) => ({
          key: path,
          name: path.split(/[\\/]/).at(-1) ?? path,
          bytes,
          origin: 'path',
          path,
        })),
      });
      if (found.files.length > 0) setText('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') find.mutate(text.trim());
  };
  const missing = find.data?.missing[0]?.problems[0]?.message;
  return (
    <>
      <form className={styles.pathForm} onSubmit={submit}>
        <TextInput
          label="Or a file or folder on this machine"
          placeholder="Full path of a file or folder"
          value={text}
          error={missing ? `Nothing was added: ${missing}.` : undefined}
          onChange={(event) => {
            setText(event.currentTarget.value);
            find.reset();
          }}
          spellCheck={false}
        />
        <Button type="submit" variant="default" loading={find.isPending} disabled={text.trim() === ''}>
          Add
        </Button>
      </form>
      {find.error ? <ErrorNote error={find.error} title="The path could not be looked up" /> : null}
    </>
  );
}

export function FilePicker({ runner, compact = false }: FilePickerProps) {
  const fileInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>, wholeFolder: boolean) => {
    const files = [...(event.currentTarget.files ?? [])];
    runner.addFiles(wholeFolder ? files.filter((file) => isCandleFile(file.name)) : files);
    // The same file may be chosen again after it was removed.
    event.currentTarget.value = '';
  };
  return (
    <>
      <div className={styles.buttons}>
        <Button
          variant={compact ? 'default' : 'filled'}
          leftSection={<IconFiles size={14} />}
          onClick={() => fileInput.current?.click()}
        >
          {compact ? 'Add files' : 'Choose files'}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFolder size={14} />}
          onClick={() => folderInput.current?.click()}
        >
          {compact ? 'Add a folder' : 'Choose a folder'}
        </Button>
        <input
          ref={fileInput}
          type="file"
          multiple
          hidden
          accept={ACCEPT}
          data-testid="import-files"
          onChange={(event) => take(event, false)}
        />
        <input
          ref={(element) => {
            folderInput.current = element;
            element?.setAttribute('webkitdirectory', '');
          }}
          type="file"
          multiple
          hidden
          onChange={(event) => take(event, true)}
        />
      </div>
      {compact ? null : <PathField runner={runner} />}
    </>
  );
}
