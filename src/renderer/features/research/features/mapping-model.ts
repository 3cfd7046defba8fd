// The names of a foreign list in the order a person wants to check them: left out first, then corrected, then the plain ones. Pure.

import type { FeatureSchemaMapping } from '../../../../contracts/features.ts';
import { parametersWords, placeWords } from './feature-words.ts';

export interface MappedName {
  readonly name: string;
  readonly outcome: 'left out' | 'corrected' | 'mapped';
  readonly words: string;
}

export function mappedNames({ entries, corrected, unmapped }: FeatureSchemaMapping): readonly MappedName[] {
  const correctedNames = new Set(corrected.map((one) => one.name));
  return [
    ...unmapped.map(({ name, reason }): MappedName => ({ name, outcome: 'left out', words: reason })),
    ...corrected.map(({ name, words }): MappedName => ({ name, outcome: 'corrected', words })),
    ...entries
      .filter((entry) => !correctedNames.has(entry.name))
      .map((entry): MappedName => {
        const parameters = parametersWords(entry.parameters);
        return {
          name: entry.name,
          outcome: 'mapped',
          words: [entry.feature, placeWords(entry), parameters].filter((part) => part !== '').join(', '),
        };
      }),
  ];
}
