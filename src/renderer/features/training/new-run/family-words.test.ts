import { describe, expect, it } from 'vitest';
import { spaceWords } from './family-words.ts';

describe('spaceWords', () => {
  it('names ranges by the estimator’s labels, with step, scale and choices', () => {
    const parameters = [
      {
        name: 'rate',
        label: 'Learning rate',
        group: 'Trees',
        help: '',
        type: 'number' as const,
        default: 0.1,
        min: 0,
        max: 1,
      },
    ];
    expect(
      spaceWords(
        [
          { name: 'rate', kind: 'float', low: 0.01, high: 0.3, logarithmic: true },
          { name: 'leaves', kind: 'integer', low: 24, high: 1096, step: 8 },
          { name: 'rounds', kind: 'choice', choices: [50, 1000] },
        ],
        parameters,
      ),
    ).toEqual(['Learning rate 0.01 – 0.3, logarithmic', 'leaves 24 – 1,096 by 8', 'rounds 50, 1,000']);
  });
});
