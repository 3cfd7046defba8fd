// The Gaussian hidden Markov model beside hmmlearn's recorded fit of 100,000 rows. Its rows are not recorded, so they are drawn
// again from the recorded parameters: training must come back to those from a start of its own, within what 100,000 rows tell.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hmmLogLikelihood } from '../../engines/learn/hmm/filter.ts';
import { fitHmm } from '../../engines/learn/hmm/fit-hmm.ts';
import type { GaussianHmm } from '../../engines/learn/hmm/model.ts';
import { simulateHmm } from '../../engines/learn/hmm/simulate.ts';
import { describeWithGolden } from '../shared-data.ts';

interface Recorded {
  readonly loglik: number;
  readonly means: number[][];
  readonly var: number[][];
  readonly A: number[][];
  readonly states: number[];
}

const ROWS = 100_000;

describeWithGolden('hidden Markov model and hmmlearn', (folder) => {
  const file = folder === '' ? '{}' : readFileSync(join(folder, 'hmm_gaussian_diag_3x2.json'), 'utf8');
  const { scaling: recorded, log } = JSON.parse(file) as { scaling: Recorded; log: Recorded };
  const modelOf = (fit: Recorded): GaussianHmm => ({
    kind: 'gaussian-hmm',
    version: 1,
    covariance: 'diagonal',
    names: ['first', 'second'],
    start: [1 / 3, 1 / 3, 1 / 3],
    transition: fit.A.map((row) => {
      const total = row.reduce((a, b) => a + b, 0);
      return row.map((p) => p / total);
    }),
    means: fit.means,
    covariances: fit.var,
  });

  it('comes back to the recorded parameters from rows drawn from them', { timeout: 60_000 }, () => {
    const truth = modelOf(recorded);
    const data = simulateHmm(truth, [ROWS], 11);
    const { model } = fitHmm(data, { states: 3, seed: 42, restarts: 3 });
    recorded.means.forEach((means, k) => {
      // Four standard errors of a mean, variance and chance over the rows of the state; neighbours of a row are of its state.
      const rows = recorded.states[k]!;
      means.forEach((mean, d) => {
        const variance = recorded.var[k]![d]!;
        expect(Math.abs(model.means[k]![d]! - mean)).toBeLessThan(4.5 * Math.sqrt(variance / rows));
        expect(Math.abs(model.covariances[k]![d]! - variance)).toBeLessThan(
          4.5 * variance * Math.sqrt(2 / rows),
        );
      });
      recorded.A[k]!.forEach((chance, j) => {
        expect(Math.abs(model.transition[k]![j]! - chance)).toBeLessThan(
          4.5 * Math.sqrt((chance * (1 - chance)) / rows) + 5e-4,
        );
      });
    });
    expect(hmmLogLikelihood(model, data)).toBeGreaterThan(hmmLogLikelihood(truth, data));
  });

  it('the recorded log-likelihood is what such rows have', { timeout: 60_000 }, () => {
    // The log-likelihood of 100,000 rows varies from draw to draw; twelve draws give its mean and its spread.
    const truth = modelOf(recorded);
    const drawn = Array.from(
      { length: 12 },
      (_, seed) => hmmLogLikelihood(truth, simulateHmm(truth, [ROWS / 10], seed)) * 10,
    );
    const mean = drawn.reduce((a, b) => a + b, 0) / drawn.length;
    const spread = Math.sqrt(drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (drawn.length - 1));
    expect(Math.abs(recorded.loglik - mean)).toBeLessThan(4 * spread);
  });

  it('the two recorded fits are the same model to our likelihood', () => {
    const data = simulateHmm(modelOf(recorded), [20_000], 5);
    const one = hmmLogLikelihood(modelOf(recorded), data);
    expect(hmmLogLikelihood(modelOf(log), data) / one).toBeCloseTo(1, 8);
  });
});
