// Minimises a convex loss with L1 and L2 penalties by Newton steps with line search (Lee, Sun & Saunders 2014). For a logistic
// loss without L1 this is iteratively reweighted least squares. Deterministic; needs no step size. Called by the linear estimators.

import { penalisedStep } from './penalised-quadratic.ts';

export interface SmoothLoss {
  /** Numbers to be found. */
  readonly size: number;
  /** The loss at `at`; with `gradient` and `hessian` given, those too (both arrive zeroed). */
  value(at: Float64Array, gradient?: Float64Array, hessian?: Float64Array): number;
}

export interface NewtonTask {
  readonly loss: SmoothLoss;
  /** Per number; 0 where it is free. */
  readonly l1: Float64Array;
  readonly l2: Float64Array;
  readonly start: Float64Array;
  readonly firstIteration: number;
  readonly maxIterations: number;
  /** The slope that counts as flat. */
  readonly tolerance: number;
  /** Called at the start and after each step; false stops. */
  readonly onIteration: (iteration: number, at: Float64Array, objective: number) => boolean;
}

export type Stopped = 'converged' | 'iterations' | 'cancelled';
export interface NewtonResult {
  readonly at: Float64Array;
  readonly iterations: number;
  readonly stopped: Stopped;
  /** The steepest slope left, the penalties' part included. */
  readonly slope: number;
}

const SUFFICIENT = 1e-4;
const MOST_HALVINGS = 40;

export function minimise(task: NewtonTask): NewtonResult {
  const { loss, l1, l2, start } = task;
  const { size } = loss;
  let at: Float64Array = start.slice();
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const end = (iterations: number, stopped: Stopped): NewtonResult => ({
    at,
    iterations,
    stopped,
    slope: steepest(gradient, at, l1),
  });
  for (let iteration = task.firstIteration; ; iteration++) {
    gradient.fill(0);
    hessian.fill(0);
    const smooth = loss.value(at, gradient, hessian);
    const objective = smooth + penalty(at, l1, l2);
    for (let j = 0; j < size; j++) {
      gradient[j]! += l2[j]! * at[j]!;
      hessian[j * size + j]! += l2[j]!;
    }
    if (!task.onIteration(iteration, at, objective)) return end(iteration, 'cancelled');
    if (steepest(gradient, at, l1) <= task.tolerance) return end(iteration, 'converged');
    if (iteration >= task.maxIterations) return end(iteration, 'iterations');
    const step = penalisedStep(hessian, gradient, at, l1);
    const next = lineSearch(task, at, step, gradient, objective);
    // No step goes down: as low as the numbers can tell.
    if (next === null) return end(iteration, 'converged');
    at = next;
  }
}

function lineSearch(
  { loss, l1, l2 }: NewtonTask,
  at: Float64Array,
  step: Float64Array,
  gradient: Float64Array,
  objective: number,
): Float64Array | null {
  let expected = 0;
  for (let j = 0; j < at.length; j++)
    expected += gradient[j]! * step[j]! + l1[j]! * (Math.abs(at[j]! + step[j]!) - Math.abs(at[j]!));
  // The descent to come is below what the objective's own digits can show: the full step is Newton's, and right.
  const rounding = 1e-13 * Math.abs(objective);
  if (!(expected < 0)) return null;
  for (let halving = 0, share = 1; halving < MOST_HALVINGS; halving++, share /= 2) {
    const next = at.map((x, j) => x + share * step[j]!);
    const value = loss.value(next) + penalty(next, l1, l2);
    if (value <= objective + SUFFICIENT * share * expected + rounding)
      return next.every((x, j) => x === at[j]) ? null : next;
  }
  return null;
}

function penalty(at: Float64Array, l1: Float64Array, l2: Float64Array): number {
  let total = 0;
  for (let j = 0; j < at.length; j++) total += l1[j]! * Math.abs(at[j]!) + (l2[j]! / 2) * at[j]! ** 2;
  return total;
}

/** Largest distance of the subgradient from zero. */
function steepest(gradient: Float64Array, at: Float64Array, l1: Float64Array): number {
  let most = 0;
  for (let j = 0; j < at.length; j++) {
    const g = gradient[j]!;
    const left = at[j] === 0 ? Math.max(0, Math.abs(g) - l1[j]!) : Math.abs(g + Math.sign(at[j]!) * l1[j]!);
    most = Math.max(most, left);
  }
  return most;
}
