// What one thread of a training holds: its views of the shared memory, its kernels, its share of the features. Pure.

import type { TreeKernels } from '../kernels/kernels.ts';
import { plainKernels } from '../kernels/plain-kernels.ts';
import { type WasmMemory, wasmKernels, wasmRuntime } from '../wasm/kernel-module.ts';
import type { TrainingJob } from './job.ts';
import { type Barrier, CONTROL, createBarrier, shareOf } from './team.ts';

/** Four features that share a word, or the two of one of its halves. */
export interface FeatureBlock {
  readonly group: number;
  readonly width: 2 | 4;
  /** Offset of its bins in the word: 0, or 2 for the upper half. */
  readonly byte: 0 | 2;
}

export interface Member {
  readonly index: number;
  readonly size: number;
  readonly job: TrainingJob;
  readonly kernels: TreeKernels;
  readonly barrier: Barrier;
  readonly control: Int32Array;
  readonly bytes: Uint8Array;
  readonly words: Uint32Array;
  readonly integers: Int32Array;
  readonly doubles: Float64Array;
  /** Features whose histograms this member builds and searches: from, and up to but not including, to; both even. */
  readonly features: readonly [from: number, to: number];
  /** The same as whole and half groups. */
  readonly blocks: readonly FeatureBlock[];
}

function bufferOf(job: TrainingJob): ArrayBufferLike {
  return job.wasm ? (job.memory as WasmMemory).buffer : (job.memory as ArrayBufferLike);
}

/** The words members meet by. */
export function controlOf(job: TrainingJob): Int32Array {
  return new Int32Array(bufferOf(job), job.layout.control, CONTROL.words);
}

export function createMember(job: TrainingJob, index: number): Member {
  const buffer = bufferOf(job);
  // In pairs: halves of groups make the shares even, and the slowest share is what all wait for.
  const features = shareOf(job.groups * 4, index, job.members, 2);
  const control = controlOf(job);
  return {
    index,
    size: job.members,
    job,
    kernels: job.wasm
      ? kernelsOn(job.memory as WasmMemory, gatheredBytes(features), job.members > 1)
      : plainKernels(buffer),
    barrier: createBarrier(control, job.members, index),
    control,
    bytes: new Uint8Array(buffer),
    words: new Uint32Array(buffer),
    integers: new Int32Array(buffer),
    doubles: new Float64Array(buffer),
    features,
    blocks: blocksOf(features),
  };
}

/** Bytes of a row that hold a member's features: whole words. */
export function gatheredBytes([from, to]: readonly [from: number, to: number]): number {
  return (Math.ceil(to / 4) - Math.floor(from / 4)) * 4;
}

function blocksOf([from, to]: readonly [from: number, to: number]): readonly FeatureBlock[] {
  const blocks: FeatureBlock[] = [];
  for (let f = from; f < to; ) {
    const width = f % 4 === 0 && f + 4 <= to ? 4 : 2;
    blocks.push({ group: f >> 2, width, byte: f % 4 === 0 ? 0 : 2 });
    f += width;
  }
  return blocks;
}

function kernelsOn(memory: WasmMemory, rowBytes: number, shared: boolean): TreeKernels {
  const runtime = wasmRuntime();
  if (runtime === null) throw new Error('this thread has no WebAssembly; train with the plain kernels');
  return wasmKernels(runtime, memory, rowBytes, shared);
}
