// Bins by hand, edges, weights, and the error over them.
import { expect, it } from 'vitest';
import {
  CONFIDENCE_EDGES,
  evenEdges,
  expectedCalibrationError,
  quantileEdges,
  reliabilityBins,
} from './reliability.ts';

const p = Float64Array.of(0, 0.1, 0.5, 0.5, 0.9, 1);
const y = [0, 1, 1, 0, 1, 1];

it('bins by hand; an upper edge belongs below, zero to the first', () => {
  const bins = reliabilityBins(p, y, [0, 0.5, 1]);
  expect(bins.map((bin) => bin.rows)).toEqual([4, 2]);
  expect(bins[0]!.predicted).toBeCloseTo(1.1 / 4, 15);
  expect(bins[0]!.observed).toBe(0.5);
  expect(bins[1]!.observed).toBe(1);
  expect(expectedCalibrationError(bins)).toBeCloseTo((4 * Math.abs(0.275 - 0.5) + 2 * 0.05) / 6, 15);
});
it('weights count rows', () => {
  const [bin] = reliabilityBins(Float64Array.of(0.2, 0.4), [0, 1], [0, 1], Float64Array.of(3, 1));
  expect(bin!.predicted).toBeCloseTo(0.25, 15);
  expect(bin!.observed).toBe(0.25);
  expect(expectedCalibrationError([bin!])).toBeCloseTo(0, 15);
});
it('an empty bin is empty and costs nothing', () => {
  const bins = reliabilityBins(Float64Array.of(0.95), [1], CONFIDENCE_EDGES);
  expect(bins.map((bin) => bin.rows)).toEqual([0, 0, 0, 0, 1]);
  expect(bins[0]!.observed).toBeNaN();
  expect(expectedCalibrationError(bins)).toBeCloseTo(0.05, 15);
  expect(expectedCalibrationError(bins.slice(0, 2))).toBeNaN();
});
it('quantile edges hold about as many rows each', () => {
  const skewed = Float64Array.from({ length: 100 }, (_, i) => (i / 100) ** 3);
  const counts = reliabilityBins(skewed, new Uint8Array(100), quantileEdges(skewed, 4)).map(
    (bin) => bin.rows,
  );
  expect(counts).toEqual([25, 25, 25, 25]);
  expect(quantileEdges(new Float64Array(10).fill(0.3), 4)).toEqual([0, 0.3, 1]);
});
it('refuses edges out of order, gaps and no bins', () => {
  expect(() => reliabilityBins(p, y, [0, 0.5, 0.5])).toThrow(/must rise/);
  expect(() => reliabilityBins(Float64Array.of(Number.NaN), [1])).toThrow(/row 0/);
  expect(() => evenEdges(0)).toThrow(RangeError);
});
