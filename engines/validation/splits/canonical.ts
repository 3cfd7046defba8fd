// The text of a split: one text per split, so that services can hash it, store it as a file and reuse it by name. Reading checks
// everything, since files can be edited by hand. Pure.

import type { Fold, TimeSpan } from './fold.ts';
import type { Split, SplitKind, SplitMethod } from './split.ts';

/** Keys in a fixed order, one line per fold; reading it back gives an equal split. */
export function canonicalSplit(split: Split): string {
  const span = ({ from, to }: TimeSpan) => [from, to];
  const head = [
    `"version":${split.version}`,
    `"datasetHash":${JSON.stringify(split.datasetHash)}`,
    `"method":${sortedJson(split.method)}`,
    `"sessions":${sortedJson(split.sessions)}`,
  ];
  const folds = split.folds.map((fold) =>
    JSON.stringify([fold.index, fold.train.map(span), fold.test.map(span), fold.embargoMs]),
  );
  return `{${head.join(',')},\n"folds":[\n${folds.join(',\n')}\n],\n"groups":${JSON.stringify(split.groups.map(span))},\n"paths":${JSON.stringify(split.paths)}}\n`;
}

function sortedJson(record: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1))));
}

const METHOD_KEYS: Readonly<Record<SplitKind, readonly string[]>> = {
  'walk-forward': ['trainSessions', 'testSessions', 'expanding', 'embargoMs'],
  'window-step': ['windowDays', 'stepDays', 'embargoMs'],
  'gap-k-fold': ['folds', 'horizonSessions', 'embargoSessions', 'embargoMs'],
  combinatorial: ['groups', 'testGroups', 'embargoMs'],
  tail: ['share', 'embargoMs'],
};

/** Throws RangeError, naming what is wrong with the text. */
export function readSplit(text: string): Split {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new RangeError('the split is not JSON; make it again from its dataset');
  }
  const top = record(raw, 'the split');
  if (top.version !== 1)
    throw new RangeError(`split version ${String(top.version)} is not known; known is 1`);
  if (typeof top.datasetHash !== 'string' || top.datasetHash === '')
    throw new RangeError('the split names no dataset');
  const sessions = record(top.sessions, 'sessions');
  const folds = list(top.folds, 'folds').map(readFold);
  if (folds.length === 0) throw new RangeError('the split has no fold');
  const split: Split = {
    version: 1,
    datasetHash: top.datasetHash,
    method: readMethod(top.method),
    sessions: {
      count: number(sessions.count, 'sessions.count'),
      first: String(sessions.first),
      last: String(sessions.last),
    },
    folds,
    groups: readSpans(top.groups, 'groups'),
    paths: list(top.paths, 'paths').map((path) =>
      list(path, 'a path').map((fold) => {
        const index = number(fold, 'a fold of a path');
        if (folds[index] === undefined)
          throw new RangeError(`a path names fold ${index}, which is not there`);
        return index;
      }),
    ),
  };
  if (split.paths.some((path) => path.length !== split.groups.length))
    throw new RangeError('a path of the split does not cross every group');
  return split;
}

function readMethod(raw: unknown): SplitMethod {
  const method = record(raw, 'method');
  const keys = METHOD_KEYS[method.kind as SplitKind];
  if (keys === undefined) throw new RangeError(`split method ${String(method.kind)} is not known`);
  for (const key of keys) {
    const right = key === 'expanding' ? typeof method[key] === 'boolean' : Number.isFinite(method[key]);
    if (!right) throw new RangeError(`${key} of split method ${String(method.kind)} is missing or no number`);
  }
  // Every key of its kind was just checked; others are refused.
  if (Object.keys(method).length !== keys.length + 1)
    throw new RangeError(`split method ${String(method.kind)} has keys it does not know`);
  return method as unknown as SplitMethod;
}

function readFold(raw: unknown, place: number): Fold {
  const [index, train, test, embargoMs] = list(raw, `fold ${place}`);
  if (index !== place) throw new RangeError(`fold ${place} of the split says it is ${String(index)}`);
  const fold: Fold = {
    index: place,
    train: readSpans(train, `training spans of fold ${place}`),
    test: readSpans(test, `test spans of fold ${place}`),
    embargoMs: number(embargoMs, `embargo of fold ${place}`),
  };
  if (!(fold.embargoMs >= 0)) throw new RangeError(`the embargo of fold ${place} is negative`);
  if (fold.train.length === 0 || fold.test.length === 0)
    throw new RangeError(`fold ${place} of the split trains or tests on nothing`);
  for (const one of fold.train)
    for (const other of fold.test)
      if (one.from < other.to && other.from < one.to)
        throw new RangeError(`fold ${place} of the split trains on a session it tests`);
  return fold;
}

function readSpans(raw: unknown, name: string): TimeSpan[] {
  let end = Number.NEGATIVE_INFINITY;
  return list(raw, name).map((one) => {
    const [from, to] = list(one, name).map((value) => number(value, name));
    if (!(from! >= end && to! > from!)) throw new RangeError(`${name} must ascend without overlap`);
    end = to!;
    return { from: from!, to: to! };
  });
}

function record(raw: unknown, name: string): Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new RangeError(`${name} should be a record`);
  return raw as Record<string, unknown>;
}

function list(raw: unknown, name: string): unknown[] {
  if (!Array.isArray(raw)) throw new RangeError(`${name} should be a list`);
  return raw;
}

function number(raw: unknown, name: string): number {
  if (typeof raw !== 'number' || !Number.isFinite(raw)) throw new RangeError(`${name} should be a number`);
  return raw;
}
