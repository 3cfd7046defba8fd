// A code opens one window once, within a minute; a token reconnects; nothing else does.
import { expect, test } from 'vitest';
import { CODE_LIFE_MS, createCredentials } from './credentials.ts';

function clock() {
  let time = 1_000_000;
  return { now: () => time, pass: (ms: number) => (time += ms) };
}

test('a code gives a token of 32 bytes, once', () => {
  const credentials = createCredentials(clock().now);
  const code = credentials.mintCode();
  const token = credentials.redeemCode(code);
  expect(Buffer.from(token ?? '', 'base64url')).toHaveLength(32);
  expect(credentials.acceptsToken(token ?? '')).toBe(true);
  expect(credentials.redeemCode(code)).toBeNull();
});

test('a code dies after a minute, its token does not', () => {
  const time = clock();
  const credentials = createCredentials(time.now);
  const early = credentials.redeemCode(credentials.mintCode());
  const late = credentials.mintCode();
  time.pass(CODE_LIFE_MS - 1);
  expect(credentials.redeemCode(credentials.mintCode())).not.toBeNull();
  time.pass(1);
  expect(credentials.redeemCode(late)).toBeNull();
  expect(credentials.acceptsToken(early ?? '')).toBe(true);
});

test('a code is not a token, a token is not a code, and a guess is neither', () => {
  const credentials = createCredentials(clock().now);
  const code = credentials.mintCode();
  expect(credentials.acceptsToken(code)).toBe(false);
  const token = credentials.redeemCode(code) ?? '';
  expect(credentials.redeemCode(token)).toBeNull();
  for (const guess of ['', 'x', token.slice(1), `${token}x`, 'A'.repeat(43), 'A'.repeat(1_000_000)]) {
    expect(credentials.acceptsToken(guess)).toBe(false);
    expect(credentials.redeemCode(guess)).toBeNull();
  }
});

test('two windows have two tokens, and both work', () => {
  const credentials = createCredentials(clock().now);
  const first = credentials.redeemCode(credentials.mintCode()) ?? '';
  const second = credentials.redeemCode(credentials.mintCode()) ?? '';
  expect(first).not.toBe(second);
  expect(credentials.acceptsToken(first) && credentials.acceptsToken(second)).toBe(true);
});

test('the sixty-fifth window makes the first one ask for a new code', () => {
  const credentials = createCredentials(clock().now);
  const tokens = Array.from({ length: 65 }, () => credentials.redeemCode(credentials.mintCode()) ?? '');
  expect(credentials.acceptsToken(tokens[0] ?? '')).toBe(false);
  expect(tokens.slice(1).every((token) => credentials.acceptsToken(token))).toBe(true);
});

test('a code left by another process counts once that process vouches for it', () => {
  const left = new Set(['B'.repeat(43)]);
  const credentials = createCredentials(clock().now, (code) => left.delete(code));
  expect(credentials.redeemCode('B'.repeat(43))).not.toBeNull();
  expect(credentials.redeemCode('B'.repeat(43))).toBeNull();
});
