import { describe, expect, it } from 'vitest';
import { fakeCandidate } from '../../../../../tests/fakes/desk/fake-candidate.ts';
import { BUNDLE_FILES } from '../../../../contracts/bundles.ts';
import { bundleFiles, commandsOf, differenceWords } from './bundle-model.ts';

describe('a difference', () => {
  it('is written as a power of ten', () => {
    expect(differenceWords(2.98e-8)).toBe('3.0 × 10⁻⁸');
    expect(differenceWords(1e-6)).toBe('1.0 × 10⁻⁶');
    expect(differenceWords(12)).toBe('1.2 × 10¹');
  });
  it('may be none at all, or unknown', () => {
    expect(differenceWords(0)).toBe('0');
    expect(differenceWords(Number.NaN)).toBe('–');
  });
});

describe('files of a bundle', () => {
  it('name every file of the form, with hashes where the manifest was read', () => {
    const files = bundleFiles({
      files: { [BUNDLE_FILES.graph]: 'ab'.repeat(32), 'extra.json': 'cd'.repeat(32) },
    });
    expect(files.map(({ name }) => name)).toEqual([...Object.values(BUNDLE_FILES), 'extra.json']);
    expect(files.find(({ name }) => name === BUNDLE_FILES.graph)?.hash).toBe('ab'.repeat(32));
    expect(files.find(({ name }) => name === BUNDLE_FILES.manifest)?.hash).toBeNull();
    expect(files.every(({ words }) => words !== '')).toBe(true);
  });
  it('stand without a manifest', () => {
    expect(bundleFiles({}).every(({ hash }) => hash === null)).toBe(true);
  });
});

describe('the command line', () => {
  it('names the candidate and the days of its last test part, in Indian time', () => {
    const [segment] = fakeCandidate({ segments: 1 }).perSegment;
    const late = Date.parse('2025-02-20T19:00:00Z');
    const [predict] = commandsOf({
      id: 'c0ffee00',
      perSegment: [{ ...segment!, testFrom: late, testTo: late }],
    });
    expect(predict?.command).toBe(
      'npm run -s cli -- predict --model c0ffee00 --from 2025-02-21 --to 2025-02-21',
    );
  });
  it('leaves the days out where there was no test', () => {
    expect(commandsOf({ id: 'c0ffee00', perSegment: [] })[0]?.command).toMatch(/c0ffee00$/);
  });
});
