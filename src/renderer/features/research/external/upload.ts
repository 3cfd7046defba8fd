// Hands a file of the page to the desk in pieces, which then reads it from its own disk. Used by the import of datasets.

import type { ApiClient } from '../../../app/api.ts';

const CHUNK_BYTES = 2 ** 20;

/** The path the desk reads the file from. */
export async function uploadFile(
  imports: Pick<ApiClient['imports'], 'beginUpload' | 'appendUpload' | 'finishUpload'>,
  file: File,
  onSent: (fraction: number) => void,
): Promise<string> {
  const { uploadId } = await imports.beginUpload.mutate({ fileName: file.name, bytes: file.size });
  for (let offset = 0; offset < file.size; offset += CHUNK_BYTES) {
    onSent(offset / file.size);
    const chunk = new Uint8Array(await file.slice(offset, offset + CHUNK_BYTES).arrayBuffer());
    await imports.appendUpload.mutate({ uploadId, offset, chunk });
  }
  return (await imports.finishUpload.mutate({ uploadId })).path;
}
