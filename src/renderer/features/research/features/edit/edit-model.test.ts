import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureTemplateInfo } from '../../../../../contracts/features.ts';
import { changeWords } from './change-words.ts';
import {
  did,
  draftOf,
  formProblem,
  historyOf,
  redone,
  requestOf,
  type SetDraft,
  undone,
  withChange,
  withEntry,
  withMove,
  withoutEntry,
  withParameter,
} from './edit-model.ts';

const RSI: FeatureTemplateInfo = {
  id: 'rsi',
  version: 1,
  kind: 'series',
  title: 'RSI',
  help: '',
  family: 'oscillator',
  unit: 'points',
  range: null,
  level: false,
  parameters: [{ name: 'period', default: 14, min: 2, max: 500, help: '' }],
};
const entry = (name: string, parameters = {}) => ({
  name,
  feature: 'rsi',
  source: 'self' as const,
  timeframe: '5m' as const,
  parameters,
});
const START: SetDraft = draftOf({
  title: 'Title',
  description: '',
  entries: [entry('a'), entry('b', { period: 9 }), entry('c')] as never,
});
const names = (draft: SetDraft) => draft.entries.map((one) => one.name);

describe('a draft', () => {
  it('adds under a free name, removes, moves and stops at the ends', () => {
    const added = withEntry(withEntry(START, RSI), RSI);
    expect(names(added)).toEqual(['a', 'b', 'c', 'rsi', 'rsi_2']);
    expect(new Set(added.entries.map((one) => one.key)).size).toBe(5);
    expect(names(withoutEntry(START, 1))).toEqual(['a', 'c']);
    expect(names(withMove(START, 0, 1))).toEqual(['b', 'a', 'c']);
    expect(withMove(START, 0, -1)).toBe(START);
    expect(withMove(START, 2, 1)).toBe(START);
  });
  it('gives a key of its own to what is added after the last was removed', () => {
    const again = withEntry(withoutEntry(START, 2), RSI);
    expect(new Set(again.entries.map((one) => one.key)).size).toBe(3);
  });
  it('leaves a parameter out where it is the default', () => {
    expect(withParameter(START, 0, RSI, 'period', 21).entries[0]?.parameters).toEqual({ period: 21 });
    expect(withParameter(START, 1, RSI, 'period', 14).entries[1]?.parameters).toEqual({});
  });
  it('becomes a request without keys', () => {
    expect(requestOf('my-set', START)).toEqual({
      id: 'my-set',
      title: 'Title',
      description: '',
      entries: [entry('a'), entry('b', { period: 9 }), entry('c')],
    });
  });
  it('says what no request may hold', () => {
    expect(formProblem(START)).toBeNull();
    expect(formProblem({ ...START, entries: [] })).toContain('empty');
    expect(formProblem({ ...START, title: ' ' })).toContain('title');
    expect(formProblem(withChange(START, 1, { name: ' ' }))).toContain('Feature 2');
    expect(formProblem(withParameter(START, 0, RSI, 'period', Number.NaN))).toContain('not a number');
  });
});

describe('changes in words', () => {
  it('names what was added, removed, renamed, moved and set', () => {
    let draft = withEntry(START, RSI);
    draft = withoutEntry(draft, 2);
    draft = withChange(draft, 0, { name: 'first', timeframe: '15m' });
    draft = withParameter(draft, 1, RSI, 'period', 21);
    expect(changeWords(START, draft)).toEqual([
      'first: renamed from a; own bars, 5m → own bars, 15m',
      'b: period 9 → 21',
      'Added rsi (rsi, own bars, decision bars)',
      'Removed c',
    ]);
    expect(changeWords(START, withMove(START, 0, 2))).toEqual(['Order of the features changed']);
    expect(changeWords(START, { ...START, title: 'Other' })).toEqual(['Title changed']);
    expect(changeWords(START, START)).toEqual([]);
  });
});

describe('undo', () => {
  it('takes back and repeats any run of steps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 }), (steps) => {
        let history = historyOf(START);
        const seen = [START];
        for (const step of steps) {
          const { now } = history;
          const key = now.entries[step % Math.max(1, now.entries.length)]?.key ?? 0;
          const next =
            step === 0
              ? withEntry(now, RSI)
              : step === 1
                ? withoutEntry(now, key)
                : step === 2
                  ? withMove(now, key, 1)
                  : withChange(now, key, { timeframe: '15m' });
          history = did(history, next);
          if (next !== now) seen.push(next);
        }
        for (const draft of seen.slice(0, -1).toReversed()) {
          history = undone(history);
          expect(history.now).toBe(draft);
        }
        expect(undone(history)).toBe(history);
        for (const draft of seen.slice(1)) {
          history = redone(history);
          expect(history.now).toBe(draft);
        }
      }),
    );
  });
  it('takes typing on in one field as one step', () => {
    let history = historyOf(START);
    for (const name of ['x', 'xy', 'xyz'])
      history = did(history, withChange(history.now, 0, { name }), 'name 0');
    expect(names(history.now)[0]).toBe('xyz');
    expect(undone(history).now).toBe(START);
  });
});
