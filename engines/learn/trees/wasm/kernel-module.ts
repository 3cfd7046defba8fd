// The kernels as a WebAssembly module: assembled from their sources when a training starts (a few milliseconds), put on its
// memory, and seen as TreeKernels. Called by the round loop; says null where WebAssembly is absent.

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

export function wasmRuntime(): WasmRuntime | null {
  return typeof WebAssembly === 'undefined' ? null : WebAssembly;
}

/** Memory of at least `bytes`. A shared one can be given to other threads. */
export function wasmMemory(runtime: WasmRuntime, bytes: number, shared: boolean): WasmMemory {
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  return new runtime.Memory(shared ? { initial: pages, maximum: pages, shared } : { initial: pages });
}

/** The module's bytes. `sharedBytes`: size of the shared memory it will be put on, null for one that is not shared. */
export function kernelModuleBytes(rowBytes: number, sharedBytes: number | null): Uint8Array {
  return assembleModule(
    [...HISTOGRAM_KERNELS, ...ROW_KERNELS, gatherRowsOf(rowBytes), CUT_KERNEL, ...GRADIENT_KERNELS],
    sharedBytes === null ? null : Math.ceil(sharedBytes / PAGE),
  );
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
  const bytes = kernelModuleBytes(rowBytes, shared ? memory.buffer.byteLength : null);
  const instance = new runtime.Instance(new runtime.Module(bytes), { env: { memory } });
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
