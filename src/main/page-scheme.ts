// Answers `app://bundle/…` with the built page: the same files, headers and path rules as the browser shell.

import { readPage } from '../services/page/index.ts';
import type { PageRequest } from './electron-port.ts';
import { isPageUrl } from './origin.ts';

const refusal = (status: 404 | 405) => new Response('Refused', { status });

export async function answerPage(pageFolder: string, request: PageRequest): Promise<Response> {
  if (!isPageUrl(request.url)) return refusal(404);
  if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405);
  const page = await readPage(pageFolder, new URL(request.url).pathname);
  return new Response(request.method === 'HEAD' ? null : new Uint8Array(page.body), {
    status: page.status,
    headers: page.headers,
  });
}
