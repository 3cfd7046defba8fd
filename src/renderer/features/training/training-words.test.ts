import { describe, expect, it } from 'vitest';
import { abilitiesOf, familyTitle, keyWords, runPercent, shortDays, stepWords } from './training-words.ts';

const TITLES = new Map([['leafwise', 'Leaf by leaf']]);
const steps = (done: number, failed = 0) => ({ total: 10, done, failed, reused: 0 });

describe('words of steps', () => {
  it('names segment, family and trial, counted from one', () => {
    expect(stepWords({ kind: 'trial', segment: 2, family: 'leafwise', trial: 4 }, TITLES)).toBe(
      'Segment 3 · Leaf by leaf · trial 5',
    );
    expect(stepWords({ kind: 'fit', segment: -1, family: 'leafwise', trial: null }, TITLES)).toBe(
      'Newest window · Leaf by leaf · fit',
    );
    expect(stepWords({ kind: 'bundle', segment: -1, family: 'soft-vote', trial: null }, TITLES)).toBe(
      'Mean of the families · bundle',
    );
    expect(stepWords({ kind: 'split', segment: -1, family: '', trial: null }, TITLES)).toBe('Split');
  });
  it('reads the same from a key, and leaves an unknown key as it is', () => {
    expect(keyWords('s2/leafwise/t4', TITLES)).toBe('Segment 3 · Leaf by leaf · trial 5');
    expect(keyWords('final/leafwise/fit', TITLES)).toBe('Newest window · Leaf by leaf · fit');
    expect(keyWords('bundle/stack', TITLES)).toBe('Stacked families · bundle');
    expect(keyWords('report', TITLES)).toBe('Report');
    expect(keyWords('x9/what', TITLES)).toBe('x9/what');
  });
  it('falls back to the id of a family nobody knows', () => {
    expect(familyTitle('own-family', TITLES)).toBe('own-family');
  });
});

describe('abilitiesOf', () => {
  it('allows what the state allows', () => {
    expect(abilitiesOf({ state: 'running', steps: steps(3) })).toEqual({
      pause: true,
      resume: false,
      cancel: true,
    });
    expect(abilitiesOf({ state: 'queued', steps: steps(0) })).toEqual({
      pause: false,
      resume: false,
      cancel: true,
    });
    expect(abilitiesOf({ state: 'interrupted', steps: steps(3) }).resume).toBe(true);
  });
  it('lets a finished run go on only where a step was forgotten', () => {
    expect(abilitiesOf({ state: 'done', steps: steps(9, 1) }).resume).toBe(false);
    expect(abilitiesOf({ state: 'done', steps: steps(8, 1) }).resume).toBe(true);
  });
});

describe('runPercent', () => {
  const running = { state: 'running', steps: steps(2) } as const;
  it('is what its job says while it works, as the status bar shows it', () => {
    const job = { state: 'running', progress: { fraction: 0.417, stage: '' } } as const;
    expect(runPercent(running, job)).toBe(41);
    expect(runPercent({ ...running, state: 'paused' }, job)).toBe(20);
    expect(runPercent(running, undefined)).toBe(20);
  });
  it('never reads as complete before the end', () => {
    const full = { state: 'running', progress: { fraction: 1, stage: '' } } as const;
    expect(runPercent(running, full)).toBe(99);
    expect(runPercent({ state: 'failed', steps: steps(10) }, undefined)).toBe(99);
    expect(runPercent({ state: 'done', steps: steps(9, 1) }, undefined)).toBe(100);
    expect(
      runPercent({ state: 'queued', steps: { total: 0, done: 0, failed: 0, reused: 0 } }, undefined),
    ).toBe(0);
  });
});

describe('shortDays', () => {
  it('leaves the years out, over New Year too', () => {
    const at = (date: string) => Date.parse(`${date}T03:45:00Z`);
    expect(shortDays(at('2025-12-15'), at('2026-01-02'))).toBe('15 Dec – 2 Jan');
    expect(shortDays(at('2025-10-13'), at('2025-10-31'))).toBe('13 Oct – 31 Oct');
    expect(shortDays(at('2025-10-13'), at('2025-10-13'))).toBe('13 Oct');
  });
});
