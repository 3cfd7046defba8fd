// A loop that never yields must see the stop, and listeners must hear it once.

import { expect, test } from 'vitest';
import { stopSignalOf } from './stop-signal.ts';

test('a loop that never yields sees the flag; throwIfAborted and listeners follow', () => {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const { signal, wake } = stopSignalOf(flag);
  let heard = 0;
  signal.addEventListener('abort', () => heard++);
  expect(signal.aborted).toBe(false);
  expect(() => signal.throwIfAborted()).not.toThrow();
  Atomics.store(flag, 0, 1);
  expect(signal.aborted).toBe(true);
  expect(() => signal.throwIfAborted()).toThrow();
  wake();
  expect(heard).toBe(1);
});

test('waking without a stop changes nothing', () => {
  const { signal, wake } = stopSignalOf(new Int32Array(new SharedArrayBuffer(4)));
  wake();
  expect(signal.aborted).toBe(false);
});
