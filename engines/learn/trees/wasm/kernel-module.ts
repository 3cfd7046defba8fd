// The kernels as a WebAssembly module: assembled from their sources when the first training starts (a few milliseconds), put on
// a training's memory, and seen as TreeKernels. Called by the round loop; says null where WebAssembly is absent.

import type { TreeKernels } from '../kernels/kernels.ts';
import { assembleModule } from './assembler.ts';
import { CUT_KERNEL } from './cut-kernel.ts';
import { GRADIENT_KERNELS } from './gradient-kernels.ts';
import { HISTOGRAM_KERNELS } from './histogram-kernels.ts';
import { gatherRowsOf, ROW_KERNELS } from './row-kernels.ts';

/** What we use of the JavaScript interface (WebAssembly JavaScript Interface, §5): engines have no DOM types. */
export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
}
interface WasmRuntime {
  readonly Memory: new (descriptor: { initial: number; maximum?: number; shared?: boolean }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { env: { memory: WasmMemory } },
  ) => { readonly exports: object };
  readonly validate: (bytes: Uint8Array) => boolean;
}
declare const WebAssembly: WasmRuntime | undefined;

const PAGE = 65_536;
/** 4 GB, the most a memory can have: a module takes any shared memory up to it. */
const MOST_PAGES = 65_536;

export function wasmRuntime(): WasmRuntime | null {
  return typeof WebAssembly === 'undefined' ? null : WebAssembly;
}

/** Memory of at least `bytes`. A shared one can be given to other threads. */
export function wasmMemory(runtime: WasmRuntime, bytes: number, shared: boolean): WasmMemory {
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  return new runtime.Memory(shared ? { initial: pages, maximum: pages, shared } : { initial: pages });
}

/** The module's bytes, for a memory that is shared with other threads or not. */
export function kernelModuleBytes(rowBytes: number, shared: boolean): Uint8Array {
  return assembleModule(
    [...HISTOGRAM_KERNELS, ...ROW_KERNELS, gatherRowsOf(rowBytes), CUT_KERNEL, ...GRADIENT_KERNELS],
    shared ? MOST_PAGES : null,
  );
}

/** Compiled once per width: V8 speeds a module up as it runs, and a search trains many small models in a row. */
const compiled = new Map<string, object>();

function kernelModule(runtime: WasmRuntime, rowBytes: number, shared: boolean): object {
  const key = `${rowBytes} ${shared}`;
  const module = compiled.get(key) ?? new runtime.Module(kernelModuleBytes(rowBytes, shared));
  compiled.set(key, module);
  return module;
}

type Exports = Omit<TreeKernels, 'name' | 'logisticGradients' | 'softmaxGradients'> & {
  readonly logistic: TreeKernels['logisticGradients'];
  readonly logisticWeighted: TreeKernels['logisticGradients'];
  readonly softmax: TreeKernels['softmaxGradients'];
  readonly softmaxWeighted: TreeKernels['softmaxGradients'];
};

/** `rowBytes`: how many bytes of a row this thread gathers (kernels.ts, gatherRows). */
export function wasmKernels(
  runtime: WasmRuntime,
  memory: WasmMemory,
  rowBytes: number,
  shared: boolean,
): TreeKernels {
  const instance = new runtime.Instance(kernelModule(runtime, rowBytes, shared), { env: { memory } });
  const { logistic, logisticWeighted, softmax, softmaxWeighted, ...same } = instance.exports as Exports;
  return {
    ...same,
    name: 'wasm',
    logisticGradients: (scores, labels, weights, out, rows, gradientScale, hessianScale) =>
      (weights === 0 ? logistic : logisticWeighted)(
        scores,
        labels,
        weights,
        out,
        rows,
        gradientScale,
        hessianScale,
      ),
    softmaxGradients: (scores, labels, weights, out, rows, gradientScale, hessianScale, classes, pitch) =>
      (weights === 0 ? softmax : softmaxWeighted)(
        scores,
        labels,
        weights,
        out,
        rows,
        gradientScale,
        hessianScale,
        classes,
        pitch,
      ),
  };
}
