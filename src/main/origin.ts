// The page's own address in Electron, and the question every guard asks: is this URL it? Compares parsed URLs, never prefixes.

import type { CustomScheme } from 'electron';

export const SCHEME = 'app';
const HOST = 'bundle';
export const PAGE_URL = `${SCHEME}://${HOST}/`;

export const SCHEME_PRIVILEGES: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

function parse(url: string): URL | null {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

export function isPageUrl(url: string): boolean {
  const parsed = parse(url);
  return (
    parsed !== null &&
    parsed.protocol === `${SCHEME}:` &&
    parsed.host === HOST &&
    parsed.username === '' &&
    parsed.password === ''
  );
}

/** What the page may load at all: itself, and what lives in its own memory. Market data is the main process's business. */
export function isPageResource(url: string): boolean {
  const parsed = parse(url);
  if (parsed === null) return false;
  if (parsed.protocol === 'data:' || parsed.protocol === 'devtools:') return true;
  return isPageUrl(parsed.protocol === 'blob:' ? parsed.pathname : url);
}

/** Pages a click may open, in the system browser. */
const EXTERNAL_HOSTS: ReadonlySet<string> = new Set([
  'kite.zerodha.com',
  'kite.trade',
  'developers.kite.trade',
]);

export function isExternalPage(url: string): boolean {
  const parsed = parse(url);
  return (
    parsed !== null &&
    parsed.protocol === 'https:' &&
    parsed.port === '' &&
    parsed.username === '' &&
    EXTERNAL_HOSTS.has(parsed.hostname)
  );
}
