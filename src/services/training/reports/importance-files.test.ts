import { describe, expect, it } from 'vitest';
import { csvText } from './csv-text.ts';
import { importanceCsv, importanceSvg } from './importance-files.ts';
import { plainJson } from './json-text.ts';

const feature = (name: string, changes: Partial<Parameters<typeof importanceCsv>[0][number]> = {}) => ({
  name,
  gain: Number.NaN,
  split: Number.NaN,
  permutation: Number.NaN,
  contribution: Number.NaN,
  ...changes,
});

describe('importance as files', () => {
  it('ranks by gain, and by what there is where a model tells none', () => {
    expect(importanceCsv([feature('a', { gain: 0.2 }), feature('b', { gain: 0.8, permutation: 0 })])).toBe(
      'Feature,Importance\nb,0.8\na,0.2\n',
    );
    expect(importanceCsv([feature('a', { permutation: 0.01 }), feature('b')])).toBe(
      'Feature,Importance\na,0.01\nb,0\n',
    );
  });

  it('draws names as text, whatever they are', () => {
    const svg = importanceSvg('<script>"&', [feature(`x" onload='evil()'><b>`, { gain: 1 })]);
    expect(svg).not.toMatch(/<script|<b>|onload='/);
    expect(svg).toContain('&lt;script&gt;&quot;&amp;');
    expect(svg).toContain('share of the gain');
    expect(importanceSvg('none', [feature('a')])).toContain('No feature counted');
  });
});

describe('text of reports', () => {
  it('quotes what needs it and guards formulas, leaves numbers alone', () => {
    expect(
      csvText(
        ['a,b', 'c'],
        [
          ['=1+1', -0.5],
          ['2025-01-01T09:15:00+05:30', Number.NaN],
          [null, 'x "y"'],
        ],
      ),
    ).toBe(`"a,b",c\n'=1+1,-0.5\n2025-01-01T09:15:00+05:30,\n,"x ""y"""\n`);
  });

  it('writes null for numbers that are none', () => {
    expect(JSON.parse(plainJson({ a: Number.NaN, b: [Number.POSITIVE_INFINITY, 1] }))).toEqual({
      a: null,
      b: [null, 1],
    });
  });
});
