import { describe, expect, it } from 'vitest';
import { schemaText } from './schema-text.ts';

describe('schemaText', () => {
  it('makes a list of plain names', () => {
    expect(schemaText(' rsi_14\n\nADX, atr_pct;\n')).toBe('["rsi_14","ADX","atr_pct"]');
  });
  it('leaves lists, objects and anything else to the mapping', () => {
    for (const text of ['["a"]', '{"feature_names": ["a"]}', "['a', 'b']", 'two words', ''])
      expect(schemaText(text)).toBe(text);
  });
});
