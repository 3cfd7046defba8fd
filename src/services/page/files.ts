// Reads the built page: path in, bytes and headers out. Both shells answer with exactly this.
// Only serves what the page's build put into its folder; never lists, never follows a path out of it.

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  cacheControlOf,
  contentTypeOf,
  NONCE_PLACEHOLDER,
  resolvePageFile,
  securityHeaders,
} from './policy.ts';

export interface PageResponse {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function notFound(nonce: string): PageResponse {
  return {
    status: 404,
    headers: {
      ...securityHeaders(nonce),
      'Cache-Control': 'no-store',
      'Content-Type': 'text/plain; charset=utf-8',
    },
    body: Buffer.from('Not found'),
  };
}

/** `root` is the absolute path of the built page's folder. */
export async function readPage(root: string, requestPath: string): Promise<PageResponse> {
  const nonce = randomBytes(16).toString('base64url');
  const file = resolvePageFile(root, requestPath);
  const contentType = file === null ? undefined : contentTypeOf(file);
  if (file === null || contentType === undefined) return notFound(nonce);
  let body: Buffer;
  try {
    body = await readFile(file);
  } catch {
    return notFound(nonce);
  }
  if (basename(file) === 'index.html')
    body = Buffer.from(body.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce));
  return {
    status: 200,
    headers: {
      ...securityHeaders(nonce),
      'Cache-Control': cacheControlOf(file, root),
      'Content-Type': contentType,
    },
    body,
  };
}
