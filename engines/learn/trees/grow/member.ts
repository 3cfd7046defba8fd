// What one thread of a training holds: its views of the shared memory, its kernels, its share of the features. Pure.

import type { TreeKernels } from '../kernels/kernels.ts';
import { plainKernels } from '../kernels/plain-kernels.ts';
import { type WasmMemory, wasmKernels, wasmRuntime } from '../wasm/kernel-module.ts';
import type { TrainingJob } from './job.ts';
import { type Barrier, CONTROL, createBarrier, shareOf } from './team.ts';

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
  /** Groups of features whose histograms this member builds and searches: from, and up to but not including, to. */
  readonly groups: readonly [from: number, to: number];
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
  const groups = shareOf(job.groups, index, job.members);
  const control = controlOf(job);
  const gathered = (groups[1] - groups[0]) * 4;
  return {
    index,
    size: job.members,
    job,
    kernels: job.wasm ? kernelsOn(job.memory as WasmMemory, gathered, job.members > 1) : plainKernels(buffer),
    barrier: createBarrier(control, job.members, index),
    control,
    bytes: new Uint8Array(buffer),
    words: new Uint32Array(buffer),
    integers: new Int32Array(buffer),
    doubles: new Float64Array(buffer),
    groups,
  };
}

function kernelsOn(memory: WasmMemory, rowBytes: number, shared: boolean): TreeKernels {
  const runtime = wasmRuntime();
  if (runtime === null) throw new Error('this thread has no WebAssembly; train with the plain kernels');
  return wasmKernels(runtime, memory, rowBytes, shared);
}
