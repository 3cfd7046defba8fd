// The page's files: what is served, with which headers, and that nothing outside the folder ever is.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readPage } from './files.ts';
import { NONCE_PLACEHOLDER, resolvePageFile } from './policy.ts';

let root: string;
beforeAll(async () => {
  const parent = mkdtempSync(join(tmpdir(), 'page-'));
  root = join(parent, 'renderer');
  await mkdir(join(root, 'assets'), { recursive: true });
  writeFileSync(
    join(root, 'index.html'),
    `<meta nonce="${NONCE_PLACEHOLDER}"><b nonce="${NONCE_PLACEHOLDER}">`,
  );
  writeFileSync(join(root, 'assets', 'main-1a2b.js'), 'export {}');
  writeFileSync(join(root, 'notes.txt'), 'not of a known type');
  writeFileSync(join(parent, 'secret.json'), '{}');
});

describe('paths', () => {
  test.each([
    ['/', 'index.html'],
    ['/backtests/run-1/compare', 'index.html'],
    ['/charts/NSE:M%26M?interval=5m', 'index.html'],
    ['/charts/', 'index.html'],
    ['/assets/main-1a2b.js', 'assets/main-1a2b.js'],
  ])('%s means %s', (path, file) => expect(resolvePageFile('/srv/page', path)).toBe(`/srv/page/${file}`));

  test.each([
    '',
    'secret.json',
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/%2E%2E%2Fsecret.json',
    '/..%2fsecret.json',
    '/..\\secret.json',
    '/%5c..%5csecret.json',
    '//etc/passwd.json',
    '/%2Fetc/passwd.json',
    '/./index.html',
    '/assets//main-1a2b.js',
    '/index.html%00.js',
    '/%zz',
    'http://attacker.example/index.html',
  ])('%s means nothing', (path) => expect(resolvePageFile('/srv/page', path)).toBeNull());
});

test('the index has a fresh nonce in its policy and in its marks, and is never cached', async () => {
  const [first, second] = [await readPage(root, '/'), await readPage(root, '/charts')];
  const nonce = /'nonce-([\w-]{22})'/.exec(first.headers['Content-Security-Policy'] ?? '')?.[1] ?? 'none';
  expect(first.body.toString()).toBe(`<meta nonce="${nonce}"><b nonce="${nonce}">`);
  expect(second.body.toString()).not.toContain(nonce);
  expect(first.headers['Cache-Control']).toBe('no-store');
});

test('hashed files are cached, other types and absent files are not found', async () => {
  const script = await readPage(root, '/assets/main-1a2b.js');
  expect([script.status, script.headers['Content-Type'], script.headers['Cache-Control']]).toEqual([
    200,
    'text/javascript; charset=utf-8',
    'private, max-age=31536000, immutable',
  ]);
  for (const path of ['/notes.txt', '/assets/absent.js', '/../secret.json', '/assets.js']) {
    const response = await readPage(root, path);
    expect([path, response.status, response.body.toString()]).toEqual([path, 404, 'Not found']);
  }
});

test('header snapshot', async () => {
  const { headers } = await readPage(root, '/');
  const stable = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, value.replace(/nonce-[\w-]+/, 'nonce-N')]),
  );
  expect(stable).toEqual({
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; style-src-attr 'unsafe-inline'; " +
      "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; " +
      "form-action 'none'; frame-ancestors 'none'",
    'Content-Type': 'text/html; charset=utf-8',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  });
});
