// The user's settings as rows of one key-value table. Called by the system service; shape and defaults are settingsSchema's.
// A stored value that no longer fits is never thrown away: its default is used, with a warning, until the user sets it again.

import { AppError } from '../../contracts/errors.ts';
import { type Settings, settingsPatchSchema, settingsSchema } from '../../contracts/system.ts';
import type { Db } from '../db/port.ts';

export interface SettingsStore {
  read(): Promise<SettingsReading>;
  /** Stores the given keys, or none of them where one is out of range; returns all settings as they are then. */
  update(patch: Partial<Settings>): Promise<Settings>;
}

export interface SettingsReading {
  readonly settings: Settings;
  /** One sentence per stored value that was not usable. */
  readonly warnings: readonly string[];
}

const FIELDS = settingsSchema.shape;

export function createSettingsStore(db: Db, now: () => number): SettingsStore {
  const read = async (): Promise<SettingsReading> => {
    const rows = await db.all<{ key: string; value: string }>('SELECT key, value FROM setting ORDER BY key');
    const stored: Record<string, unknown> = {};
    const warnings: string[] = [];
    for (const { key, value } of rows) {
      // Keys of a later version stay in the table, unread.
      if (!isField(key)) continue;
      const usable = parseStored(key, value);
      if (usable.ok) stored[key] = usable.value;
      else
        warnings.push(
          `The stored setting "${key}" (${shorten(value)}) is not usable: ${usable.reason}. Its default is used; set it again to replace it.`,
        );
    }
    return { settings: settingsSchema.parse(stored), warnings };
  };

  return {
    read,
    async update(patch) {
      const valid = settingsPatchSchema.strict().safeParse(patch);
      if (!valid.success) throw refusedPatch(valid.error.issues[0]!);
      await db.transaction(async (tx) => {
        for (const [key, value] of Object.entries(valid.data)) {
          if (value === undefined) continue;
          await tx.run(
            `INSERT INTO setting (key, value, recorded_at) VALUES (?, ?, ?)
             ON CONFLICT (key) DO UPDATE SET value = excluded.value, recorded_at = excluded.recorded_at`,
            [key, JSON.stringify(value), now()],
          );
        }
      });
      return (await read()).settings;
    },
  };
}

type Field = keyof Settings;
type Stored =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

function isField(key: string): key is Field {
  return Object.hasOwn(FIELDS, key);
}

function parseStored(key: Field, text: string): Stored {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'it cannot be read' };
  }
  const parsed = FIELDS[key].safeParse(value);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, reason: parsed.error.issues[0]!.message };
}

function refusedPatch(issue: { readonly path: readonly PropertyKey[]; readonly message: string }): AppError {
  const key = issue.path.map(String).join('.');
  return new AppError(
    'BAD_PARAMETER',
    `The setting${key === '' ? '' : ` "${key}"`} was not changed: ${issue.message}. All settings are as they were; give a value in the allowed range.`,
    { key },
  );
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
