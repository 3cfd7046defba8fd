// Hits, drop reasons and class marks of labels in words and shapes. Pure.

import type { DropReason, Hit } from '../../../../../engines/labels/definition.ts';
import type { DecisionClass } from '../../../charts/candles/decisions.ts';

export const HIT_WORDS: Readonly<Record<Hit, string>> = {
  none: 'ran its whole window',
  target: 'target touched first',
  stop: 'stop touched first',
  both: 'one bar touched both',
  time: 'time ran out',
  'session-end': 'out at the session’s close',
};

/** A direction has no position: its barriers are an upper and a lower one. */
export function levelNames(classes: readonly string[]): { readonly target: string; readonly stop: string } {
  return classes.includes('none') ? { target: 'upper', stop: 'lower' } : { target: 'target', stop: 'stop' };
}

export function hitWords(hit: Hit, classes: readonly string[]): string {
  const { target, stop } = levelNames(classes);
  if (hit === 'target') return `${target} touched first`;
  return hit === 'stop' ? `${stop} touched first` : HIT_WORDS[hit];
}

export const DROP_WORDS: Readonly<Record<DropReason, string>> = {
  'session-end': 'the window would cross the session’s end',
  'data-end': 'stored bars end before the window',
  gap: 'a bar inside the window is missing',
  'no-scale': 'volatility or entry price not known yet',
  'no-setup': 'no setup stood at the decision',
  'no-barrier': 'the trade has no stop or target',
  'no-bars': 'no bars around the decision',
};

const KNOWN: Readonly<Record<string, Omit<DecisionClass, 'name'>>> = {
  win: { shape: 'up', tone: 'up' },
  up: { shape: 'up', tone: 'up' },
  BUY: { shape: 'up', tone: 'up' },
  lose: { shape: 'down', tone: 'down' },
  down: { shape: 'down', tone: 'down' },
  SELL: { shape: 'down', tone: 'down' },
  time: { shape: 'diamond', tone: 'amber' },
};

/** Shape and tone of a class by its name: what rises and wins points up, what falls and loses points down. */
export function classMark(name: string): DecisionClass {
  return { name, ...(KNOWN[name] ?? { shape: 'square', tone: 'muted' }) };
}

const LANE_ORDER: readonly DecisionClass['shape'][] = ['up', 'square', 'diamond', 'down'];

/** Classes from top to bottom: up, neither, time, down. */
export function laneOrder(names: readonly string[]): readonly DecisionClass[] {
  return names.map(classMark).toSorted((a, b) => LANE_ORDER.indexOf(a.shape) - LANE_ORDER.indexOf(b.shape));
}

/** A label that is a number has no classes: its sign takes their place on the chart. */
export const NUMBER_CLASSES: readonly DecisionClass[] = [
  { name: '> 0', shape: 'up', tone: 'up' },
  { name: '≤ 0', shape: 'down', tone: 'down' },
];
