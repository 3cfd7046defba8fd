// The guard around comlink: what gets through, and everything that must not.
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createChannels, type Duplex } from './channels.ts';
import { exposeGuarded, guarded, type Remote, wrapGuarded } from './guard.ts';

/** Two ends of one link inside this process; values are cloned as between processes. */
function pair(): [Duplex, Duplex] {
  const listeners: [((message: unknown) => void)[], ((message: unknown) => void)[]] = [[], []];
  const end = (own: 0 | 1): Duplex => ({
    post(message) {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        for (const listener of listeners[own === 0 ? 1 : 0]) listener(copy);
      });
    },
    onMessage: (listener) => void listeners[own].push(listener),
  });
  return [end(0), end(1)];
}

interface Calls {
  add(a: number, b: number): number;
  fail(): never;
  make(): unknown;
}

let remote: Remote<Calls>;
let attacker: Duplex;
let answers: unknown[];
let refused: string[];
let called: string[];

beforeEach(() => {
  const [served, used] = pair();
  refused = [];
  called = [];
  answers = [];
  exposeGuarded(
    createChannels(served)('calls'),
    {
      add: guarded(z.tuple([z.number(), z.number()]), (a, b) => {
        called.push('add');
        return a + b;
      }),
      fail: guarded(z.tuple([]), () => {
        throw new TypeError('it broke');
      }),
      make: guarded(z.tuple([]), () => () => 'a function cannot be sent'),
    },
    (reason) => refused.push(reason),
  );
  remote = wrapGuarded<Calls>(createChannels(used)('calls'));
  attacker = used;
  used.onMessage((message) => answers.push((message as { data: unknown }).data));
});

const settled = () => new Promise((resolve) => setImmediate(resolve));
const raw = (value: unknown) => ({ type: 'RAW', value });
async function send(data: unknown): Promise<void> {
  attacker.post({ channel: 'calls', data });
  await settled();
}

describe('what passes', () => {
  test('a call with fitting arguments', async () => {
    expect(await remote.add(2, 3)).toBe(5);
    expect(refused).toEqual([]);
  });

  test('an error, with its message', async () => {
    await expect(remote.fail()).rejects.toThrow('it broke');
  });

  test('an answer that cannot be sent rejects instead of hanging', async () => {
    await expect(remote.make()).rejects.toThrow('Unserializable');
    expect(await remote.add(1, 1)).toBe(2);
  });

  test('a release, after which nothing is served', async () => {
    await send({ id: 'r', type: 'RELEASE' });
    await send({ id: 'x', type: 'APPLY', path: ['add'], argumentList: [raw(1), raw(2)] });
    expect(called).toEqual([]);
  });
});

describe('what does not', () => {
  test.each([
    ['a walk to the constructor', ['add', 'constructor'], []],
    ['constructor', ['constructor'], []],
    ['__proto__', ['__proto__'], []],
    ['toString', ['toString'], []],
    ['hasOwnProperty', ['hasOwnProperty'], [raw('add')]],
    ['an unknown name', ['remove'], []],
    ['an empty path', [], []],
    ['a long path', ['add', 'call', 'call'], []],
    ['a path of something else', [{ toString: 'add' }], []],
    ['no path', undefined, []],
    ['too few arguments', ['add'], [raw(1)]],
    ['too many arguments', ['add'], [raw(1), raw(2), raw(3)]],
    ['arguments of another type', ['add'], [raw('1'), raw(2)]],
    ['an unknown transfer handler', ['add'], [raw(1), { type: 'HANDLER', name: 'nobody', value: 1 }]],
    ['a proxy argument', ['add'], [raw(1), { type: 'HANDLER', name: 'proxy', value: {} }]],
    ['arguments that are no list', ['add'], 'ab'],
    ['arguments that are nothing', ['add'], [null, undefined]],
    ['no arguments at all', ['add'], undefined],
  ])('%s', async (_, path, argumentList) => {
    await send({ id: 'x', type: 'APPLY', path, argumentList });
    expect(called).toEqual([]);
    expect(refused).toHaveLength(1);
    // The caller is told, so that it does not wait for ever.
    expect(answers).toMatchObject([{ id: 'x', type: 'HANDLER', name: 'throw' }]);
    expect(await remote.add(1, 1)).toBe(2);
  });

  test.each(['GET', 'SET', 'CONSTRUCT', 'ENDPOINT', 'apply', '', 7, null])(
    'a message of type %s',
    async (type) => {
      await send({ id: 'x', type, path: ['__proto__', 'polluted'], value: raw(true), argumentList: [] });
      expect(refused).toHaveLength(1);
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      expect(await remote.add(1, 1)).toBe(2);
    },
  );

  test.each([
    [null],
    [undefined],
    [0],
    ['text'],
    [[]],
    [{}],
    [{ id: 7, type: 'APPLY', path: ['add'] }],
    [{ id: '', type: 'APPLY', path: ['add'] }],
    [{ id: 'x'.repeat(1000), type: 'APPLY', path: ['add'] }],
  ])('a message without an id is dropped: %j', async (data) => {
    await send(data);
    expect(called).toEqual([]);
    expect(answers).toEqual([]);
    expect(await remote.add(1, 1)).toBe(2);
  });

  test('messages outside every channel', async () => {
    for (const message of [null, 1, 'x', {}, { channel: 7 }, { channel: 'nobody', data: 1 }])
      attacker.post(message);
    await settled();
    expect(await remote.add(1, 1)).toBe(2);
  });
});

describe('answers', () => {
  test('that are neither a value nor an error are dropped', async () => {
    const [near, far] = pair();
    const asked: { id: string }[] = [];
    far.onMessage((message) => asked.push((message as { data: { id: string } }).data));
    const caller = wrapGuarded<Calls>(createChannels(near)('calls'));
    const answer = caller.add(1, 2);
    await settled();
    const { id } = asked[0]!;
    for (const data of [
      null,
      { id, type: 'HANDLER', name: 'proxy', value: {} },
      { id, type: 'HANDLER', name: 'nobody', value: 1 },
      { id, type: 'HANDLER', name: 'throw', value: null },
      { id: 'another', type: 'RAW', value: 99 },
      { id, type: 'RAW', value: 3 },
    ])
      far.post({ channel: 'calls', data });
    expect(await answer).toBe(3);
  });
});
