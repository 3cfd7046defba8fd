// Finds features in the catalogue by words in any order, in one family or all, the best place of a hit first. Pure.

import type { FeatureFamily } from '../../../../../../engines/features/definition.ts';
import type { FeatureTemplateInfo } from '../../../../../contracts/features.ts';

/** Lower is better: an id that begins with the word, then the title, then anything in the explanation. */
function rank(template: FeatureTemplateInfo, words: readonly string[]): number | null {
  const id = template.id.toLowerCase();
  const title = template.title.toLowerCase();
  const rest = `${template.help} ${template.unit} ${template.family}`.toLowerCase();
  let sum = 0;
  for (const word of words) {
    if (id.startsWith(word) || title.startsWith(word)) sum += 0;
    else if (id.includes(word) || title.includes(word)) sum += 1;
    else if (rest.includes(word)) sum += 3;
    else return null;
  }
  return sum;
}

export interface Found {
  readonly template: FeatureTemplateInfo;
  /** Why it cannot stand in a set, or null. */
  readonly refusal: string | null;
}

export function searchCatalogue(
  catalogue: readonly FeatureTemplateInfo[],
  text: string,
  family: FeatureFamily | null,
): readonly Found[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return catalogue
    .map((template, order) => ({ template, order, rank: rank(template, words) }))
    .filter((one) => one.rank !== null && (family === null || one.template.family === family))
    .sort(
      (a, b) =>
        Number(a.template.level) - Number(b.template.level) ||
        (a.rank ?? 0) - (b.rank ?? 0) ||
        a.order - b.order,
    )
    .map(({ template }) => ({
      template,
      refusal: template.level
        ? 'A price or amount without a common scale: it feeds other features and cannot stand in a set itself.'
        : null,
    }));
}
