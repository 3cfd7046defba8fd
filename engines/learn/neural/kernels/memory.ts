// The one memory of a network: blocks of floats or doubles taken from it one after the other, and the kernels that work on it. Memories are
// handed on from one network to the next, since each WebAssembly memory holds back gigabytes of address space until it is
// collected, and a search trains hundreds of networks. Called by whoever runs a network, around its whole life.

import { type WasmMemory, wasmMemory, wasmRuntime } from '../../trees/wasm/kernel-module.ts';
import type { ElementBytes, Elements, NetworkKernels } from './kernels.ts';
import { plainKernels } from './plain.ts';
import { wasmKernels } from './wasm.ts';

/** Elements in a network's memory, zeros at first, 32-byte aligned. */
export interface Block {
  /** Byte offset, for the kernels. */
  readonly at: number;
  readonly values: Elements;
}

export interface NetworkMemory {
  readonly kernels: NetworkKernels;
  /** Bytes of an element: 4 in networks that learn, 8 in those that predict (kernels.ts, [Note: two precisions]). */
  readonly bytes: ElementBytes;
  take(elements: number): Block;
}

interface Region {
  readonly buffer: ArrayBufferLike;
  readonly kernelsFor: (bytes: ElementBytes) => NetworkKernels;
}

const ALIGNMENT = 32;
const aligned = (bytes: number): number => Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;

/** Larger memories are not kept for the next network. */
const MOST_KEPT_BYTES = 2 ** 26;
/** Offsets of the plain kernels are signed 32-bit numbers. */
const MOST_PLAIN_BYTES = 2 ** 31;

const free: Region[] = [];

/**
 * Gives `use` a network built by `build`, whose memory lasts until `use` returns. `build` runs twice: first to count what it takes,
 * then for good; it must take the same both times and compute nothing. `plain`: no WebAssembly although it is there.
 */
export function withNetwork<Network, Result>(
  build: (memory: NetworkMemory) => Network,
  use: (network: Network) => Result,
  element: ElementBytes = 4,
  plain = false,
): Result {
  let bytes = 0;
  const nothing: Block = { at: 0, values: new Float32Array(0) };
  const idle = () => undefined;
  const none: NetworkKernels = { name: 'plain', multiply: idle, gates: idle, gatesBackward: idle };
  build({
    kernels: none,
    bytes: element,
    take: (elements) => {
      bytes += aligned(elements * element);
      return nothing;
    },
  });
  const region = plain ? plainRegion(bytes) : regionOf(bytes);
  new Uint8Array(region.buffer, 0, bytes).fill(0);
  let at = 0;
  const network = build({
    kernels: region.kernelsFor(element),
    bytes: element,
    take: (elements) => {
      const values =
        element === 4
          ? new Float32Array(region.buffer, at, elements)
          : new Float64Array(region.buffer, at, elements);
      const block = { at, values };
      at += aligned(elements * element);
      return block;
    },
  });
  try {
    return use(network);
  } finally {
    if (!plain && region.buffer.byteLength <= MOST_KEPT_BYTES) free.push(region);
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
    throw tooLarge(bytes);
  }
  const made = new Map<ElementBytes, NetworkKernels>();
  return {
    buffer: memory.buffer,
    kernelsFor(element) {
      const kernels = made.get(element) ?? wasmKernels(memory, element)!;
      made.set(element, kernels);
      return kernels;
    },
  };
}

function plainRegion(bytes: number): Region {
  if (bytes >= MOST_PLAIN_BYTES) throw tooLarge(bytes);
  const buffer = new ArrayBuffer(Math.max(8, bytes));
  return { buffer, kernelsFor: (element) => plainKernels(buffer, element) };
}

const tooLarge = (bytes: number): RangeError =>
  new RangeError(
    `the network needs ${Math.ceil(bytes / 2 ** 20)} MB at once and cannot have them; use smaller layers, batches or sequences`,
  );
