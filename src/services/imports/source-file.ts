// Opens a candle file whatever its packing: tells text, gzip and Parquet apart by their first bytes (never by the name),
// streams unpacked bytes, and turns a broken archive into a refusal that says where it broke. Knows nothing of columns.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../contracts/errors.ts';
import { refuse } from './problems.ts';

const CHUNK_BYTES = 256 * 1024;

export type Packing = 'text' | 'gzip' | 'parquet';

export interface SourceFile {
  readonly path: string;
  readonly bytes: number;
  readonly packing: Packing;
}

const UNSUPPORTED: readonly { readonly magic: readonly number[]; readonly advice: string }[] = [
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    advice: 'it is a ZIP archive or an Excel workbook: unpack it, or save the sheet as CSV',
  },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], advice: 'it is an old Excel workbook: save the sheet as CSV' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], advice: 'it is packed with zstd: unpack it first' },
  { magic: [0x42, 0x5a, 0x68], advice: 'it is packed with bzip2: unpack it first' },
  { magic: [0xfd, 0x37, 0x7a, 0x58], advice: 'it is packed with xz: unpack it first' },
  { magic: [0xff, 0xfe], advice: 'it is UTF-16 text: save it as UTF-8' },
  { magic: [0xfe, 0xff], advice: 'it is UTF-16 text: save it as UTF-8' },
  { magic: [0x25, 0x50, 0x44, 0x46], advice: 'it is a PDF document' },
];

export async function openSource(path: string): Promise<SourceFile> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new AppError('NOT_FOUND', `There is no file ${path}. Check the name and try again.`)
      : new AppError('BAD_REQUEST', `${path} cannot be read (${error.code}). Check its permissions.`);
  });
  if (!facts.isFile()) throw new AppError('BAD_REQUEST', `${path} is not a file.`);
  if (facts.size === 0) throw refuse(0, 'the file is empty: there is nothing to import');
  return { path, bytes: facts.size, packing: await packingOf(path) };
}

async function packingOf(path: string): Promise<Packing> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new AppError('BAD_REQUEST', `${path} cannot be opened (${error.code}). Check its permissions.`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    const head = buffer.subarray(0, bytesRead);
    if (startsWith(head, [0x1f, 0x8b])) return 'gzip';
    if (startsWith(head, [0x50, 0x41, 0x52, 0x31])) return 'parquet';
    const known = UNSUPPORTED.find(({ magic }) => startsWith(head, magic));
    if (known) throw refuse(0, `the file is not readable as candles: ${known.advice}`);
    if (head.includes(0))
      throw refuse(0, 'the file is binary, not text: candles come as CSV, CSV.gz or Parquet');
    return 'text';
  } finally {
    await handle.close();
  }
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => head[i] === byte);
}

export interface ByteStreamOptions {
  readonly signal?: AbortSignal;
  /** Bytes read from disk so far (packed bytes), for progress. */
  readonly onRead?: (bytes: number) => void;
}

export interface ByteStream extends AsyncIterable<Uint8Array> {
  /** SHA-256 of the file as it lies on disk; complete once the stream was read to its end. */
  sha256(): string;
}

/** Unpacked bytes of a text source. A broken archive surfaces as `BrokenArchive` at the point where it breaks. */
export function streamBytes(source: SourceFile, options: ByteStreamOptions = {}): ByteStream {
  const hash = createHash('sha256');
  let read = 0;

  async function* chunks(): AsyncGenerator<Uint8Array> {
    const file = createReadStream(source.path, { highWaterMark: CHUNK_BYTES });
    file.on('data', (chunk) => {
      hash.update(chunk);
      read += chunk.length;
      options.onRead?.(read);
    });
    const stream = source.packing === 'gzip' ? file.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : file;
    if (stream !== file) file.once('error', (error) => stream.destroy(error));
    try {
      for await (const chunk of stream) {
        options.signal?.throwIfAborted();
        yield chunk as Uint8Array;
      }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      if (code.startsWith('Z_')) throw new BrokenArchive(source.bytes, code, error);
      throw error;
    } finally {
      file.destroy();
      stream.destroy();
    }
  }

  return { [Symbol.asyncIterator]: chunks, sha256: () => hash.digest('hex') };
}

/** The gzip stream ended early or is damaged. The parser adds how far it had come. */
export class BrokenArchive extends Error {
  readonly reason: string;

  constructor(packedBytes: number, code: string, cause: unknown) {
    const size = packedBytes.toLocaleString('en-IN');
    super('broken gzip archive', { cause });
    this.name = 'BrokenArchive';
    this.reason =
      code === 'Z_BUF_ERROR'
        ? `the gzip archive ends too early (after ${size} bytes)`
        : `the gzip archive is damaged (${(cause as Error).message}, file of ${size} bytes)`;
  }
}
