import { describe, expect, it } from 'vitest';
import type { FeatureTemplateInfo } from '../../../../../contracts/features.ts';
import { searchCatalogue } from './catalogue-search.ts';

const template = (
  id: string,
  title: string,
  part: Partial<FeatureTemplateInfo> = {},
): FeatureTemplateInfo => ({
  id,
  version: 1,
  kind: 'series',
  title,
  help: '',
  family: 'trend',
  unit: 'ratio',
  range: null,
  level: false,
  parameters: [],
  ...part,
});
const CATALOGUE = [
  template('vwap', 'VWAP', { level: true }),
  template('momentum', 'Momentum', { help: 'measured against the VWAP of the session' }),
  template('distance_to_vwap', 'Distance to VWAP'),
  template('vwap_slope', 'Slope of VWAP', { family: 'volume' }),
];
const found = (text: string, family: 'trend' | 'volume' | null = null) =>
  searchCatalogue(CATALOGUE, text, family).map((one) => one.template.id);

describe('searchCatalogue', () => {
  it('ranks names before explanations and puts what cannot stand in a set last', () => {
    expect(found('vwap')).toEqual(['vwap_slope', 'distance_to_vwap', 'momentum', 'vwap']);
    expect(searchCatalogue(CATALOGUE, 'vwap', null).at(-1)?.refusal).toContain('cannot stand');
  });
  it('needs every word, in any order, and keeps to a family', () => {
    expect(found('vwap slope')).toEqual(['vwap_slope']);
    expect(found('vwap nothing')).toEqual([]);
    expect(found('', 'volume')).toEqual(['vwap_slope']);
    expect(found('  ')).toHaveLength(4);
  });
});
