// The lowest point of a quadratic with an absolute-value penalty: gᵀd + ½·dᵀHd + Σ l1·|x + d|. With no penalty one linear system,
// with one coordinate descent on the matrix (Friedman, Hastie & Tibshirani 2010), which never touches the rows, helped along by
// solving the faces it finds. Called by the Newton iteration.

import { solveNearlySingular } from './cholesky.ts';

const MOST_ROUNDS = 200;
const SWEEPS_OF_A_ROUND = 10;
/** A sweep that moves nothing by more than this share of the largest move so far ends the descent. */
const STILL = 1e-12;

/**
 * The step d from `at`. `hessian` is size × size, the others `size` long.
 *
 * [Note: faces] Between features that say nearly the same, coordinates descend for ever in tiny steps. So a few sweeps only find out
 * which coefficients are not zero; on that face the penalty is linear, and one linear system leads to its lowest point at once. What
 * would cross zero on the way becomes zero. Both kinds of move only go down.
 */
export function penalisedStep(
  hessian: Float64Array,
  gradient: Float64Array,
  at: Float64Array,
  l1: Float64Array,
): Float64Array {
  const size = at.length;
  if (l1.every((penalty) => penalty === 0))
    return solveNearlySingular(
      hessian,
      size,
      gradient.map((g) => -g),
    );
  // `slope`: of the smooth quadratic at x + d, kept up to date.
  const place: Place = { hessian, at, l1, step: new Float64Array(size), slope: gradient.slice() };
  let largest = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (let k = 0; k < SWEEPS_OF_A_ROUND; k++) {
      const moved = sweep(place);
      largest = Math.max(largest, moved);
      if (moved <= STILL * largest) return place.step;
    }
    descendFace(place);
  }
  return place.step;
}

interface Place {
  readonly hessian: Float64Array;
  readonly at: Float64Array;
  readonly l1: Float64Array;
  readonly step: Float64Array;
  readonly slope: Float64Array;
}

/** Each coordinate in turn to its lowest point. Gives the largest move, in units of its curvature. */
function sweep({ hessian, at, l1, step, slope }: Place): number {
  const size = at.length;
  let moved = 0;
  for (let j = 0; j < size; j++) {
    const curvature = hessian[j * size + j]!;
    if (!(curvature > 0)) continue;
    const now = at[j]! + step[j]!;
    const move = shrink(curvature * now - slope[j]!, l1[j]!) / curvature - now;
    if (move === 0) continue;
    step[j]! += move;
    for (let k = 0; k < size; k++) slope[k]! += move * hessian[j * size + k]!;
    moved = Math.max(moved, Math.abs(move) * Math.sqrt(curvature));
  }
  return moved;
}

/** See [Note: faces]. */
function descendFace(place: Place): void {
  for (;;) {
    const face = faceOf(place);
    if (face.length === 0) return;
    const way = wayOnFace(place, face);
    const clipped = clippedMoves(place, face, way);
    // Everything that would cross zero stops there; only where that leads uphill one stops at the first crossing.
    const { crossed, moves } = clipped;
    const down = crossed === 0 || goesDown(place, face, moves);
    move(place, face, down ? moves : untilCrossing(place, face, way));
    if (crossed === 0) return;
  }
}

/** Coordinates that are not zero. */
function faceOf({ hessian, at, step }: Place): number[] {
  const size = at.length;
  return Array.from(at.keys()).filter((j) => at[j]! + step[j]! !== 0 && hessian[j * size + j]! > 0);
}

/** From here to the lowest point of the face, were it not for zero. */
function wayOnFace({ hessian, at, l1, step, slope }: Place, face: readonly number[]): Float64Array {
  const size = at.length;
  const width = face.length;
  const system = new Float64Array(width * width);
  const down = new Float64Array(width);
  face.forEach((j, a) => {
    face.forEach((k, b) => {
      system[a * width + b] = hessian[j * size + k]!;
    });
    down[a] = -(slope[j]! + l1[j]! * Math.sign(at[j]! + step[j]!));
  });
  return solveNearlySingular(system, width, down);
}

function clippedMoves(
  { at, l1, step }: Place,
  face: readonly number[],
  way: Float64Array,
): { readonly moves: Float64Array; readonly crossed: number } {
  let crossed = 0;
  const moves = way.map((along, a) => {
    const j = face[a]!;
    const now = at[j]! + step[j]!;
    // A coefficient without penalty may change sign.
    if (l1[j] === 0 || (now + along) * now > 0) return along;
    crossed++;
    return -now;
  });
  return { moves, crossed };
}

function untilCrossing({ at, l1, step }: Place, face: readonly number[], way: Float64Array): Float64Array {
  let share = 1;
  let first = -1;
  face.forEach((j, a) => {
    const now = at[j]! + step[j]!;
    if (l1[j] === 0 || (now + way[a]!) * now > 0) return;
    const until = -now / way[a]!;
    if (until < share) {
      share = until;
      first = a;
    }
  });
  return way.map((along, a) => (a === first ? -(at[face[a]!]! + step[face[a]!]!) : share * along));
}

/** No sign changes on the way, so the penalty is linear. */
function goesDown(
  { hessian, at, l1, step, slope }: Place,
  face: readonly number[],
  moves: Float64Array,
): boolean {
  const size = at.length;
  let change = 0;
  face.forEach((j, a) => {
    let curved = 0;
    for (let b = 0; b < face.length; b++) curved += hessian[j * size + face[b]!]! * moves[b]!;
    change += moves[a]! * (slope[j]! + l1[j]! * Math.sign(at[j]! + step[j]!) + curved / 2);
  });
  return change < 0;
}

function move({ hessian, at, step, slope }: Place, face: readonly number[], moves: Float64Array): void {
  const size = at.length;
  face.forEach((j, a) => {
    const along = moves[a]!;
    // Exactly zero where it was meant to be.
    step[j] = at[j]! + step[j]! + along === 0 ? -at[j]! : step[j]! + along;
    for (let k = 0; k < size; k++) slope[k]! += along * hessian[j * size + k]!;
  });
}

/** The soft threshold. */
function shrink(value: number, by: number): number {
  if (value > by) return value - by;
  return value < -by ? value + by : 0;
}
