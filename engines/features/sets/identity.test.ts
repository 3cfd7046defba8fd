// What makes two feature sets the same: the text behind a set's hash changes with every parameter, formula version, name and order,
// and with nothing else.

import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../catalogue.ts';
import type { FeatureSet, FeatureTemplate } from '../definition.ts';
import { canonicalSet, type FeatureCatalogue, resolveSet } from '../resolve.ts';
import { META_5 } from './meta-5.ts';
import { META_29 } from './meta-29.ts';
import { SCALPER_52 } from './scalper-52.ts';

const text = (set: FeatureSet, catalogue: FeatureCatalogue = CATALOGUE) =>
  canonicalSet(resolveSet(set, catalogue));

/** The catalogue with the formula of one template raised to the next version. */
function withNewVersion(id: string): FeatureCatalogue {
  const template = CATALOGUE.get(id)!;
  return new Map([...CATALOGUE, [id, { ...template, version: template.version + 1 } as FeatureTemplate]]);
}

describe.each([META_5, META_29, SCALPER_52])('$id', (set) => {
  it('is the same text when built again, and under another title, description or version', () => {
    expect(text(structuredClone(set))).toBe(text(set));
    expect(text({ ...set, title: 'Other', description: 'Other', version: 9 })).toBe(text(set));
  });

  it('changes with the order and the name of a column', () => {
    expect(text({ ...set, entries: set.entries.toReversed() })).not.toBe(text(set));
    const [first, ...rest] = set.entries;
    expect(text({ ...set, entries: [{ ...first!, name: 'another' }, ...rest] })).not.toBe(text(set));
  });

  it('changes with any one parameter of any column', () => {
    const original = text(set);
    let changes = 0;
    set.entries.forEach((entry, i) => {
      for (const { name, default: standard, max } of CATALOGUE.get(entry.feature)!.parameters) {
        const value = entry.parameters[name] ?? standard;
        const parameters = {
          ...entry.parameters,
          [name]: value === max ? value - 1 : Math.min(max, value + 1),
        };
        expect(text({ ...set, entries: set.entries.with(i, { ...entry, parameters }) })).not.toBe(original);
        changes++;
      }
    });
    expect(changes).toBeGreaterThan(3);
  });

  it('changes with the version of any formula, also of one that another is built of', () => {
    const original = text(set);
    const { nodes } = resolveSet(set, CATALOGUE);
    for (const id of new Set(nodes.map(({ template }) => template.id)))
      expect(text(set, withNewVersion(id)), id).not.toBe(original);
    expect(text(set, withNewVersion('donchian_width'))).toBe(original);
  });

  it('writes parameters out, so that a default named and a default left out are one text', () => {
    const entries = set.entries.map((entry) => ({
      ...entry,
      parameters: {
        ...Object.fromEntries(
          CATALOGUE.get(entry.feature)!.parameters.map(({ name, default: value }) => [name, value]),
        ),
        ...entry.parameters,
      },
    }));
    expect(text({ ...set, entries })).toBe(text(set));
  });
});
