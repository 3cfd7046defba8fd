// What the page may do and how its files are labelled: the same policy in both shells. Pure.
// The Electron scheme handler and the browser shell's file server call it; neither adds or drops a header.

import { extname, isAbsolute, relative, resolve, sep } from 'node:path';

/** Stands in the built index.html wherever the nonce of one response belongs (Vite's `html.cspNonce`). */
export const NONCE_PLACEHOLDER = 'ANCHORDESK_NONCE';

/**
 * No inline script, no eval, no foreign host. Style *attributes* are allowed since chart tooltips position themselves with
 * them; style *elements* need the nonce of the response, which the component library receives from the page.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of every response, refusals included. */
export function securityHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

export const contentTypeOf = (file: string): string | undefined => CONTENT_TYPES[extname(file)];

/** Files under `assets/` carry their content's hash in their name; everything else may change under the same name. */
export const cacheControlOf = (file: string, root: string): string =>
  relative(root, file).split(sep)[0] === 'assets' ? 'private, max-age=31536000, immutable' : 'no-store';

/**
 * The file a request path means, or null where it means none. A path without a file extension is a screen of the page
 * (deep links are resolved by its own router), so it means index.html. Anything that steers out of the folder is null.
 */
export function resolvePageFile(root: string, requestPath: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(requestPath.split(/[?#]/)[0] ?? '');
  } catch {
    return null;
  }
  if (!path.startsWith('/') || path.includes('\\') || path.includes('\0')) return null;
  const segments = path.split('/').slice(1);
  if (segments.some((segment) => segment === '..' || segment === '.')) return null;
  if (segments.slice(0, -1).some((segment) => segment === '')) return null;
  const last = segments.at(-1) ?? '';
  const target = resolve(root, last.includes('.') ? segments.join('/') : 'index.html');
  const inside = relative(root, target);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) return null;
  return target;
}
