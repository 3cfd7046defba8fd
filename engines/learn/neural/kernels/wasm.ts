// The kernels as a WebAssembly module, assembled when the first network starts and put on a network's memory. Called by memory.ts.

import { assembleModule } from '../../trees/wasm/assembler.ts';
import { type WasmMemory, wasmRuntime } from '../../trees/wasm/kernel-module.ts';
import { GATE_KERNELS } from './gate-kernels.ts';
import type { NetworkKernels } from './kernels.ts';
import { MULTIPLY_KERNEL } from './multiply-kernel.ts';

let compiled: object | null = null;

/** Null where WebAssembly is absent. */
export function wasmKernels(memory: WasmMemory): NetworkKernels | null {
  const runtime = wasmRuntime();
  if (runtime === null) return null;
  compiled ??= new runtime.Module(assembleModule([MULTIPLY_KERNEL, ...GATE_KERNELS], null));
  const instance = new runtime.Instance(compiled, { env: { memory } });
  const { multiply, gates, gatesBackward } = instance.exports as Omit<NetworkKernels, 'name'>;
  return { name: 'wasm', multiply, gates, gatesBackward };
}
