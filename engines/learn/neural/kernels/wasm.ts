// The kernels as a WebAssembly module, assembled when the first network starts and put on a network's memory. Called by memory.ts.

import { assembleModule } from '../../trees/wasm/assembler.ts';
import { type WasmMemory, wasmRuntime } from '../../trees/wasm/kernel-module.ts';
import { gateKernels } from './gate-kernels.ts';
import type { ElementBytes, NetworkKernels } from './kernels.ts';
import { DOUBLES, FLOATS } from './lanes.ts';
import { multiplyKernel } from './multiply-kernel.ts';

const compiled = new Map<ElementBytes, object>();

/** Null where WebAssembly is absent. */
export function wasmKernels(memory: WasmMemory, bytes: ElementBytes): NetworkKernels | null {
  const runtime = wasmRuntime();
  if (runtime === null) return null;
  const lanes = bytes === 4 ? FLOATS : DOUBLES;
  const module =
    compiled.get(bytes) ??
    new runtime.Module(assembleModule([multiplyKernel(lanes), ...gateKernels(lanes)], null));
  compiled.set(bytes, module);
  const instance = new runtime.Instance(module, { env: { memory } });
  const { multiply, gates, gatesBackward } = instance.exports as Omit<NetworkKernels, 'name'>;
  return { name: 'wasm', multiply, gates, gatesBackward };
}
