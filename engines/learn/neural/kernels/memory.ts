// The one memory of a network: blocks of floats taken from it one after the other, and the kernels that work on it. Memories are
// handed on from one network to the next, since each WebAssembly memory holds back gigabytes of address space until it is
// collected, and a search trains hundreds of networks. Called by whoever runs a network, around its whole life.

import { type WasmMemory, wasmMemory, wasmRuntime } from '../../trees/wasm/kernel-module.ts';
import type { NetworkKernels } from './kernels.ts';
import { plainKernels } from './plain.ts';
import { wasmKernels } from './wasm.ts';

/** Floats in a network's memory, zeros at first, 32-byte aligned. */
export interface Block {
  /** Byte offset, for the kernels. */
  readonly at: number;
  readonly values: Float32Array;
}

export interface NetworkMemory {
  readonly kernels: NetworkKernels;
  take(floats: number): Block;
}

interface Region {
  readonly buffer: ArrayBufferLike;
  readonly kernels: NetworkKernels;
}

const ALIGNMENT = 32;
const bytesOf = (floats: number): number => Math.ceil((floats * 4) / ALIGNMENT) * ALIGNMENT;

const free: Region[] = [];

/**
 * Gives `use` a network built by `build`, whose memory lasts until `use` returns. `build` runs twice: first to count what it takes,
 * then for good; it must take the same both times and compute nothing. `plain`: no WebAssembly although it is there.
 */
export function withNetwork<Network, Result>(
  build: (memory: NetworkMemory) => Network,
  use: (network: Network) => Result,
  plain = false,
): Result {
  let bytes = 0;
  const nothing: Block = { at: 0, values: new Float32Array(0) };
  const idle = () => undefined;
  const none: NetworkKernels = { name: 'plain', multiply: idle, gates: idle, gatesBackward: idle };
  build({
    kernels: none,
    take: (floats) => {
      bytes += bytesOf(floats);
      return nothing;
    },
  });
  const region = plain ? plainRegion(bytes) : regionOf(bytes);
  new Uint8Array(region.buffer, 0, bytes).fill(0);
  let at = 0;
  const network = build({
    kernels: region.kernels,
    take: (floats) => {
      const block = { at, values: new Float32Array(region.buffer, at, floats) };
      at += bytesOf(floats);
      return block;
    },
  });
  try {
    return use(network);
  } finally {
    if (!plain) free.push(region);
  }
}

function regionOf(bytes: number): Region {
  const last = free.pop();
  if (last !== undefined && last.buffer.byteLength >= bytes) return last;
  const runtime = wasmRuntime();
  if (runtime === null) return plainRegion(bytes);
  let memory: WasmMemory;
  try {
    memory = wasmMemory(runtime, bytes, false);
  } catch {
    throw new RangeError(
      `the network needs ${Math.ceil(bytes / 2 ** 20)} MB at once and the machine does not give it; use smaller layers or batches`,
    );
  }
  return { buffer: memory.buffer, kernels: wasmKernels(memory)! };
}

function plainRegion(bytes: number): Region {
  const buffer = new ArrayBuffer(Math.max(4, bytes));
  return { buffer, kernels: plainKernels(buffer) };
}
