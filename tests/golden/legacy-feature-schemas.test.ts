// The feature schemas the seeds left on disk: each one is read, and every name is mapped to a feature that exists or refused.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CATALOGUE } from '../../engines/features/catalogue.ts';
import { mapLegacySchema, parseLegacySchema } from '../../engines/features/legacy-schemas/index.ts';
import { resolveSet } from '../../engines/features/resolve.ts';
import { META_5 } from '../../engines/features/sets/meta-5.ts';
import { describeWithData } from '../shared-data.ts';

describeWithData('feature schemas on disk', (folder) => {
  const read = (name: string) =>
    parseLegacySchema(readFileSync(join(folder, 'seed_outputs', ...name.split('/')), 'utf8'));

  it.each([
    ['onemin/feature_schema_99.json', 99, 78, 51],
    ['onemin/feature_schema_89.json', 89, 68, 47],
    ['onemin/feature_schema_26.json', 26, 25, 19],
    ['onemin/xgb_5min_feature_schema.json', 26, 25, 19],
    ['onemin/bundle_20251215_004945/feature_schema_cols.json', 26, 25, 19],
    ['onemin/feature_schema_cols_HEAD.json', 153, 112, 70],
    ['onemin/policy_schema_cols_from_base.json', 165, 112, 70],
    ['onemin/q_model_2min.json', 5, 4, 2],
    ['eqidv2/meta_features.json', 5, 5, 0],
    ['conviction/feature_metadata.json', 73, 29, 16],
  ])('%s: of %i names %i are computed, %i in corrected form', (name, count, computed, corrected) => {
    const { names } = read(name);
    expect(names).toHaveLength(count);
    const mapped = mapLegacySchema(names);
    expect(mapped.entries).toHaveLength(computed);
    expect(mapped.unmapped).toHaveLength(count - computed);
    expect(mapped.corrected).toHaveLength(corrected);
    for (const { reason } of mapped.unmapped) expect(reason.length).toBeGreaterThan(20);
    const set = { id: 'mapped', version: 1, title: '', description: '', entries: mapped.entries };
    expect(resolveSet(set, CATALOGUE).outputs).toHaveLength(computed);
  });

  it('the five-feature file is meta-5, in its order', () => {
    expect(mapLegacySchema(read('eqidv2/meta_features.json').names).entries).toEqual(META_5.entries);
  });

  it('names the label of the daily schema, and its sentiment and fundamentals are refused', () => {
    const { names, target } = read('conviction/feature_metadata.json');
    expect(target).toBe('target_binary');
    const { unmapped } = mapLegacySchema(names);
    const because = (word: string) => unmapped.filter(({ reason }) => reason.includes(word)).length;
    expect([because('fundamental'), because('Sentiment'), because('raw price'), because('sector')]).toEqual([
      33, 6, 4, 1,
    ]);
  });

  it('refuses the future values of the wide feature log by name', () => {
    const header = readFileSync(
      join(folder, 'seed_outputs', 'onemin', 'feature_log_wide_head200.csv'),
      'utf8',
    ).split('\n', 1)[0]!;
    const refused = mapLegacySchema(header.trim().split(',')).unmapped;
    expect(refused.find(({ name }) => name === 'aux_label_short')?.reason).toContain('after the decision');
    expect(refused.find(({ name }) => name === 'label')?.reason).toContain('after the decision');
  });
});
