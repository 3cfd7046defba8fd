// What each way of splitting is for, and the lengths an own method begins with. Pure.

import type { SPLIT_PRESET_IDS } from '../../../../contracts/training.ts';
import type { MethodDraft } from './training-draft.ts';

export const SPLIT_TITLES: Readonly<Record<(typeof SPLIT_PRESET_IDS)[number], string>> = {
  'walk-forward-60-10': 'Walk-forward, 60 then 10',
  'expanding-60-10': 'Expanding, 10 at a time',
  'window-45-15': 'Window of 45 days, step of 15',
  'gap-5-fold': 'Five folds with a gap',
  'combinatorial-6-2': 'Combinatorial, 2 of 6',
};

export const SPLIT_HELP: Readonly<Record<(typeof SPLIT_PRESET_IDS)[number], string>> = {
  'walk-forward-60-10': 'Sixty sessions train, the ten after them test; everything moves on by ten.',
  'expanding-60-10':
    'Like walk-forward, but nothing is forgotten: each training part begins at the first day.',
  'window-45-15': 'Forty-five calendar days train, fifteen test. More segments from few days.',
  'gap-5-fold':
    'Five blocks test in turn, with twenty sessions kept clear. Trains on later days too: for studies.',
  'combinatorial-6-2': 'Every two of six blocks test. Many paths, for the probability of overfitting.',
};

export const METHOD_WORDS: Readonly<Record<MethodDraft['kind'], string>> = {
  'walk-forward': 'Walk-forward, by sessions',
  'window-step': 'Window and step, by calendar days',
  'gap-k-fold': 'Folds with a gap',
  combinatorial: 'Combinatorial blocks',
  tail: 'One test at the end',
};

export const OWN_METHODS: Readonly<Record<MethodDraft['kind'], MethodDraft>> = {
  'walk-forward': {
    kind: 'walk-forward',
    trainSessions: 60,
    testSessions: 10,
    expanding: false,
    embargoMinutes: 30,
  },
  'window-step': { kind: 'window-step', windowDays: 45, stepDays: 15, embargoMinutes: 30 },
  'gap-k-fold': { kind: 'gap-k-fold', folds: 5, horizonSessions: 20, embargoSessions: 0, embargoMinutes: 0 },
  combinatorial: { kind: 'combinatorial', groups: 6, testGroups: 2, embargoMinutes: 30 },
  tail: { kind: 'tail', share: 20, embargoMinutes: 30 },
};

export interface MethodField {
  readonly name: string;
  readonly label: string;
  readonly unit?: string;
}

export const METHOD_FIELDS: Readonly<Record<MethodDraft['kind'], readonly MethodField[]>> = {
  'walk-forward': [
    { name: 'trainSessions', label: 'Train', unit: 'sessions' },
    { name: 'testSessions', label: 'Test', unit: 'sessions' },
  ],
  'window-step': [
    { name: 'windowDays', label: 'Window', unit: 'days' },
    { name: 'stepDays', label: 'Step', unit: 'days' },
  ],
  'gap-k-fold': [
    { name: 'folds', label: 'Folds' },
    { name: 'horizonSessions', label: 'Horizon kept clear', unit: 'sessions' },
    { name: 'embargoSessions', label: 'Further gap', unit: 'sessions' },
  ],
  combinatorial: [
    { name: 'groups', label: 'Blocks' },
    { name: 'testGroups', label: 'Blocks that test' },
  ],
  tail: [{ name: 'share', label: 'Test', unit: '%' }],
};
