// The parameter by which classes count alike, declared once for every estimator that tells classes apart.

import type { ChoiceParameter } from '../parameters/parameters.ts';

export const CLASS_WEIGHT = {
  name: 'classWeight',
  label: 'Class weights',
  group: 'Training',
  help: 'Balanced: every class counts as much as the others in sum, however rare it is.',
  type: 'choice',
  default: 'none',
  choices: [
    { value: 'none', label: 'None' },
    { value: 'balanced', label: 'Balanced' },
  ],
} as const satisfies ChoiceParameter;
