// The memory of the last training of this thread, kept for the next one. A search trains hundreds of models in a row, and the engine
// that runs JavaScript does not hurry to free memory it does not count as its own: dead trainings would pile up to gigabytes.
// Called by train.ts. Only memory that no other thread has seen is kept.

import { type WasmMemory, wasmMemory, type wasmRuntime } from '../wasm/kernel-module.ts';

type WasmRuntime = NonNullable<ReturnType<typeof wasmRuntime>>;

/** A larger one is not held for a training that needs less than this share of it. */
const LEAST_USED = 1 / 4;

let spare: WasmMemory | null = null;

/** At least `bytes`, all of them zero. Throws where the machine does not give it. */
export function takeMemory(runtime: WasmRuntime, bytes: number, shared: boolean): WasmMemory {
  if (shared) return wasmMemory(runtime, bytes, true);
  const kept = spare;
  spare = null;
  const size = kept?.buffer.byteLength ?? 0;
  if (kept === null || size < bytes || bytes < LEAST_USED * size) return wasmMemory(runtime, bytes, false);
  new Uint8Array(kept.buffer, 0, bytes).fill(0);
  return kept;
}

/** Only by whoever took it, when nothing reads it any more. */
export function giveBack(memory: WasmMemory, shared: boolean): void {
  if (!shared) spare = memory;
}
