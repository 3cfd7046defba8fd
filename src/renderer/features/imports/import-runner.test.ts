import { describe, expect, it, vi } from 'vitest';
import type { ImportPreview, PlanOverrides } from '../../../contracts/imports.ts';
import { createImportRunner, type ImportApi } from './import-runner.ts';

interface Asked {
  readonly path: string;
  readonly overrides: PlanOverrides | undefined;
  readonly answer: (error?: Error) => void;
}

/** An API that stores what is sent and answers previews only when told to. */
function fakeApi() {
  const stored = new Map<string, Buffer>();
  const asked: Asked[] = [];
  const api = {
    beginUpload: { mutate: async ({ fileName }: { fileName: string }) => ({ uploadId: fileName }) },
    appendUpload: {
      mutate: async ({
        uploadId,
        offset,
        chunk,
      }: {
        uploadId: string;
        offset: number;
        chunk: Uint8Array;
      }) => {
        const bytes = stored.get(uploadId) ?? Buffer.alloc(0);
        expect(offset).toBe(bytes.length);
        stored.set(uploadId, Buffer.concat([bytes, chunk]));
        return { received: offset + chunk.length };
      },
    },
    finishUpload: { mutate: async ({ uploadId }: { uploadId: string }) => ({ path: `/up/${uploadId}` }) },
    preview: {
      query: ({ path, overrides }: { path: string; overrides?: PlanOverrides }) =>
        new Promise((resolve, reject) => {
          asked.push({
            path,
            overrides,
            answer: (error) =>
              error
                ? reject(error)
                : resolve({
                    kind: 'candles',
                    evidence: [],
                    problems: [],
                    fileName: path,
                  } as unknown as ImportPreview),
          });
        }),
    },
  };
  return { api: api as unknown as ImportApi, stored, asked };
}

const file = (name: string, text = 'a,b') => new File([text], name, { lastModified: 1 });

describe('import runner', () => {
  it('sends a file in order, byte for byte, then asks for its preview', async () => {
    const { api, stored, asked } = fakeApi();
    const runner = createImportRunner(api);
    const text = `${'x'.repeat(2 ** 20)}tail`;
    runner.addFiles([file('TCS.csv', text)]);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    expect(stored.get('TCS.csv')?.toString()).toBe(text);
    asked[0]!.answer();
    await vi.waitFor(() =>
      expect(runner.get().entries[0]).toMatchObject({ phase: 'ready', path: '/up/TCS.csv' }),
    );
  });

  it('works on two files at a time and gets through all', async () => {
    const { api, asked } = fakeApi();
    const runner = createImportRunner(api);
    runner.addFiles(['a.csv', 'b.csv', 'c.csv'].map((name) => file(name)));
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(runner.get().entries[2]?.phase).toBe('waiting');
    asked[0]!.answer();
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    asked[1]!.answer();
    asked[2]!.answer();
    await vi.waitFor(() => expect(runner.get().entries.every((entry) => entry.phase === 'ready')).toBe(true));
  });

  it('drops an answer that a correction has overtaken, and asks again', async () => {
    const { api, asked } = fakeApi();
    const runner = createImportRunner(api);
    runner.dispatch({
      kind: 'add',
      entries: [{ key: 'k', name: 'k.csv', bytes: 3, origin: 'path', path: '/k.csv' }],
    });
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    runner.dispatch({ kind: 'correct', key: 'k', overrides: { stamp: 'end' } });
    asked[0]!.answer();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    expect(asked[1]!.overrides).toEqual({ stamp: 'end' });
    expect(runner.get().entries[0]?.preview).toBeNull();
    asked[1]!.answer();
    await vi.waitFor(() => expect(runner.get().entries[0]?.phase).toBe('ready'));
  });

  it('keeps the other files when one cannot be read, and tries again on request', async () => {
    const { api, asked } = fakeApi();
    const runner = createImportRunner(api);
    runner.addFiles([file('bad.csv')]);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    asked[0]!.answer(new Error('truncated'));
    await vi.waitFor(() => expect(runner.get().entries[0]?.phase).toBe('failed'));
    runner.dispatch({ kind: 'retry', key: runner.get().entries[0]!.key });
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    // Sent once only: the desk already has the bytes.
    expect(asked[1]!.path).toBe('/up/bad.csv');
  });
});
