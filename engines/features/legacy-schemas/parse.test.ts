// Every layout of schema files met in use, and what is said of files that are none.

import { describe, expect, it } from 'vitest';
import { LegacySchemaError, parseLegacySchema } from './parse.ts';
import { parsePythonLiteral } from './python-literal.ts';

const names = ['ema_8', 'ta_rsi14'];

describe('parseLegacySchema', () => {
  it.each([
    ['an array', JSON.stringify(names)],
    [
      'feature_names with a count',
      JSON.stringify({ feature_names: names, num_features: 2, written_at: 'x' }),
    ],
    ['columns', JSON.stringify({ columns: names })],
    ['feature_cols', JSON.stringify({ feature_cols: names })],
    ['a model’s features', JSON.stringify({ intercept: 1, coef: [1, 2], features: names })],
    ['a printed Python list', '[\'ema_8\', "ta_rsi14",]'],
    ['a printed Python tuple', "('ema_8', 'ta_rsi14')"],
    ['a byte order mark', `\uFEFF${JSON.stringify(names)}\r\n`],
  ])('reads %s', (_what, text) => {
    expect(parseLegacySchema(text)).toEqual({ names, target: null });
  });

  it('reads a printed Python dict with its target', () => {
    const text =
      "{'feature_columns': ['ema_8', 'ta_rsi14'], 'target_column': 'target_binary', 'n': 2, 'ok': True}";
    expect(parseLegacySchema(text)).toEqual({ names, target: 'target_binary' });
  });

  it.each([
    ['', 'empty'],
    ['   \n', 'empty'],
    ['ema_8,ta_rsi14', 'neither JSON nor a printed Python list'],
    ['__import__("os")', 'neither JSON nor a printed Python list'],
    ['42', 'not a feature schema'],
    ['null', 'not a feature schema'],
    ['[]', 'list of feature names is empty'],
    ['["ema_8", 3]', 'Entry 2 of the list is not a name: 3'],
    ['["ema_8", " "]', 'Entry 2'],
    ['{"weights": [1]}', 'found weights'],
    ['{}', 'found nothing'],
    ['{"feature_names": ["a", "b"], "num_features": 3}', 'says it has 3 features and lists 2'],
  ])('refuses %j with a reason', (text, words) => {
    expect(() => parseLegacySchema(text)).toThrow(LegacySchemaError);
    expect(() => parseLegacySchema(text)).toThrow(words);
  });
});

describe('parsePythonLiteral', () => {
  it('reads what Python prints', () => {
    expect(parsePythonLiteral(`{'a': [1, -2.5, 1e3], "b": (None, True, False), 'it\\'s': 'x'}`)).toEqual({
      a: [1, -2.5, 1000],
      b: [null, true, false],
      "it's": 'x',
    });
  });

  it.each(["['a'", "['a'] ['b']", "{'a' 1}", "{1: 'a'}", "['a' 'b']", '[a]', "{'a': f(1)}", '['.repeat(50)])(
    'gives nothing for %s',
    (text) => {
      expect(parsePythonLiteral(text)).toBeUndefined();
    },
  );

  it('does not lose a key called __proto__ to the object', () => {
    const value = parsePythonLiteral("{'__proto__': ['a']}") as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
