// A feature set with chosen columns at several windows, so that a search can choose among them. Called by the editor of sets and by whoever
// makes sets for searches; nothing is checked beyond windows: `resolveSet` does that when the set is stored. Pure.

import type { IndicatorParameter, IndicatorParameters } from '../indicators/definition.ts';
import type { FeatureEntry } from './definition.ts';
import {
  byWindows,
  columnKey,
  fullParameters,
  type WindowTemplates,
  windowParameters,
  windowStem,
} from './window-parameters.ts';

/** Half, whole and twice the window. */
export const WINDOW_FACTORS: readonly number[] = [0.5, 1, 2];

export interface WindowedEntry extends FeatureEntry {
  /** Place of the entry it was made of in the set it came from. */
  readonly origin: number;
  /** The entry itself, perhaps under a new name. */
  readonly own: boolean;
}

export interface WindowedSet {
  readonly entries: readonly WindowedEntry[];
  /** Entries that were chosen and stay as they are, with the reason. */
  readonly unvaried: readonly { readonly name: string; readonly reason: string }[];
}

/** Longest name of a column, see `resolveSet`. */
const MOST_LETTERS = 63;

/**
 * Every entry that `chosen` names, at its own window and at each factor's; shortest first, where the entry stood. Windows are rounded and
 * kept within their declared range; what is there already, whatever it is called, is not added; where two windows of a feature stand in
 * order (fast before slow) a factor that would undo it is left out. Varied columns are called `<stem>_w<windows>`. Names of others stay.
 * Throws RangeError for a factor that is not above zero.
 */
export function withWindows(
  entries: readonly FeatureEntry[],
  chosen: ReadonlySet<string>,
  factors: readonly number[],
  templates: WindowTemplates,
): WindowedSet {
  const wrong = factors.find((factor) => !(factor > 0 && Number.isFinite(factor)));
  if (wrong !== undefined) throw new RangeError(`a factor of a window must be above zero, got ${wrong}`);
  const declaredOf = (entry: FeatureEntry) => templates.get(entry.feature)?.parameters ?? [];
  const there = new Set(
    entries.map((entry) => columnKey(entry, fullParameters(declaredOf(entry), entry.parameters))),
  );
  const names = new Set(entries.map(({ name }) => name));
  const unvaried: { name: string; reason: string }[] = [];
  const made = entries.flatMap((entry, origin): WindowedEntry[] => {
    const itself = { ...entry, origin, own: true };
    if (!chosen.has(entry.name)) return [itself];
    const declared = declaredOf(entry);
    const windows = windowParameters(declared);
    if (windows.length === 0) {
      unvaried.push({ name: entry.name, reason: 'it has no window' });
      return [itself];
    }
    const full = fullParameters(declared, entry.parameters);
    const variants: IndicatorParameters[] = [];
    for (const factor of factors) {
      const scaled = scaledWindows(windows, full, factor);
      if (scaled === null) continue;
      const parameters = { ...full, ...scaled };
      const key = columnKey(entry, parameters);
      if (there.has(key)) continue;
      there.add(key);
      variants.push(parameters);
    }
    if (variants.length === 0) {
      unvaried.push({ name: entry.name, reason: 'its other windows are there already or out of range' });
      return [itself];
    }
    names.delete(entry.name);
    const size = (parameters: IndicatorParameters) => windows.map(({ name }) => parameters[name]!);
    const all = [full, ...variants].sort((a, b) => byWindows(size(a), size(b)));
    const free = freeNames(
      stemOf(entry.name, full[windows[0]!.name]!),
      all.map((parameters) => `_w${size(parameters).map(Math.round).join('_')}`),
      names,
    );
    return all.map((parameters, k) => {
      names.add(free[k]!);
      return {
        ...entry,
        name: free[k]!,
        parameters: parameters === full ? entry.parameters : changed(declared, parameters),
        origin,
        own: parameters === full,
      };
    });
  });
  return { entries: made, unvaried };
}

/** Null where an order among the windows would be lost. */
function scaledWindows(
  windows: readonly IndicatorParameter[],
  full: IndicatorParameters,
  factor: number,
): IndicatorParameters | null {
  const scaled = new Map(
    windows.map(({ name, min, max }) => [
      name,
      Math.min(Math.floor(max), Math.max(Math.ceil(min), Math.round(full[name]! * factor))),
    ]),
  );
  for (const { name: a } of windows)
    for (const { name: b } of windows)
      if (full[a]! < full[b]! && !(scaled.get(a)! < scaled.get(b)!)) return null;
  return Object.fromEntries(scaled);
}

/** Only those that differ from the defaults, as stored sets have them. */
function changed(
  declared: readonly IndicatorParameter[],
  parameters: IndicatorParameters,
): IndicatorParameters {
  return Object.fromEntries(
    declared.flatMap(({ name, default: standard }) =>
      parameters[name] === standard ? [] : [[name, parameters[name]!]],
    ),
  );
}

/** `ta_rsi` of `ta_rsi_w7`, and of `ta_rsi14` where 14 is its window. */
function stemOf(name: string, window: number): string {
  const stem = windowStem(name);
  if (stem !== null) return stem;
  const digits = String(window);
  const front = name.endsWith(digits) ? name.slice(0, -digits.length).replace(/_+$/, '') : '';
  return front === '' || /\d$/.test(front) ? name : front;
}

/** One stem for all, so that the columns are seen to belong together. */
function freeNames(stem: string, endings: readonly string[], taken: ReadonlySet<string>): readonly string[] {
  const longest = Math.max(...endings.map(({ length }) => length));
  for (let number = 1; ; number++) {
    const last = number === 1 ? '' : `_${number}`;
    const front = `${stem.slice(0, MOST_LETTERS - longest - last.length)}${last}`;
    const names = endings.map((ending) => `${front}${ending}`);
    if (names.every((name) => !taken.has(name))) return names;
  }
}
