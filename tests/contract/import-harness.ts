// A database in a temporary folder and candle files made in code, for the tests of the importer. Used by tests/*/import*.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach } from 'vitest';
import { type Bar, type Bars, barAt } from '../../engines/market/bars.ts';
import { type Interval, intervalMs } from '../../engines/market/interval.ts';
import type { ImportRequest, ImportResult } from '../../src/contracts/imports.ts';
import { type Db, migrate, openDb } from '../../src/services/db/index.ts';
import { type ImportDependencies, runImport } from '../../src/services/imports/index.ts';
import { type CandleStore, createCandleStore, loadCalendar } from '../../src/services/market/index.ts';
import { migrations } from '../../src/services/migrations.ts';

export const NOW = Date.UTC(2026, 10, 2, 6, 0);

export interface Desk {
  readonly folder: string;
  readonly db: Db;
  readonly store: CandleStore;
  /** Writes a file below the desk's own folder `files/`; names ending in .gz are packed. */
  file(name: string, content: string | Uint8Array): string;
  import(
    paths: readonly string[],
    options?: Partial<Omit<ImportRequest, 'files'>> &
      Partial<ImportDependencies> & { overrides?: ImportRequest['files'][number]['overrides'] },
  ): Promise<ImportResult>;
}

const open: { folder: string; db: Db }[] = [];

/** Call once per test; closed and removed after it. */
export async function openDesk(): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'anchordesk-import-'));
  const db = await openDb({ file: join(folder, 'anchordesk.db') });
  open.push({ folder, db });
  await migrate(db, migrations, () => NOW);
  return {
    folder,
    db,
    store: createCandleStore(db, () => NOW),
    file(name, content) {
      const path = join(folder, 'files', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, name.endsWith('.gz') && typeof content === 'string' ? gzipSync(content) : content);
      return path;
    },
    import: (paths, { onChanged = 'keep', dryRun = false, overrides, ...dependencies } = {}) =>
      runImport(
        { files: paths.map((path) => ({ path, ...(overrides ? { overrides } : {}) })), onChanged, dryRun },
        { db, dataFolder: folder, now: () => NOW, ...dependencies },
      ),
  };
}

export async function closeDesks(): Promise<void> {
  for (const { folder, db } of open.splice(0)) {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

export function closeDesksAfterEach(): void {
  afterEach(closeDesks);
}

/** Plausible bars of whole NSE (or US) sessions: deterministic, high and low enclosing open and close. */
export function makeBars(
  dates: readonly string[],
  interval: Interval,
  options: { readonly us?: boolean; readonly price?: number } = {},
): Bar[] {
  const profile = options.us ? 'us-equity' : 'nse-equity';
  const bars: Bar[] = [];
  let close = options.price ?? 1000;
  for (const date of dates) {
    const session = loadCalendar().session(profile, date);
    if (!session) throw new Error(`${date} is no trading day`);
    for (const window of session.windows) {
      for (let openTime = window.open; openTime < window.close; openTime += intervalMs(interval)) {
        const k = bars.length;
        const open_ = close;
        close = paise(open_ + ((k * 37) % 11) * 0.05 - 0.25);
        bars.push({
          openTime,
          open: open_,
          high: paise(Math.max(open_, close) + ((k * 13) % 7) * 0.05),
          low: paise(Math.min(open_, close) - ((k * 17) % 5) * 0.05),
          close,
          volume: 100 + ((k * 7919) % 5000),
        });
      }
    }
  }
  return bars;
}

function paise(price: number): number {
  return Math.round(price * 100) / 100;
}

/** `2024-03-28T09:15:00` of a moment in a zone that is `offsetMinutes` ahead of UTC. */
export function wallClock(epochMs: number, offsetMinutes = 330): string {
  return new Date(epochMs + offsetMinutes * 60_000).toISOString().slice(0, 19);
}

/** The layout of our own market files: `timestamp,open,high,low,close,volume`, start stamps with an offset. */
export function toCsv(bars: readonly Bar[], header = 'timestamp,open,high,low,close,volume'): string {
  const lines = bars.map((bar) => `${wallClock(bar.openTime)}+05:30,${values(bar)}`);
  return `${[header, ...lines].join('\n')}\n`;
}

export function values({ open: o, high, low, close, volume }: Bar): string {
  return [o, high, low, close, volume].join(',');
}

export function rowsOf(bars: Bars): Bar[] {
  return Array.from({ length: bars.length }, (_, i) => barAt(bars, i));
}

/** What an import that must fail throws. */
export async function failureOf(
  work: Promise<unknown>,
): Promise<{ code: string; message: string; details: unknown }> {
  try {
    await work;
  } catch (error) {
    return error as { code: string; message: string; details: unknown };
  }
  throw new Error('the import was expected to fail and did not');
}
