// The page's own transport against a real browser shell: the typed API end to end, and everything a hostile or broken peer
// may send instead.
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Job } from '../../src/contracts/jobs.ts';
import type { Services } from '../../src/contracts/services.ts';
import { createTransport, type Transport } from '../../src/renderer/app/transport/index.ts';
import { fakeServices } from '../fakes/services.ts';
import { type Harness, openWindow, startHarness } from './server-harness.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function start(services: Services, readOnly = false): Promise<Harness> {
  const shell = await startHarness({ services, host: { readOnly } });
  closers.push(() => shell.close());
  return shell;
}

interface FakePage {
  readonly stored: Map<string, string>;
  readonly urls: string[];
  readonly sockets: WebSocket[];
  readonly window: Window & typeof globalThis;
}

/** As much of a browser tab as the transport touches. */
function fakePage(shell: Harness, hash: string, stored = new Map<string, string>()): FakePage {
  const urls: string[] = [];
  const sockets: WebSocket[] = [];
  const window = {
    location: { hash, pathname: '/charts', search: '?x=1', host: `127.0.0.1:${shell.port}` },
    history: { state: null, replaceState: (_state: unknown, _title: string, url: string) => urls.push(url) },
    sessionStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    },
  };
  // Node's own WebSocket sends no Origin; a browser always does.
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string) {
      super(url, { origin: shell.origin });
      sockets.push(this);
    }
  } as unknown as typeof globalThis.WebSocket;
  return { stored, urls, sockets, window: window as unknown as Window & typeof globalThis };
}

function open(page: FakePage): Transport {
  const transport = createTransport(page.window);
  closers.push(() => transport.close());
  return transport;
}

function reaches(transport: Transport, status: string): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (transport.status.get() !== status) return;
      stop();
      resolve();
    };
    const stop = transport.status.subscribe(look);
    look();
  });
}

function job(id: string): Job {
  return {
    id,
    kind: 'sample',
    title: id,
    state: 'running',
    payload: null,
    progress: { stage: 'x', fraction: Number.NaN },
    result: null,
    error: null,
    createdAt: 1,
    startedAt: 1,
    endedAt: null,
    rerunOf: null,
  };
}

function watchedJobs() {
  let push: (job: Job) => void = () => {};
  let subscribed: () => void = () => {};
  let stopped: () => void = () => {};
  const hasSubscribed = new Promise<void>((resolve) => {
    subscribed = resolve;
  });
  const hasStopped = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const services = fakeServices({
    jobs: {
      watch(listener) {
        push = listener;
        subscribed();
        return stopped;
      },
    },
  });
  return { services, push: (item: Job) => push(item), hasSubscribed, hasStopped };
}

describe('the page', () => {
  test('shows its code once, erases it from the URL and keeps a token', async () => {
    const shell = await start(fakeServices({ system: { logTail: async () => ['line'] } }));
    const page = fakePage(shell, `#code=${shell.code()}`);
    const transport = open(page);
    expect(page.urls).toEqual(['/charts?x=1']);
    expect(await transport.client.system.logTail.query({})).toEqual(['line']);
    expect([...page.stored.keys()]).toEqual(['anchordesk.token']);
    expect(transport.status.get()).toBe('open');
  });

  test('a link may name a screen, which stays in the address', async () => {
    const shell = await start(fakeServices({ system: { logTail: async () => ['line'] } }));
    const page = fakePage(shell, `#code=${shell.code()}/backtests?run=1`);
    const transport = open(page);
    expect(page.urls).toEqual(['/charts?x=1#/backtests?run=1']);
    expect(await transport.client.system.logTail.query({})).toEqual(['line']);
  });

  test('a reloaded page comes back with its token, even from a link whose code is used', async () => {
    const shell = await start(fakeServices({ system: { logTail: async () => [] } }));
    const hash = `#code=${shell.code()}`;
    const first = fakePage(shell, hash);
    const opened = open(first);
    await reaches(opened, 'open');
    await opened.close();
    for (const again of [hash, '']) {
      const transport = open(fakePage(shell, again, first.stored));
      expect(await transport.client.system.logTail.query({})).toEqual([]);
    }
  });

  test('a page without a working link is refused, and its requests fail at once', async () => {
    const shell = await start(fakeServices());
    for (const hash of ['', '#code=', `#code=${'A'.repeat(43)}`]) {
      const transport = open(fakePage(shell, hash));
      await reaches(transport, 'refused');
      await expect(transport.client.system.clock.query()).rejects.toThrow(/needs a new link/);
    }
  });

  test('a request that waits while the window is refused fails instead of hanging', async () => {
    const shell = await start(fakeServices());
    const transport = open(fakePage(shell, `#code=${'A'.repeat(43)}`));
    await expect(transport.client.system.clock.query()).rejects.toThrow();
  });

  test('typed arrays of ten megabytes, NaN and infinities arrive as they are', async () => {
    const values = new Float64Array(1_310_720).map((_, index) => index / 7);
    values.set([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0]);
    const shell = await start(
      fakeServices({
        system: { settings: (async () => ({ values, alone: Number.NaN })) as never },
      }),
    );
    const transport = open(fakePage(shell, `#code=${shell.code()}`));
    const answer = (await transport.client.system.settings.query()) as unknown as {
      values: Float64Array;
      alone: number;
    };
    expect(answer.alone).toBeNaN();
    expect(answer.values).toBeInstanceOf(Float64Array);
    expect(Buffer.from(answer.values.buffer).equals(Buffer.from(values.buffer))).toBe(true);
  });

  test('cancelling a subscription reaches the service', async () => {
    const watched = watchedJobs();
    const shell = await start(watched.services);
    const transport = open(fakePage(shell, `#code=${shell.code()}`));
    const received: Job[] = [];
    let got: () => void = () => {};
    const first = new Promise<void>((resolve) => {
      got = resolve;
    });
    const subscription = transport.client.jobs.watch.subscribe(undefined, {
      onData: (item) => {
        received.push(item);
        got();
      },
    });
    await watched.hasSubscribed;
    watched.push(job('one'));
    await first;
    expect(received).toEqual([job('one')]);
    subscription.unsubscribe();
    await watched.hasStopped;
  });

  test('a window that goes away takes its subscriptions along', async () => {
    const watched = watchedJobs();
    const shell = await start(watched.services);
    const page = fakePage(shell, `#code=${shell.code()}`);
    open(page).client.jobs.watch.subscribe(undefined, {});
    await watched.hasSubscribed;
    page.sockets[0]?.terminate();
    await watched.hasStopped;
  });

  test('a lost connection fails what was under way, reconnects with the token and works again', async () => {
    let asked: () => void = () => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    let calls = 0;
    const shell = await start(
      fakeServices({
        system: {
          logTail: () => {
            calls++;
            asked();
            return calls === 1 ? new Promise(() => {}) : Promise.resolve(['again']);
          },
        },
      }),
    );
    const page = fakePage(shell, `#code=${shell.code()}`);
    const transport = open(page);
    const pending = transport.client.system.logTail.query({});
    await isAsked;
    page.sockets[0]?.terminate();
    await expect(pending).rejects.toThrow();
    expect(await transport.client.system.logTail.query({})).toEqual(['again']);
    expect(page.sockets.length).toBe(2);
  });

  test('opens another window of the same desk', async () => {
    const shell = await start(fakeServices({ system: { logTail: async () => ['second'] } }));
    const first = open(fakePage(shell, `#code=${shell.code()}`));
    const url = new URL(await first.client.system.newWindowUrl.mutate());
    expect(url.host).toBe(`127.0.0.1:${shell.port}`);
    const second = open(fakePage(shell, url.hash));
    expect(await second.client.system.logTail.query({})).toEqual(['second']);
  });

  test('a read-only desk answers questions and refuses commands', async () => {
    const shell = await start(fakeServices({ system: { logTail: async () => ['read'] } }), true);
    const transport = open(fakePage(shell, `#code=${shell.code()}`));
    expect(await transport.client.system.logTail.query({})).toEqual(['read']);
    await expect(transport.client.jobs.cancel.mutate({ jobId: 'x' })).rejects.toMatchObject({
      message: expect.stringContaining('read-only'),
      data: { app: { code: 'REFUSED' } },
    });
  });
});

describe('a peer that is not our page', () => {
  const call = (path: unknown, input?: unknown) => ({ id: 1, method: 'query', params: { path, input } });

  test.each([
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
    ['toString', 'toString'],
    ['a path through a prototype', 'system.constructor'],
    ['a path through a procedure', 'system.clock.constructor'],
    ['an empty path', ''],
    ['a long path', 'system.'.repeat(50_000)],
    ['an unknown method', 'system.shutdown'],
    ['a command asked as a query', 'market.remove'],
  ])('%s is not found', async (_name, path) => {
    const window = await openWindow(await start(fakeServices()));
    window.send(call(path));
    expect(await window.next()).toMatchObject({ id: 1, error: { data: { code: 'NOT_FOUND' } } });
  });

  test('input that breaks the schema is refused before any service sees it', async () => {
    const window = await openWindow(await start(fakeServices()));
    for (const input of [null, 7, { jobId: 7 }, { jobId: '' }, { lines: 1 }]) {
      window.send(call('jobs.log', input));
      expect(await window.next()).toMatchObject({ error: { data: { code: 'BAD_REQUEST' } } });
    }
  });

  test.each([
    ['a path that is no text', call(['system'])],
    ['a call without a method', { id: 1 }],
    ['an unknown kind of call', { ...call('system.clock'), method: 'apply' }],
    ['a list of rubbish', [1, null, 'x']],
    ['no JSON', '{'],
  ])('%s is answered with a parse error', async (_name, message) => {
    const window = await openWindow(await start(fakeServices()));
    window.send(message);
    expect(await window.next()).toMatchObject({ id: null, error: { data: { code: 'PARSE_ERROR' } } });
  });

  test('a crafted input cannot change Object.prototype', async () => {
    const window = await openWindow(await start(fakeServices()));
    window.send(
      '{"id":1,"method":"query","params":{"path":"jobs.log","input":{"__proto__":{"polluted":1}}}}',
    );
    await window.next();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('an error tells its code and message, never a stack or a path of ours', async () => {
    const window = await openWindow(
      await start(
        fakeServices({
          system: {
            clock: () => {
              throw new Error('inner');
            },
          },
        }),
      ),
    );
    window.send(call('system.clock'));
    const answer = await window.next();
    expect(answer).toMatchObject({ error: { data: { app: { code: 'INTERNAL', message: 'inner' } } } });
    expect(JSON.stringify(answer)).not.toContain(import.meta.dirname);
  });
});
