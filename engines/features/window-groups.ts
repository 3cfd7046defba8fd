// Columns of a feature set that say the same at different windows: a search may choose one of each group. Called by training plans and by
// the screens that show them; `with-windows.ts` makes such sets. Pure: follows from the set alone, whatever its columns are called.

import type { FeatureEntry } from './definition.ts';
import {
  byWindows,
  columnKey,
  fullParameters,
  type WindowTemplates,
  windowParameters,
  windowStem,
} from './window-parameters.ts';

export interface WindowGroup {
  /** Unique in the set: what its columns' names share before `_w…`, else the feature's id. */
  readonly name: string;
  /** Names of the columns, shortest window first. */
  readonly members: readonly string[];
  /** The middle one; of an even number the shorter. */
  readonly base: string;
}

/**
 * Entries with the same feature, source, timeframe and parameters but for the windows, wherever at least two windows differ; in the order
 * of the set. Entries of templates that are not known are in none.
 */
export function windowGroups(
  entries: readonly FeatureEntry[],
  templates: WindowTemplates,
): readonly WindowGroup[] {
  const groups = new Map<string, { readonly entry: FeatureEntry; readonly windows: readonly number[] }[]>();
  for (const entry of entries) {
    const declared = templates.get(entry.feature)?.parameters;
    const varied = declared === undefined ? [] : windowParameters(declared);
    if (declared === undefined || varied.length === 0) continue;
    const parameters = fullParameters(declared, entry.parameters);
    const rest = Object.entries(parameters).filter(([name]) => varied.every((one) => one.name !== name));
    const key = columnKey(entry, Object.fromEntries(rest));
    const own = { entry, windows: varied.map(({ name }) => parameters[name]!) };
    groups.set(key, [...(groups.get(key) ?? []), own]);
  }
  const names = new Set<string>();
  return [...groups.values()].flatMap((group): WindowGroup[] => {
    if (new Set(group.map(({ windows }) => windows.join())).size < 2) return [];
    const sorted = [...group].sort((a, b) => byWindows(a.windows, b.windows));
    const members = sorted.map(({ entry }) => entry.name);
    const name = freeName(nameOf(sorted[0]!.entry, members), names);
    names.add(name);
    return [{ name, members, base: members[(members.length - 1) >> 1]! }];
  });
}

function nameOf({ feature, source, timeframe }: FeatureEntry, members: readonly string[]): string {
  const stems = new Set(members.map(windowStem));
  const [stem] = stems;
  if (stems.size === 1 && typeof stem === 'string') return stem;
  return [
    feature,
    ...(source === 'self' ? [] : [source]),
    ...(timeframe === 'decision' ? [] : [timeframe]),
  ].join('_');
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
  return name;
}
