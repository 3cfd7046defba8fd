// Bench of the hidden Markov model: one start, twenty iterations of expectation-maximisation, on a made sequence. What is promised is
// beside hmmlearn's time on another machine of two cores, so it holds only where the machine is alike.
import { fitHmm } from '../../engines/learn/hmm/fit-hmm.ts';
import type { GaussianHmm } from '../../engines/learn/hmm/model.ts';
import { simulateHmm } from '../../engines/learn/hmm/simulate.ts';
import { type Figure, measure } from './measure.ts';

const ROWS = 100_000;
const ITERATIONS = 20;
const HMMLEARN_MS = 317;
const MOST_OF_IT = 1.2;

const TRUTH: GaussianHmm = {
  kind: 'gaussian-hmm',
  version: 1,
  covariance: 'diagonal',
  names: ['return', 'range'],
  start: [0.4, 0.3, 0.3],
  transition: [
    [0.95, 0.03, 0.02],
    [0.04, 0.92, 0.04],
    [0.03, 0.05, 0.92],
  ],
  means: [
    [-1, 0.5],
    [0, 1],
    [1.2, 2],
  ],
  covariances: [
    [0.3, 0.2],
    [0.5, 0.4],
    [0.8, 0.9],
  ],
};

export async function benchRegimes(): Promise<Figure[]> {
  const data = simulateHmm(TRUTH, [ROWS], 7);
  const fit = () =>
    fitHmm(data, { states: 3, seed: 1, restarts: 1, maxIterations: ITERATIONS, tolerance: 0 });
  const ratio = (ms: number) => ms / HMMLEARN_MS;
  return [
    await measure(
      `HMM, 3 states, ${ROWS.toLocaleString('en-IN')} × 2 rows, ${ITERATIONS} iterations`,
      5,
      fit,
      (ms) => `${ratio(ms).toFixed(2)} × hmmlearn (recorded elsewhere)`,
      { text: `≤ ${MOST_OF_IT} ×`, met: (ms) => ratio(ms) <= MOST_OF_IT },
    ),
  ];
}
