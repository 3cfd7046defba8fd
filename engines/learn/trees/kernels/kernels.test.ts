// WebAssembly against plain TypeScript: every kernel on the same memory must leave the same bytes.
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../numeric/random.ts';
import { kernelModuleBytes, wasmKernels, wasmMemory, wasmRuntime } from '../wasm/kernel-module.ts';
import { exponential, logarithm } from './exponential.ts';
import { GROUP_BYTES, type TreeKernels } from './kernels.ts';
import { plainKernels } from './plain-kernels.ts';

const runtime = wasmRuntime()!;
const BYTES = 1 << 20;
const ROWS = 1_001;
const AT = { list: 4096, words: 16384, gradients: 65536, out: 131072, scores: 262144, labels: 393216 };
const WEIGHTS = 425_984;
const HISTOGRAM = 524_288;

/** Runs `work` on two memories of the same random bytes and gives both afterwards. */
function both(seed: number, work: (kernels: TreeKernels, buffer: ArrayBufferLike) => unknown) {
  const memory = wasmMemory(runtime, BYTES, false);
  const plain = new ArrayBuffer(BYTES);
  const answers = [plain, memory.buffer].map((buffer, k) => {
    const random = createRandom(seed);
    const words = new Uint32Array(buffer);
    for (let i = 0; i < HISTOGRAM >> 2; i++) words[i] = random.next() * 2 ** 32;
    for (let i = 0; i < ROWS + 9; i++) words[(AT.list >> 2) + i] = random.integer(ROWS);
    // Packed cells whose hessians cannot carry, as quantisation.ts promises.
    for (let i = 0; i < 2 * 1024; i += 2) words[(AT.gradients >> 2) + i]! >>>= 12;
    const doubles = new Float64Array(buffer);
    for (let i = 0; i < 4 * 1024; i++) doubles[(AT.scores >> 3) + i] = random.normal() * 3;
    for (let i = 0; i < 1024; i++) doubles[(WEIGHTS >> 3) + i] = random.next() * 4;
    const labels = new Uint8Array(buffer);
    for (let i = 0; i < 1024; i++) labels[AT.labels + i] = random.integer(2);
    const kernels = k === 0 ? plainKernels(buffer) : wasmKernels(runtime, memory, 20, false);
    return work(kernels, buffer);
  });
  return { answers, plain: new Uint8Array(plain), wasm: new Uint8Array(memory.buffer) };
}

const same = (result: ReturnType<typeof both>) => {
  expect(result.answers[1]).toEqual(result.answers[0]);
  expect(Buffer.compare(result.plain, result.wasm)).toBe(0);
};

describe('WebAssembly equals plain TypeScript', () => {
  test.each([0, 1, ROWS])('histograms, gathers, subtraction of %d rows', (rows) => {
    same(
      both(1, (k) => {
        k.clear(HISTOGRAM, 8 * GROUP_BYTES);
        k.histogramRun(AT.words, 4, AT.gradients, rows, HISTOGRAM);
        k.histogramListed(AT.list, AT.words, AT.gradients, rows, HISTOGRAM + GROUP_BYTES);
        k.histogramListed(AT.list, AT.words, AT.gradients, rows, HISTOGRAM);
        k.histogramPairRun(AT.words + 2, 4, AT.gradients, rows, HISTOGRAM + 3 * GROUP_BYTES);
        k.histogramPairListed(AT.list, AT.words, AT.gradients, rows, HISTOGRAM + 3 * GROUP_BYTES);
        k.subtract(HISTOGRAM, HISTOGRAM + GROUP_BYTES, GROUP_BYTES);
        k.gatherGradients(AT.list, rows, AT.gradients, AT.out);
        k.gatherRows(AT.list, rows, AT.words, 24, 20, AT.out + 16384);
        k.histogramRun(AT.out + 16384, 20, AT.out, rows, HISTOGRAM + 2 * GROUP_BYTES);
        k.copy(HISTOGRAM + 4 * GROUP_BYTES, HISTOGRAM, GROUP_BYTES);
        k.addToScores(AT.list, rows, AT.scores, 0.1);
      }),
    );
  });

  test.each([
    [0, 100],
    [1, 100],
    [0, 255],
    [1, 0],
  ])('partition with shift %d at %d', (shift, threshold) => {
    same(
      both(2, (k) => [
        k.partition(AT.list, ROWS, AT.words + 2, shift, threshold, AT.out, AT.out + 8192),
        k.partition(AT.list, ROWS, AT.words + 1, shift, threshold, AT.list, AT.out + 16384),
        k.partition(AT.list, 0, AT.words + 1, shift, threshold, AT.list, AT.out + 16384),
      ]),
    );
  });

  test.each([
    [0, 0, 1],
    [0.5, 3, 1],
    [50_000, 1e6, 2e9],
  ])('best cut with L1 %d, L2 %d, least hessian %d', (l1, l2, least) => {
    same(
      both(3, (k, buffer) => {
        const cells = new Int32Array(buffer, HISTOGRAM, 512);
        const random = createRandom(9);
        let gradient = 0;
        let hessian = 0;
        for (let b = 0; b < 256; b++) {
          // One bin may hold nearly all rows.
          cells[2 * b] = b === 7 ? 1_800_000_000 : random.integer(1_000_000);
          cells[2 * b + 1] = Math.floor(random.normal() * 100_000);
          hessian += cells[2 * b]!;
          gradient += cells[2 * b + 1]!;
        }
        const out = new Float64Array(buffer, AT.out, 4);
        out[0] = -1;
        return [
          k.bestCut(HISTOGRAM, 254, 0, 0, gradient, hessian, l1, l2, least, AT.out),
          [...out],
          k.bestCut(HISTOGRAM, 254, 1e5, 2e5, gradient, hessian, l1, l2, least, AT.out),
          [...out],
          k.bestCut(HISTOGRAM, 0, 0, 0, gradient, hessian, l1, l2, least, AT.out),
        ];
      }),
    );
  });

  test.each([0, WEIGHTS])('gradients, weights at %d', (weights) => {
    same(
      both(4, (k, buffer) => {
        new Float64Array(buffer, AT.scores, 4).set([1e9, -1e9, 0, 710]);
        k.logisticGradients(AT.scores, AT.labels, weights, AT.out, 1000, 2 ** 20 + 0.3, 2 ** 22 + 0.7);
        k.softmaxGradients(AT.scores, AT.labels, weights, AT.out + 8192, 1000, 2 ** 20, 2 ** 21, 3, 8192);
      }),
    );
  });
});

test('the module is assembled from its source, the same every time, and valid, shared or not', () => {
  const bytes = kernelModuleBytes(52, false);
  expect(runtime.validate(bytes)).toBe(true);
  expect(runtime.validate(kernelModuleBytes(4, true))).toBe(true);
  expect(kernelModuleBytes(52, false)).toEqual(bytes);
  expect(bytes.length).toBeLessThan(8_000);
  bytes[bytes.length - 2] = 0xff;
  expect(runtime.validate(bytes)).toBe(false);
});

test('exp and log are near the true ones', () => {
  let worst = 0;
  for (let x = -40; x < 40; x += 0.0137) worst = Math.max(worst, Math.abs(exponential(x) / Math.exp(x) - 1));
  expect(worst).toBeLessThan(5e-16);
  worst = 0;
  for (let x = 1e-300; x < 1e300; x *= 1.37)
    worst = Math.max(worst, Math.abs(logarithm(x) - Math.log(x)) / Math.abs(Math.log(x)));
  expect(worst).toBeLessThan(2e-15);
  expect(logarithm(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(logarithm(5e-324)).toBeCloseTo(Math.log(5e-324), 10);
  expect(exponential(1e9)).toBe(exponential(700));
});
