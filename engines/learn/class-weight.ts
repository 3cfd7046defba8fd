// The parameter by which classes count alike, declared once for every estimator that tells classes apart.

import { choice } from './declare.ts';

export const CLASS_WEIGHT = choice(
  'Training',
  'classWeight',
  'Class weights',
  'Balanced: every class counts as much as the others in sum, however rare it is.',
  { none: 'None', balanced: 'Balanced' },
);
