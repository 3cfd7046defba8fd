// Receives files from a page that cannot name a path: bytes arrive in order into `<dataFolder>/uploads/<id>/<name>`.
// Called by the import service. The name is kept (detection reads it) but can never leave its folder.
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { AppError } from '../../contracts/errors.ts';
import { isDiskFull } from '../disk-full.ts';

const LONGEST_NAME = 120;
const STALE_MS = 24 * 3_600_000;
const MOST_BYTES = 4 * 2 ** 30;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

interface Upload {
  readonly path: string;
  readonly bytes: number;
  received: number;
  /** Chunks of one upload are written one after the other even if they are sent at once. */
  busy: boolean;
}

export interface Uploads {
  begin(fileName: string, bytes: number): Promise<{ readonly uploadId: string }>;
  append(uploadId: string, offset: number, chunk: Uint8Array): Promise<{ readonly received: number }>;
  finish(uploadId: string): Promise<{ readonly path: string }>;
}

export function createUploads(dataFolder: string, now: () => number): Uploads {
  const folder = uploadsFolder(dataFolder);
  const open_ = new Map<string, Upload>();

  const find = (uploadId: string): Upload => {
    const upload = open_.get(uploadId);
    if (!upload)
      throw new AppError(
        'NOT_FOUND',
        'This upload is not known any more. Nothing was stored: send the file again.',
      );
    return upload;
  };

  return {
    async begin(fileName, bytes) {
      if (bytes <= 0) throw new AppError('BAD_DATA', `${fileName} is empty: there is nothing to import.`);
      if (bytes > MOST_BYTES)
        throw new AppError(
          'BAD_REQUEST',
          `${fileName} is larger than 4 GB. Split it, or import it by its path with the command line.`,
        );
      await removeStaleUploads(dataFolder, now());
      const uploadId = randomUUID();
      const path = join(folder, uploadId, safeName(fileName));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await (await open(path, 'wx', 0o600)).close();
      open_.set(uploadId, { path, bytes, received: 0, busy: false });
      return { uploadId };
    },
    async append(uploadId, offset, chunk) {
      const upload = find(uploadId);
      if (upload.busy || offset !== upload.received)
        throw new AppError(
          'CONFLICT',
          `The upload stands at byte ${upload.received}, not ${offset}. Go on from there.`,
          {
            received: upload.received,
          },
        );
      if (offset + chunk.length > upload.bytes)
        throw new AppError(
          'BAD_REQUEST',
          `The file was announced with ${upload.bytes} bytes and is longer. Send it again.`,
        );
      upload.busy = true;
      try {
        const file = await open(upload.path, 'r+');
        try {
          await file.write(chunk, 0, chunk.length, offset);
        } finally {
          await file.close();
        }
        upload.received += chunk.length;
        return { received: upload.received };
      } catch (error) {
        if (isDiskFull(error))
          throw new AppError(
            'DISK_FULL',
            'The disk is full. What was stored before is kept. Make room, then send the file again.',
            undefined,
            error,
          );
        throw error;
      } finally {
        upload.busy = false;
      }
    },
    async finish(uploadId) {
      const upload = find(uploadId);
      if (upload.received !== upload.bytes)
        throw new AppError(
          'BAD_DATA',
          `Only ${upload.received} of ${upload.bytes} bytes arrived. Go on from there, or send the file again.`,
          {
            received: upload.received,
          },
        );
      open_.delete(uploadId);
      return { path: upload.path };
    },
  };
}

export function uploadsFolder(dataFolder: string): string {
  return resolve(dataFolder, 'uploads');
}

export function isUpload(dataFolder: string, path: string): boolean {
  return resolve(path).startsWith(uploadsFolder(dataFolder) + sep);
}

/** Removes one uploaded file with its folder; other paths are never touched. */
export async function removeUpload(dataFolder: string, path: string): Promise<void> {
  if (!isUpload(dataFolder, path)) return;
  const own = dirname(resolve(path));
  await rm(own === uploadsFolder(dataFolder) ? path : own, { recursive: true, force: true });
}

/** Uploads that were begun or refused and never imported are removed after a day. */
export async function removeStaleUploads(dataFolder: string, now: number): Promise<void> {
  const folder = uploadsFolder(dataFolder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => null);
    if (facts && now - facts.mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
  }
}

/** The last part of any path a page may send, without anything a file system or a terminal could misread. */
export function safeName(fileName: string): string {
  const last = basename(fileName.replaceAll('\\', '/'));
  const clean = last
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are exactly what must go
    .replace(/[\u0000-\u001f\u007f<>:"|?*/]/g, '_')
    .replace(/^\.+/, '')
    .trim();
  const named = clean === '' || RESERVED.test(clean) ? `upload_${clean}` : clean;
  return named.length <= LONGEST_NAME ? named : named.slice(-LONGEST_NAME);
}
