// The kernels in plain TypeScript: what WebAssembly must agree with bit for bit, and what runs where it is absent.
// Called through TreeKernels. Loops are written flat: V8 compiles each function on its own.

import type { TreeKernels } from './kernels.ts';
import { plainGradients } from './plain-gradients.ts';

export function plainKernels(buffer: ArrayBufferLike): TreeKernels {
  const bytes = new Uint8Array(buffer);
  const halves = new Uint16Array(buffer);
  const words = new Uint32Array(buffer);
  const integers = new Int32Array(buffer);
  const doubles = new Float64Array(buffer);

  return {
    name: 'plain',

    histogramRun(source, stride, gradients, rows, histogram) {
      addRun(words, integers, source >> 2, stride >> 2, gradients >> 2, rows, histogram >> 2);
    },

    histogramListed(list, source, gradients, rows, histogram) {
      addListed(words, integers, list >> 2, source >> 2, gradients >> 2, rows, histogram >> 2);
    },

    histogramPairRun(source, stride, gradients, rows, histogram) {
      const step = stride >> 1;
      for (let j = 0, at = source >> 1, g = gradients >> 2; j < rows; j++, at += step, g += 2)
        addToPair(integers, halves[at]!, g, histogram >> 2);
    },

    histogramPairListed(list, source, gradients, rows, histogram) {
      const first = source >> 1;
      for (let j = list >> 2, end = j + rows, g = gradients >> 2; j < end; j++, g += 2)
        addToPair(integers, halves[first + 2 * words[j]!]!, g, histogram >> 2);
    },

    gatherGradients(list, rows, gradients, out) {
      // As two integers: a cell read as a double may look like a NaN, whose bits need not survive.
      const from = gradients >> 2;
      for (let i = list >> 2, end = i + rows, o = out >> 2; i < end; i++, o += 2) {
        const at = from + 2 * words[i]!;
        words[o] = words[at]!;
        words[o + 1] = words[at + 1]!;
      }
    },

    gatherRows(list, rows, source, stride, count, out) {
      const step = stride >> 2;
      const length = count >> 2;
      for (let i = list >> 2, end = i + rows, o = out >> 2; i < end; i++) {
        let at = (source >> 2) + words[i]! * step;
        for (const last = o + length; o < last; o++, at++) words[o] = words[at]!;
      }
    },

    subtract(histogram, other, count) {
      for (let i = histogram >> 2, end = (histogram + count) >> 2, o = other >> 2; i < end; i++, o++)
        integers[i]! -= integers[o]!;
    },

    clear(at, count) {
      bytes.fill(0, at, at + count);
    },

    copy(to, from, count) {
      bytes.copyWithin(to, from, from + count);
    },

    bestCut(histogram, count, startG, startH, gradient, hessian, l1, l2, leastHessian, out) {
      const o = out >> 3;
      let best = doubles[o]!;
      let hit = 0;
      let leftG = startG;
      let leftH = startH;
      for (let bin = 0, at = histogram >> 2; bin < count; bin++, at += 2) {
        leftH += words[at]!;
        leftG += integers[at + 1]!;
        if (leftH < leastHessian) continue;
        const rightH = hessian - leftH;
        if (rightH < leastHessian) break;
        const l = Math.max(Math.abs(leftG) - l1, 0);
        const r = Math.max(Math.abs(gradient - leftG) - l1, 0);
        const score = (l * l) / (leftH + l2) + (r * r) / (rightH + l2);
        if (score > best) {
          best = score;
          hit = 1;
          doubles[o] = score;
          doubles[o + 1] = bin;
          doubles[o + 2] = leftG;
          doubles[o + 3] = leftH;
        }
      }
      return hit;
    },

    partition(list, rows, bins, shift, threshold, left, right) {
      let l = left >> 2;
      let r = right >> 2;
      const first = l;
      for (let i = list >> 2, end = i + rows; i < end; i++) {
        const row = words[i]!;
        words[l] = row;
        words[r] = row;
        const goesRight = Number(((bytes[bins + (row << 2)]! + shift) & 255) > threshold);
        r += goesRight;
        l += 1 - goesRight;
      }
      return l - first;
    },

    addToScores(list, rows, scores, value) {
      const base = scores >> 3;
      for (let i = list >> 2, end = i + rows; i < end; i++) doubles[base + words[i]!]! += value;
    },

    ...plainGradients(bytes, integers, doubles),
  };
}

function addToPair(cells: Int32Array, half: number, gradient: number, histogram: number): void {
  const a = histogram + ((half & 255) << 1);
  const b = histogram + 512 + ((half >> 8) << 1);
  cells[a]! += cells[gradient]!;
  cells[a + 1]! += cells[gradient + 1]!;
  cells[b]! += cells[gradient]!;
  cells[b + 1]! += cells[gradient + 1]!;
}

function addRun(
  words: Uint32Array,
  cells: Int32Array,
  source: number,
  step: number,
  gradients: number,
  rows: number,
  histogram: number,
): void {
  const second = histogram + 512;
  const third = histogram + 1024;
  const fourth = histogram + 1536;
  for (let j = 0, at = source, g = gradients; j < rows; j++, at += step, g += 2) {
    const word = words[at]! | 0;
    const h = cells[g]!;
    const d = cells[g + 1]!;
    const a = histogram + ((word << 1) & 510);
    const b = second + ((word >>> 7) & 510);
    const c = third + ((word >>> 15) & 510);
    const e = fourth + ((word >>> 23) & 510);
    cells[a]! += h;
    cells[a + 1]! += d;
    cells[b]! += h;
    cells[b + 1]! += d;
    cells[c]! += h;
    cells[c + 1]! += d;
    cells[e]! += h;
    cells[e + 1]! += d;
  }
}

function addListed(
  words: Uint32Array,
  cells: Int32Array,
  list: number,
  source: number,
  gradients: number,
  rows: number,
  histogram: number,
): void {
  const second = histogram + 512;
  const third = histogram + 1024;
  const fourth = histogram + 1536;
  for (let j = list, end = list + rows, g = gradients; j < end; j++, g += 2) {
    const word = words[source + words[j]!]! | 0;
    const h = cells[g]!;
    const d = cells[g + 1]!;
    const a = histogram + ((word << 1) & 510);
    const b = second + ((word >>> 7) & 510);
    const c = third + ((word >>> 15) & 510);
    const e = fourth + ((word >>> 23) & 510);
    cells[a]! += h;
    cells[a + 1]! += d;
    cells[b]! += h;
    cells[b + 1]! += d;
    cells[c]! += h;
    cells[c + 1]! += d;
    cells[e]! += h;
    cells[e + 1]! += d;
  }
}
