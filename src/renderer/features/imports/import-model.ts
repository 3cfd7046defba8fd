// What the import wizard knows: files on their way from the disk to a preview, corrections, what will be imported. Pure reducer;
// import-runner.ts does the uploading and asking, the views show.

import type { ImportPlan, ImportPreview, PlanOverrides } from '../../../contracts/imports.ts';

export type EntryPhase = 'waiting' | 'uploading' | 'reading' | 'ready' | 'failed';

export interface ImportEntry {
  /** Stable within the wizard. */
  readonly key: string;
  readonly name: string;
  readonly bytes: number;
  /** Picked in the page (must be uploaded) or a path on the desk's machine. */
  readonly origin: 'page' | 'path';
  readonly phase: EntryPhase;
  readonly sentBytes: number;
  /** Where the desk finds it; null until uploaded. */
  readonly path: string | null;
  readonly preview: ImportPreview | null;
  readonly overrides: PlanOverrides;
  readonly error: unknown;
  /** Left out of the import by the user. */
  readonly skipped: boolean;
  /** Run made of a trade file. */
  readonly runId: string | null;
}

export interface ImportDraft {
  readonly entries: readonly ImportEntry[];
  readonly selected: string | null;
  readonly onChanged: 'keep' | 'replace';
}

export const EMPTY_DRAFT: ImportDraft = { entries: [], selected: null, onChanged: 'keep' };

export type ImportAction =
  | {
      readonly kind: 'add';
      readonly entries: readonly Pick<ImportEntry, 'key' | 'name' | 'bytes' | 'origin' | 'path'>[];
    }
  | { readonly kind: 'remove'; readonly key: string }
  | { readonly kind: 'clear' }
  | { readonly kind: 'select'; readonly key: string }
  | { readonly kind: 'skip'; readonly key: string; readonly skipped: boolean }
  | { readonly kind: 'uploading'; readonly key: string; readonly sentBytes: number }
  | { readonly kind: 'uploaded'; readonly key: string; readonly path: string }
  | { readonly kind: 'previewed'; readonly key: string; readonly preview: ImportPreview }
  | { readonly kind: 'failed'; readonly key: string; readonly error: unknown }
  | { readonly kind: 'retry'; readonly key: string }
  | { readonly kind: 'correct'; readonly key: string; readonly overrides: PlanOverrides }
  | { readonly kind: 'correct-all'; readonly from: string }
  | { readonly kind: 'made-run'; readonly key: string; readonly runId: string }
  | { readonly kind: 'on-changed'; readonly onChanged: ImportDraft['onChanged'] };

/** Corrections that make sense for other files of the same vendor: everything but the instrument. */
function sharedOverrides(overrides: PlanOverrides): PlanOverrides {
  const { symbol: _symbol, instrumentId: _instrumentId, ...shared } = overrides;
  return shared;
}

function changeEntry(
  draft: ImportDraft,
  key: string,
  change: (entry: ImportEntry) => Partial<ImportEntry>,
): ImportDraft {
  return {
    ...draft,
    entries: draft.entries.map((entry) => (entry.key === key ? { ...entry, ...change(entry) } : entry)),
  };
}

/** A file that is to be read again: after a correction, or a second try. One that was never sent is sent first. */
const again = (entry: ImportEntry): Partial<ImportEntry> => ({
  phase: 'waiting',
  error: null,
  sentBytes: entry.path ? entry.bytes : 0,
});

export function reduceImport(draft: ImportDraft, action: ImportAction): ImportDraft {
  switch (action.kind) {
    case 'add': {
      const known = new Set(draft.entries.map((entry) => entry.key));
      const added = action.entries
        .filter((entry) => !known.has(entry.key))
        .map(
          (entry): ImportEntry => ({
            ...entry,
            phase: 'waiting',
            sentBytes: 0,
            preview: null,
            overrides: {},
            error: null,
            skipped: false,
            runId: null,
          }),
        );
      return {
        ...draft,
        entries: [...draft.entries, ...added],
        selected: draft.selected ?? added[0]?.key ?? null,
      };
    }
    case 'remove': {
      const at = draft.entries.findIndex((entry) => entry.key === action.key);
      const entries = draft.entries.filter((entry) => entry.key !== action.key);
      const selected =
        draft.selected === action.key
          ? (entries[Math.min(at, entries.length - 1)]?.key ?? null)
          : draft.selected;
      return { ...draft, entries, selected };
    }
    case 'clear':
      return EMPTY_DRAFT;
    case 'select':
      return { ...draft, selected: action.key };
    case 'skip':
      return changeEntry(draft, action.key, () => ({ skipped: action.skipped }));
    case 'uploading':
      return changeEntry(draft, action.key, () => ({ phase: 'uploading', sentBytes: action.sentBytes }));
    case 'uploaded':
      return changeEntry(draft, action.key, (entry) => ({
        phase: 'reading',
        sentBytes: entry.bytes,
        path: action.path,
      }));
    case 'previewed':
      return changeEntry(draft, action.key, () => ({ phase: 'ready', preview: action.preview, error: null }));
    case 'failed':
      return changeEntry(draft, action.key, () => ({ phase: 'failed', error: action.error }));
    case 'retry':
      return changeEntry(draft, action.key, again);
    case 'correct':
      return changeEntry(draft, action.key, (entry) => ({ ...again(entry), overrides: action.overrides }));
    case 'correct-all': {
      const source = draft.entries.find((entry) => entry.key === action.from);
      if (!source) return draft;
      const shared = sharedOverrides(source.overrides);
      return {
        ...draft,
        entries: draft.entries.map((entry) =>
          entry.key === action.from || entry.preview?.kind === 'legacy-trades'
            ? entry
            : { ...entry, ...again(entry), overrides: { ...entry.overrides, ...shared } },
        ),
      };
    }
    case 'made-run':
      return changeEntry(draft, action.key, () => ({ runId: action.runId }));
    case 'on-changed':
      return { ...draft, onChanged: action.onChanged };
  }
}

/** `candles`: will be imported · `trades`: a trade file, becomes a run · `trouble`: has an error · `busy`: on its way. */
export type EntryVerdict = 'candles' | 'trades' | 'trouble' | 'busy' | 'skipped';

export function verdictOf(entry: ImportEntry): EntryVerdict {
  if (entry.skipped) return 'skipped';
  if (entry.phase === 'failed') return 'trouble';
  if (entry.phase !== 'ready' || entry.preview === null) return 'busy';
  if (entry.preview.kind === 'legacy-trades') return 'trades';
  return entry.preview.problems.some((problem) => problem.severity === 'error') ? 'trouble' : 'candles';
}

export function countVerdicts(draft: ImportDraft): Readonly<Record<EntryVerdict, number>> {
  const counts = { candles: 0, trades: 0, trouble: 0, busy: 0, skipped: 0 };
  for (const entry of draft.entries) counts[verdictOf(entry)] += 1;
  return counts;
}

/** What `imports.start` is asked for: only files whose preview found nothing against them. */
export function importFiles(draft: ImportDraft): { path: string; overrides: PlanOverrides }[] {
  return draft.entries.flatMap((entry) =>
    verdictOf(entry) === 'candles' && entry.path !== null
      ? [{ path: entry.path, overrides: entry.overrides }]
      : [],
  );
}

/** Fields the preview is not sure of, and that nobody has answered yet. */
export function unsureFields(entry: ImportEntry): readonly (keyof ImportPlan)[] {
  return (entry.preview?.evidence ?? [])
    .filter((evidence) => !evidence.sure && entry.overrides[evidence.field] === undefined)
    .map((evidence) => evidence.field);
}

/** One more answer of the user; null takes it back. Exchange and symbol always go with the instrument they make. */
export function correct<Field extends keyof ImportPlan>(
  entry: ImportEntry,
  field: Field,
  value: ImportPlan[Field] | null,
): PlanOverrides {
  const next: Record<string, unknown> = { ...entry.overrides };
  if (value === null) delete next[field];
  else next[field] = value;
  if (field === 'exchange' || field === 'symbol') {
    const { exchange = entry.preview?.plan.exchange, symbol = entry.preview?.plan.symbol } =
      next as PlanOverrides;
    if (next.exchange === undefined && next.symbol === undefined) delete next.instrumentId;
    else next.instrumentId = `${exchange}:${symbol}`;
  }
  return next as PlanOverrides;
}

const CANDLE_FILE = /\.(csv|txt|tsv|parquet|pq)(\.gz)?$/i;

/** Files worth offering out of a dropped folder: the kinds the importer reads, hidden ones left alone. */
export function isCandleFile(name: string): boolean {
  return CANDLE_FILE.test(name) && !name.startsWith('.');
}
