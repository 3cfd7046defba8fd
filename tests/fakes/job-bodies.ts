// Small job bodies for tests of the queue: they take the places of the real ones in real worker processes.
// Files named in the payload are how a test sees, and decides, how far a body has come.

import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../src/contracts/errors.ts';
import type { JobBody } from '../../src/services/jobs/body.ts';

interface Payload {
  readonly mode: string;
  /** Written when the body has begun, with the id of its process. */
  readonly begun?: string;
  /** The body waits for this file. */
  readonly until?: string;
  readonly value?: unknown;
}

async function waitFor(file: string, signal: AbortSignal): Promise<void> {
  while (!existsSync(file)) {
    signal.throwIfAborted();
    await delay(10);
  }
}

/** Never gives the event loop a turn. */
function spin(): never {
  for (;;) Math.sqrt(2);
}

const held: unknown[] = [];

const body: JobBody = async (payload, context, { db }) => {
  const { mode, begun, until, value } = payload as Payload;
  if (begun) writeFileSync(begun, String(process.pid));
  context.progress({ stage: 'begun', fraction: 0 });
  context.log(`mode ${mode}`);
  if (until) await waitFor(until, context.signal);
  switch (mode) {
    case 'echo':
      return { value, pid: process.pid };
    case 'throw':
      throw new Error('the body broke');
    case 'app-error':
      throw new AppError('BAD_DATA', 'Line 3 is broken. Nothing was stored.', { line: 3 });
    case 'exit':
      console.error('about to leave');
      process.exit(7);
      break;
    case 'late-throw':
      setTimeout(() => {
        throw new Error('thrown where nobody catches');
      }, 1);
      return delay(60_000);
    case 'spin':
      return spin();
    case 'stubborn':
      return new Promise(() => setInterval(() => {}, 1_000));
    case 'heap':
      for (;;) held.push(new Array(10_000).fill({ ...context }).map((item) => ({ ...item })));
    case 'buffers':
      for (;;) {
        held.push(new Float64Array(2_000_000).fill(1));
        await delay(1);
      }
    case 'environment':
      return {
        names: Object.keys(process.env),
        execArgv: process.execArgv,
        niceness: (await import('node:os')).getPriority(),
      };
    case 'nonsense':
      for (const message of [
        null,
        'x',
        { channel: 'report' },
        { channel: 'report', data: { id: 'a', type: 'GET' } },
      ])
        process.send?.(message);
      process.send?.({
        channel: 'report',
        data: { id: 'b', type: 'APPLY', path: ['constructor'], argumentList: [] },
      });
      process.send?.({
        channel: 'report',
        data: { id: 'c', type: 'APPLY', path: ['log'], argumentList: [{ type: 'HANDLER', name: 'nobody' }] },
      });
      return 'still here';
    case 'unstorable':
      return { big: 1n };
    case 'chatter':
      for (let i = 1; i <= 5_000; i++) context.log(`line ${i}`);
      context.log('access_token=canary-in-a-job-log');
      return null;
    case 'progress':
      for (let i = 0; i <= 200; i++) {
        context.progress({
          stage: 'counting',
          fraction: i === 100 ? Number.NaN : i / 200,
          done: i,
          total: 200,
        });
        await delay(5);
      }
      return null;
    case 'rows': {
      // Writes pairs; a file that ever holds half of one was not written whole.
      await db.exec('CREATE TABLE IF NOT EXISTS pair (job TEXT, part INTEGER)');
      for (let i = 0; i < 40; i++) {
        context.signal.throwIfAborted();
        await db.transaction(async (tx) => {
          await tx.run('INSERT INTO pair VALUES (?, 1)', [context.jobId]);
          await tx.run('INSERT INTO pair VALUES (?, 2)', [context.jobId]);
        });
        context.progress({ stage: 'writing', fraction: i / 40 });
        await delay(2);
      }
      return { rows: 80 };
    }
    default:
      throw new Error(`unknown mode ${mode}`);
  }
};

export const bodies: Record<string, JobBody> = { import: body, sample: body, sweep: body };
