// Words and figures of one dataset's page: why rows were dropped, how windows ended, what the proof says in one line. Pure.

import type { Hit } from '../../../../../engines/labels/definition.ts';
import type { LeakCheckId, LeakProof, LeakVerdict } from '../../../../../engines/validation/leaks/proof.ts';
import type { Dataset, DatasetInstrument } from '../../../../contracts/datasets.ts';
import { formatNumber, plural } from '../../../ui/format.ts';

const DROP_WORDS: Readonly<Record<string, string>> = {
  'session-end': 'The window would cross the session’s end',
  'data-end': 'The stored bars end before the window',
  gap: 'A bar inside the window is missing',
  'no-scale': 'ATR, volatility or entry price not known yet',
  'no-setup': 'No setup stood at the decision',
  'no-barrier': 'The trade has no stop or no target',
  'no-bars': 'No bars around the decision',
  'outside-hours': 'Outside the decision window',
};

export const HIT_WORDS: Readonly<Record<Hit, string>> = {
  none: 'no barrier',
  target: 'target',
  stop: 'stop',
  both: 'both in one bar',
  time: 'time',
  'session-end': 'session end',
};

export function hitWords(hit: string): string {
  return HIT_WORDS[hit as Hit] ?? hit;
}

export interface CountOf {
  readonly id: string;
  readonly words: string;
  readonly count: number;
}

function counted(
  counts: Readonly<Record<string, number | undefined>>,
  words: (id: string) => string,
): readonly CountOf[] {
  return Object.entries(counts)
    .map(([id, count = 0]) => ({ id, words: words(id), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

/** Dropped decisions by reason over all instruments, most frequent first. */
export function droppedOf(perInstrument: readonly Pick<DatasetInstrument, 'dropped'>[]): readonly CountOf[] {
  const sums: Record<string, number> = {};
  for (const { dropped } of perInstrument)
    for (const [reason, count] of Object.entries(dropped)) sums[reason] = (sums[reason] ?? 0) + count;
  return counted(sums, (reason) => DROP_WORDS[reason] ?? reason.replaceAll('-', ' '));
}

export function hitsOf(dataset: Pick<Dataset, 'labelSummary'>): readonly CountOf[] {
  return counted(dataset.labelSummary?.hits ?? {}, hitWords);
}

export const VERDICT_WORDS: Readonly<Record<LeakVerdict, string>> = {
  passed: 'Passed',
  alarm: 'Look',
  failed: 'Failed',
  skipped: 'Not done',
};

/** What each check does and why it would notice. */
export const CHECK_MEANING: Readonly<Record<LeakCheckId, string>> = {
  truncation:
    'At random bars every feature is computed again with all later bars taken away. A number that changes has read its own future.',
  scramble:
    'After random moments all bars are replaced by noise and everything is computed again. Features before that moment must stay as they are.',
  shift:
    'The features are delayed by one bar. What a market tells fades slowly; an AUC that collapses within one bar belonged to the bar it was to predict.',
  'future-knowledge':
    'Each feature alone against the return of the label’s own window. A correlation beyond ±0.3 or an AUC above 0.75 is more than one number can honestly know.',
  permutation:
    'Labels are exchanged between whole days and the model is fitted again. With nothing left to learn its AUC must fall back to one half; if it does not, rows leak into each other.',
  names: 'Columns whose names speak of the future (return ahead, outcome, exit price) can never be features.',
  parity:
    'The features that would run live are fed bar by bar and must give the stored bytes: what was trained on is what will be served.',
  purge:
    'The rows are split walk-forward. No training row’s label window may touch a test; those that would are purged, and an embargo follows each test.',
};

/** Without these nothing is recomputed: the others only find what is gross. */
const RECOMPUTING: readonly LeakCheckId[] = ['truncation', 'scramble', 'parity'];

/** `Nothing here looks ahead: 8 checks passed`, or what did not. */
export function proofHeadline(proof: LeakProof): string {
  const of = (verdict: LeakVerdict) => proof.checks.filter((check) => check.verdict === verdict);
  const failed = of('failed');
  const alarms = of('alarm');
  const skipped = of('skipped').length;
  const rest = skipped > 0 ? `; ${skipped} could not be done` : '';
  if (failed.length > 0)
    return `Something here looks ahead: ${plural(failed.length, 'check')} failed${alarms.length > 0 ? `, ${alarms.length} raised an alarm` : ''}${rest}`;
  if (alarms.length > 0)
    return `Look before using this: ${plural(alarms.length, 'check')} raised an alarm, ${of('passed').length} passed${rest}`;
  const passed = of('passed').length;
  if (passed === 0) return `Nothing is proven: ${plural(skipped, 'check')} could not be done`;
  if (of('skipped').some((check) => RECOMPUTING.includes(check.id)))
    return `No look ahead found, none ruled out: ${plural(passed, 'check')} passed${rest}`;
  return `Nothing here looks ahead: ${plural(passed, 'check')} passed${rest}`;
}

const FIGURE_NAMES: Readonly<Record<string, string>> = {
  auc: 'AUC',
  aucDelayed: 'AUC one bar late',
  modelAuc: 'AUC of the score',
  modelAucDelayed: 'AUC one bar late',
  realAuc: 'AUC of the real labels',
  low: '5 % lie below',
  high: '95 % lie below',
  min: 'Lowest',
  max: 'Highest',
  asGood: 'As good as the real labels',
  largestAuc: 'Largest AUC',
  largestClassAuc: 'Largest AUC of a class',
  largestCorrelation: 'Largest correlation',
  foreign: 'Instruments from outside',
  unserved: 'Rows the stream does not give',
};

/** `rowsCompared` → `Rows compared`. */
export function figureName(name: string): string {
  const known = FIGURE_NAMES[name];
  if (known) return known;
  const words = name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function figureText(value: number): string {
  return formatNumber(value, Number.isInteger(value) ? 0 : 3);
}

const FIGURE_DIGITS = 6;

/** A stored value as exactly as a person compares: some digits, no binary dust; a dash where it is missing. */
export function valueWords(value: number, digits = FIGURE_DIGITS): string {
  if (!Number.isFinite(value)) return '–';
  return String(Number(value.toPrecision(digits))).replace('-', '−');
}
