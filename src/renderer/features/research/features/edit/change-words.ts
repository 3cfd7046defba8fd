// What a draft changes against the version it began from, one line per change. Shown before saving. Pure.

import { parametersWords, placeWords } from '../feature-words.ts';
import type { DraftEntry, SetDraft } from './edit-model.ts';

function entryChanges(before: DraftEntry, after: DraftEntry): readonly string[] {
  const changes: string[] = [];
  if (before.name !== after.name) changes.push(`renamed from ${before.name}`);
  if (before.feature !== after.feature) changes.push(`formula ${before.feature} → ${after.feature}`);
  if (placeWords(before) !== placeWords(after)) changes.push(`${placeWords(before)} → ${placeWords(after)}`);
  const names = new Set([...Object.keys(before.parameters), ...Object.keys(after.parameters)]);
  for (const name of names) {
    const [old, now] = [before.parameters[name], after.parameters[name]];
    if (old === now) continue;
    const words = (value: number | undefined) =>
      value === undefined ? 'default' : parametersWords({ '': value }).trim();
    changes.push(`${name} ${words(old)} → ${words(now)}`);
  }
  return changes;
}

/** True where the entries both drafts have stand in another order. */
function isReordered(before: SetDraft, after: SetDraft): boolean {
  const common = new Set(after.entries.map((entry) => entry.key));
  const old = before.entries.filter((entry) => common.has(entry.key)).map((entry) => entry.key);
  const kept = new Set(old);
  const now = after.entries.filter((entry) => kept.has(entry.key)).map((entry) => entry.key);
  return old.join() !== now.join();
}

export function changeWords(before: SetDraft, after: SetDraft): readonly string[] {
  const old = new Map(before.entries.map((entry) => [entry.key, entry]));
  const kept = new Set(after.entries.map((entry) => entry.key));
  const lines: string[] = [];
  for (const entry of after.entries) {
    const was = old.get(entry.key);
    if (!was) lines.push(`Added ${entry.name} (${[entry.feature, placeWords(entry)].join(', ')})`);
    else {
      const changes = entryChanges(was, entry);
      if (changes.length > 0) lines.push(`${entry.name}: ${changes.join('; ')}`);
    }
  }
  for (const entry of before.entries) if (!kept.has(entry.key)) lines.push(`Removed ${entry.name}`);
  if (isReordered(before, after)) lines.push('Order of the features changed');
  if (before.title.trim() !== after.title.trim()) lines.push('Title changed');
  if (before.description.trim() !== after.description.trim()) lines.push('Description changed');
  return lines;
}
