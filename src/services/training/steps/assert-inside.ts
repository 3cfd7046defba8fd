// The assertion every fit of a step makes while it runs: what was fitted saw rows of its training part alone. A breach is a fault of
// ours, not of a trial: it ends the step instead of failing a trial in silence.

import {
  assertFittedInside,
  type FitScope,
  type TrainingPart,
} from '../../../../engines/validation/splits/training-part.ts';
import { AppError } from '../../../contracts/errors.ts';

export function assertInside(scope: FitScope, part: TrainingPart, what: string): void {
  try {
    assertFittedInside(scope, part, what);
  } catch (error) {
    throw breach(error);
  }
}

export function assertApart(part: TrainingPart, rows: Uint32Array, what: string): void {
  try {
    part.assertApart(rows, what);
  } catch (error) {
    throw breach(error);
  }
}

function breach(error: unknown): AppError {
  return new AppError(
    'INTERNAL',
    `Training was stopped before it could look ahead: ${(error as Error).message}. Nothing of this step was kept; report this with the run's id.`,
    undefined,
    error,
  );
}
