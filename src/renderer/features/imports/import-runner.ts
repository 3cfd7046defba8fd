// Brings files to a preview: uploads page files in chunks, asks the desk to read them, two at a time. Lives outside React so
// that leaving the page does not stop an upload. One runner per window; the pages subscribe to its draft.

import type { ApiClient } from '../../app/api.ts';
import {
  EMPTY_DRAFT,
  type ImportAction,
  type ImportDraft,
  type ImportEntry,
  reduceImport,
} from './import-model.ts';

const CHUNK_BYTES = 2 ** 20;
const AT_ONCE = 2;

/** The part of the API the runner needs; a test gives its own. */
export type ImportApi = Pick<
  ApiClient['imports'],
  'beginUpload' | 'appendUpload' | 'finishUpload' | 'preview'
>;

export interface ImportRunner {
  get(): ImportDraft;
  subscribe(listener: () => void): () => void;
  dispatch(action: ImportAction): void;
  /** Adds files picked or dropped in the page. */
  addFiles(files: readonly File[]): void;
}

export function createImportRunner(api: ImportApi): ImportRunner {
  let draft = EMPTY_DRAFT;
  const files = new Map<string, File>();
  const working = new Set<string>();
  const listeners = new Set<() => void>();

  function dispatch(action: ImportAction): void {
    draft = reduceImport(draft, action);
    if (action.kind === 'clear') files.clear();
    if (action.kind === 'remove') files.delete(action.key);
    for (const listener of listeners) listener();
    schedule();
  }

  const find = (key: string): ImportEntry | undefined => draft.entries.find((entry) => entry.key === key);

  async function upload(entry: ImportEntry): Promise<string | null> {
    const file = files.get(entry.key);
    if (!file) throw new Error(`${entry.name} is no longer in the page; choose it again`);
    const { uploadId } = await api.beginUpload.mutate({ fileName: entry.name, bytes: entry.bytes });
    for (let offset = 0; offset < entry.bytes; offset += CHUNK_BYTES) {
      // Removed meanwhile: the desk clears abandoned uploads by itself.
      if (!find(entry.key)) return null;
      dispatch({ kind: 'uploading', key: entry.key, sentBytes: offset });
      const chunk = new Uint8Array(await file.slice(offset, offset + CHUNK_BYTES).arrayBuffer());
      await api.appendUpload.mutate({ uploadId, offset, chunk });
    }
    return (await api.finishUpload.mutate({ uploadId })).path;
  }

  async function work(key: string): Promise<void> {
    let asked = find(key)?.overrides;
    try {
      const entry = find(key);
      if (!entry) return;
      const path = entry.path ?? (await upload(entry));
      if (path === null) return;
      dispatch({ kind: 'uploaded', key, path });
      asked = find(key)?.overrides;
      const preview = await api.preview.query({ path, overrides: asked });
      // Corrected while the answer was on its way: the entry waits again, and this answer is stale.
      if (find(key)?.overrides === asked) dispatch({ kind: 'previewed', key, preview });
    } catch (error) {
      if (find(key)?.overrides === asked) dispatch({ kind: 'failed', key, error });
    } finally {
      working.delete(key);
      schedule();
    }
  }

  function schedule(): void {
    for (const entry of draft.entries) {
      if (working.size >= AT_ONCE) return;
      if (entry.phase !== 'waiting' || working.has(entry.key)) continue;
      working.add(entry.key);
      void work(entry.key);
    }
  }

  return {
    get: () => draft,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispatch,
    addFiles(picked) {
      const entries = picked.map((file) => ({
        key: `${file.webkitRelativePath || file.name} ${file.size} ${file.lastModified}`,
        file,
      }));
      for (const { key, file } of entries) if (!files.has(key)) files.set(key, file);
      dispatch({
        kind: 'add',
        entries: entries.map(({ key, file }) => ({
          key,
          name: file.name,
          bytes: file.size,
          origin: 'page',
          path: null,
        })),
      });
    },
  };
}
