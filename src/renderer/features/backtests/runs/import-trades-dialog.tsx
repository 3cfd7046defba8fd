// Imports a trade file of the old system as a run "as published". The file is handed to the desk in pieces, then read there.

import { Button, FileInput, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useClient, useTRPC } from '../../../app/api.ts';
import dialogForm from '../../../ui/dialog-form.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';

const CHUNK_BYTES = 256 * 1024;

export function ImportTradesDialog({ onClose }: { readonly onClose: () => void }) {
  const trpc = useTRPC();
  const client = useClient();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const bring = useMutation({
    mutationFn: async (chosen: File) => {
      const { uploadId } = await client.imports.beginUpload.mutate({
        fileName: chosen.name,
        bytes: chosen.size,
      });
      for (let offset = 0; offset < chosen.size; offset += CHUNK_BYTES) {
        const chunk = new Uint8Array(await chosen.slice(offset, offset + CHUNK_BYTES).arrayBuffer());
        await client.imports.appendUpload.mutate({ uploadId, offset, chunk });
      }
      const { path } = await client.imports.finishUpload.mutate({ uploadId });
      return client.backtests.importLegacy.mutate({ path, ...(name.trim() ? { name: name.trim() } : {}) });
    },
    onSuccess: async ({ runId }) => {
      await cache.invalidateQueries(trpc.backtests.pathFilter());
      onClose();
      void navigate({ to: '/backtests/$runId', params: { runId } });
    },
  });
  return (
    <Modal opened onClose={onClose} title="Import a trade file" size={480}>
      <div className={dialogForm.dialog}>
        <p className="ad-muted">
          An eqidv2 trade file (CSV or CSV.gz) becomes a run “as published”: its figures stay as they are, and
          fills that cannot have happened are flagged.
        </p>
        <FileInput
          label="Trade file"
          placeholder="Choose a file"
          accept=".csv,.gz"
          value={file}
          onChange={setFile}
          size="xs"
        />
        <TextInput
          label="Name"
          placeholder="The file’s name"
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {bring.error ? <ErrorNote error={bring.error} title="Nothing was imported" /> : null}
        <div className={dialogForm.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button disabled={!file} loading={bring.isPending} onClick={() => file && bring.mutate(file)}>
            Import as run
          </Button>
        </div>
      </div>
    </Modal>
  );
}
