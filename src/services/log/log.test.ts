// The log: no secret reaches the disk in any shape, files stay bounded, the tail is the tail, and it never throws.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createLog, type LogService } from './log.ts';
import { redact, redactText } from './redact.ts';
import { createRotatingFile } from './rotating-file.ts';
import { tailOf } from './tail.ts';

const CANARY = 'c4n4ry-5ecret';
let folder: string;
let log: LogService;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
  log = createLog({ dataFolder: folder, level: 'debug', now: () => 1_700_000_000_000 });
});
const everything = () =>
  readdirSync(join(folder, 'logs'))
    .map((name) => readFileSync(join(folder, 'logs', name), 'utf8'))
    .join('');

describe('secrets', () => {
  const keys = [
    'access_token',
    'accessToken',
    'ACCESS-TOKEN',
    'api_secret',
    'request_token',
    'enctoken',
    'authorization',
    'Authorization',
    'password',
    'token',
    'code',
    'passphrase',
    'cookie',
  ];

  test.each(keys)('a member called %s, at any depth', (key) => {
    log.info('member', { [key]: CANARY, deep: { list: [{ [key]: { inner: CANARY } }] } });
    log.error('in an error', {
      error: Object.assign(new Error('failed'), { config: { headers: { [key]: CANARY } }, [key]: CANARY }),
    });
    log.warn('in a map', { map: new Map([[key, CANARY]]) });
    expect(everything()).not.toContain(CANARY);
    expect(everything()).toContain('[redacted]');
  });

  test.each([
    `GET /callback?request_token=${CANARY}&status=success`,
    `http://127.0.0.1:4000/#code=${CANARY}`,
    `{"access_token":"${CANARY}"}`,
    `Authorization: token abc:${CANARY}`,
    `headers: { 'authorization': 'Bearer ${CANARY}' }`,
    `password = ${CANARY}`,
    `enctoken:${CANARY};`,
  ])('in text: %s', (text) => {
    log.info(text, { text, error: new Error(text, { cause: new Error(text) }) });
    expect(everything()).not.toContain(CANARY);
  });

  test('ordinary words stay readable', () => {
    const text = 'The process ended with exit code: 3 after 20 tokens, token count 7';
    expect(redactText(text)).toBe(text);
    expect(redact({ errorCode: 'NO_DATA', rows: 3, when: null, list: [1, 'a'] })).toEqual({
      errorCode: 'NO_DATA',
      rows: 3,
      when: null,
      list: [1, 'a'],
    });
  });

  test('values without end are bounded', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    log.info('loop', { loop, big: 10n ** 20n, bytes: new Uint8Array(1_000_000) });
    expect(everything().length).toBeLessThan(2_000);
  });
});

describe('lines', () => {
  test('are JSON with time, level, message and fields, for the owner only', async () => {
    log.warn('Something', { rows: 3 });
    const [line] = await log.tail(10);
    expect(JSON.parse(line!)).toEqual({
      level: 'warn',
      time: '2023-11-14T22:13:20.000Z',
      pid: process.pid,
      rows: 3,
      msg: 'Something',
    });
    expect(statSync(log.file).mode & 0o777).toBe(0o600);
  });

  test('the tail is the newest lines, oldest first', async () => {
    for (let i = 0; i < 5_000; i++) log.info(`line ${i} ${'é'.repeat(20)}`);
    const tail = await log.tail(3);
    expect(tail.map((line) => JSON.parse(line).msg.split(' ')[1])).toEqual(['4997', '4998', '4999']);
    expect(await log.tail(0)).toEqual([]);
    expect(await tailOf(join(folder, 'nothing'), 5)).toEqual([]);
  });

  test('after closing nothing is written and nothing throws', () => {
    log.info('before');
    log.close();
    log.info('after');
    expect(everything()).not.toContain('after');
  });
});

describe('rotation', () => {
  test('no file grows beyond the limit and the oldest goes', () => {
    const file = join(folder, 'small.log');
    const sink = createRotatingFile({ file, maximumBytes: 100, keep: 2 });
    for (let i = 0; i < 40; i++) sink.write(`line ${String(i).padStart(3, '0')}\n`);
    sink.close();
    const sizes = readdirSync(folder)
      .filter((name) => name.startsWith('small'))
      .sort()
      .map((name) => [name, statSync(join(folder, name)).size]);
    expect(sizes.map(([name]) => name)).toEqual(['small.log', 'small.log.1', 'small.log.2']);
    expect(sizes.every(([, size]) => (size as number) <= 100)).toBe(true);
    const text = ['.2', '.1', ''].map((end) => readFileSync(file + end, 'utf8')).join('');
    expect(text).toContain('line 039');
    expect(text).not.toContain('line 000');
  });

  test('goes on with the file an earlier start left', () => {
    const file = join(folder, 'small.log');
    writeFileSync(file, 'x'.repeat(90));
    const sink = createRotatingFile({ file, maximumBytes: 100, keep: 1 });
    sink.write('twenty characters...\n');
    sink.close();
    expect(readFileSync(`${file}.1`, 'utf8')).toHaveLength(90);
    expect(readFileSync(file, 'utf8')).toBe('twenty characters...\n');
  });

  test('a folder that cannot be written loses lines, not the program, and is tried again', () => {
    const blocked = join(folder, 'blocked');
    writeFileSync(blocked, 'a file where the folder should be');
    const sink = createRotatingFile({ file: join(blocked, 'a.log'), maximumBytes: 100, keep: 1 });
    expect(() => sink.write('lost\n')).not.toThrow();
    rmSync(blocked);
    sink.write('kept\n');
    expect(readFileSync(join(blocked, 'a.log'), 'utf8')).toBe('kept\n');
    sink.close();
  });
});
