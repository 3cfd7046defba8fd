// What training may find and what it may not: a planted weak edge shows out of sample, a scrambled copy of the same table shows
// nothing, whatever the seed.

import { describe, expect, it } from 'vitest';
import { directionScore, directionTarget } from '../../engines/learn/task.ts';
import { auc } from '../../engines/numeric/auc.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import type { FitOutput, StepWorld } from '../../src/services/training/steps/contract.ts';
import { decodePredictions } from '../../src/services/training/steps/prediction-codec.ts';
import { runStep } from '../../src/services/training/steps/run-step.ts';
import { fitSpec } from '../fixtures/training-specs.ts';
import { memoryContext, type TableKind, trainingWorld } from '../fixtures/training-tables.ts';

const SETTINGS = { sessions: 38, instruments: 5, features: 8, edge: 0.5 } as const;

/** Area under the curve over the pooled test rows of all segments. */
function pooledAuc({ table, split }: StepWorld): number {
  const scores: number[] = [];
  const targets: number[] = [];
  for (const { index } of split.folds) {
    const context = memoryContext();
    const output = runStep(fitSpec({ segment: index }), { table, split }, context) as FitOutput;
    const { rows, calibrated } = decodePredictions(context.readObject(output.predictions!));
    scores.push(...directionScore(table.task, calibrated, rows.length));
    const label = Int16Array.from(rows, (row) => table.label[row]!);
    const value = Float64Array.from(rows, (row) => table.value[row]!);
    targets.push(...directionTarget(table.task, label, value));
  }
  return auc(Float64Array.from(scores), Int8Array.from(targets));
}

/** Outcomes dealt out anew: their share stays, whatever tied them to the features is gone. */
function scrambled(world: StepWorld, seed: number): StepWorld {
  const random = createRandom(seed);
  const { table } = world;
  const order = Uint32Array.from(table.label.keys());
  for (let k = order.length - 1; k > 0; k--) {
    const other = random.integer(k + 1);
    [order[k], order[other]] = [order[other]!, order[k]!];
  }
  const label = Int16Array.from(order, (row) => table.label[row]!);
  const value = Float64Array.from(order, (row) => table.value[row]!);
  return { ...world, table: { ...table, label, value } };
}

describe('a planted edge', () => {
  it.each([
    ['binary', 1],
    ['binary', 2],
    ['three', 3],
    ['number', 4],
  ] as readonly (readonly [TableKind, number])[])(
    'is found out of sample in a %s table (seed %i), and not in its scrambled copy',
    (kind, seed) => {
      const world = trainingWorld({ ...SETTINGS, kind, seed });
      expect(world.split.folds.length).toBeGreaterThanOrEqual(4);
      expect(pooledAuc(world)).toBeGreaterThan(0.55);
      const nothing = pooledAuc(scrambled(world, seed));
      // Three standard errors of some 2,000 to 3,000 test rows.
      expect(Math.abs(nothing - 0.5)).toBeLessThan(0.04);
    },
  );
});
