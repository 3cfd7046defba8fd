// From a request to the recipe of a dataset: everything that decides its bytes, and nothing else. Its hash names the dataset. Called
// by plan, build and the command line; reads facts of stored days, never their bars.
//
// [Note: identity] Two requests with equal candles, dates, decision window, columns, label and run have one recipe, whatever they are
// called, in whatever order instruments are named, and whichever version of a feature set has these columns. A change of how rows are
// made raises BUILD_VERSION, or old datasets would claim the new way.

import type { FeatureSet, SideRole } from '../../../engines/features/definition.ts';
import type { ResolvedSet } from '../../../engines/features/resolve.ts';
import { isCandidateLabel, type LabelSpec } from '../../../engines/labels/spec.ts';
import type { Instrument } from '../../../engines/market/instrument.ts';
import type { Interval } from '../../../engines/market/interval.ts';
import { canResample } from '../../../engines/market/resample.ts';
import type { Run } from '../../contracts/backtests.ts';
import type { DatasetRequest } from '../../contracts/datasets.ts';
import { AppError } from '../../contracts/errors.ts';
import { createRunStore } from '../backtests/index.ts';
import type { Db } from '../db/port.ts';
import { profileOf } from '../market/index.ts';
import { resolved, setHash } from './feature-catalogue.ts';
import { createFeatureSetStore } from './feature-set-store.ts';
import {
  canonicalLabelText,
  checkedLabel,
  checkMeasurable,
  labelWarmupBars,
  windowTooLong,
} from './label-engine.ts';
import { labelFeatures } from './label-setups.ts';
import { sha256 } from './part-codec.ts';
import {
  baseIntervalFor,
  labelWarmupSessions,
  type ResearchSource,
  type SourceRecipe,
  timeframesOf,
  warmupDate,
  warmupSessions,
} from './sources.ts';

export const BUILD_VERSION = 1;

/** A series with the hash of the days it is made of. */
export interface HashedSource extends SourceRecipe {
  readonly candleHash: string;
}

export interface DatasetRecipe {
  readonly buildVersion: number;
  readonly interval: Interval;
  readonly from: string;
  readonly to: string;
  readonly firstDecision: string | null;
  readonly lastDecision: string | null;
  readonly featureSet: FeatureSet;
  readonly featureSetHash: string;
  readonly label: LabelSpec;
  /** See [Note: label inputs]. */
  readonly labelFeaturesHash: string | null;
  /** The run whose trades are the rows. */
  readonly run: { readonly id: string; readonly contentHash: string } | null;
  /** By id, ascending. */
  readonly instruments: readonly HashedSource[];
  readonly sides: Readonly<Partial<Record<SideRole, HashedSource>>>;
}

/** An instrument that was asked for, with what is stored of it between the dates. */
export interface AskedInstrument {
  readonly instrument: Instrument;
  readonly source: HashedSource | null;
  readonly sessions: number;
  readonly missingSessions: number;
  readonly bars: number;
  readonly flaggedDays: number;
  /** Bars per day stored, for the dry run. */
  readonly days: readonly { readonly date: string; readonly count: number }[];
  readonly problem: string | null;
}

export interface PreparedDataset {
  readonly id: string;
  readonly recipe: DatasetRecipe;
  readonly set: ResolvedSet;
  readonly asked: readonly AskedInstrument[];
  readonly synthetic: boolean;
  /** What its user must know before any bar is read. */
  readonly warnings: readonly string[];
}

/** Throws BAD_REQUEST, BAD_PARAMETER, NOT_FOUND or NO_DATA with what to do; nothing is stored. */
export async function prepareDataset(
  db: Db,
  source: ResearchSource,
  request: DatasetRequest,
): Promise<PreparedDataset> {
  checkDates(request);
  const { set: featureSet } = await createFeatureSetStore(db).get(request.featureSet);
  const set = resolved(featureSet);
  const label = checkedLabel(request.label);
  const run = await runOf(db, request, set, label);
  const interval = run?.interval ?? request.interval;
  const stored = await source.store.instruments();
  const labelBars = labelWarmupBars(label);
  const labelSet = labelFeatures(label);
  const sessionsBefore = Math.max(
    warmupSessions(set, interval, labelBars),
    labelWarmupSessions(labelSet, labelBars, interval),
  );
  const look = (instrument: Instrument, role: SideRole | 'self') =>
    askedInstrument(source, instrument, {
      from: request.from,
      to: request.to,
      wanted: timeframesOf(set, role, interval),
      sessionsBefore,
    });

  const asked: AskedInstrument[] = [];
  for (const instrument of instrumentsOf(stored, request, run)) asked.push(await look(instrument, 'self'));
  const usable = asked.filter((one) => one.source !== null);
  if (usable.length === 0) throw nothingUsable(request, asked);
  for (const { source: own } of usable) checkMeasurable(label, interval, own!.interval);

  const sides: Partial<Record<SideRole, HashedSource>> = {};
  const warnings: string[] = [];
  const [first] = usable;
  const tooLong = windowTooLong(
    label,
    interval,
    source.calendar.sessions(first!.source!.profile, request.from, request.to),
  );
  if (tooLong !== null) warnings.push(tooLong);
  for (const role of set.sources) {
    if (role === 'self') continue;
    const id = request.sides[role];
    if (id === undefined) {
      warnings.push(
        `The feature set reads the ${role} series, but no instrument was chosen for it: those features are missing in every row.`,
      );
      continue;
    }
    const side = await look(storedInstrument(stored, id), role);
    if (usable.some((one) => one.instrument.id === id))
      warnings.push(
        `${id} is one of the instruments and the ${role} series too: in its own rows those features compare it with itself.`,
      );
    if (side.source) sides[role] = side.source;
    else
      warnings.push(
        `${id} was chosen as the ${role} series, but ${lowerFirst(side.problem!)} Its features are missing in every row.`,
      );
  }
  for (const [role, id] of Object.entries(request.sides))
    if (!set.sources.some((source) => source === role))
      warnings.push(
        `${storedInstrument(stored, id).id} was chosen as the ${role} series, which no feature of the set reads: it changes nothing.`,
      );
  const recipe: DatasetRecipe = {
    buildVersion: BUILD_VERSION,
    interval,
    from: request.from,
    to: request.to,
    firstDecision: request.firstDecision ?? null,
    lastDecision: request.lastDecision ?? null,
    featureSet,
    featureSetHash: setHash(set),
    label,
    labelFeaturesHash: labelSet === null ? null : setHash(labelSet),
    run: run === null ? null : { id: run.id, contentHash: run.contentHash ?? '' },
    instruments: usable.map((one) => one.source!),
    sides,
  };
  return {
    id: recipeHash(recipe),
    recipe,
    set,
    asked,
    synthetic: usable.some((one) => one.instrument.synthetic),
    warnings,
  };
}

/** See [Note: identity]. */
export function recipeHash(recipe: DatasetRecipe): string {
  const { featureSet: _, label, ...rest } = recipe;
  return sha256(canonicalJson({ ...rest, label: canonicalLabelText(label) }));
}

/** Hash of everything one part is made of: a part with this key need not be made again. */
export function partKey(recipe: DatasetRecipe, instrument: HashedSource): string {
  return recipeHash({ ...recipe, instruments: [instrument] });
}

/** SHA-256 over the hashes of the candle days of an instrument and of the side series beside it. */
export function candleHashOf(recipe: DatasetRecipe, instrument: HashedSource): string {
  const sides = Object.entries(recipe.sides).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256([instrument, ...sides.map(([, side]) => side)].map((one) => one.candleHash).join('\n'));
}

/** JSON with the names of every object in order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

interface Wanted {
  readonly from: string;
  readonly to: string;
  readonly wanted: readonly Interval[];
  readonly sessionsBefore: number;
}

async function askedInstrument(
  { store, calendar }: ResearchSource,
  instrument: Instrument,
  { from, to, wanted, sessionsBefore }: Wanted,
): Promise<AskedInstrument> {
  const counts = await store.sessionCounts(instrument.id, from, to);
  const interval = baseIntervalFor(counts, wanted);
  const profile = profileOf(instrument);
  const scheduled = calendar.sessions(profile, from, to);
  const none = { instrument, source: null, sessions: 0, bars: 0, flaggedDays: 0, days: [] };
  if (interval === null)
    return {
      ...none,
      missingSessions: scheduled.length,
      problem:
        counts.size === 0
          ? `No bars of ${instrument.id} are stored from ${from} to ${to}. Import them, or choose other dates.`
          : `${impossible(wanted, [...counts.keys()])} bars of ${instrument.id} cannot be built from what is stored (${[...counts.keys()].join(', ')}). Import finer candles, or choose a longer interval or another feature set.`,
    };
  const loadFrom = warmupDate(calendar, profile, from, sessionsBefore);
  const stored = await store.days(instrument.id, interval, loadFrom, to);
  const days = stored.filter((day) => day.date >= from);
  const present = new Set(days.map((day) => day.date));
  const text = [instrument.id, interval, ...stored.map((day) => `${day.date} ${day.hash}`)].join('\n');
  return {
    instrument,
    source: { instrumentId: instrument.id, profile, interval, loadFrom, candleHash: sha256(text) },
    sessions: days.length,
    missingSessions: scheduled.filter((session) => !present.has(session.date)).length,
    bars: days.reduce((sum, day) => sum + day.count, 0),
    flaggedDays: days.filter((day) => day.findings > 0).length,
    days,
    problem: null,
  };
}

/** The intervals to name: those that nothing stored makes, or all where each is made of another. */
function impossible(wanted: readonly Interval[], stored: readonly Interval[]): string {
  const made = (interval: Interval) => stored.some((one) => canResample(one, interval));
  const missing = wanted.filter((interval) => !made(interval));
  return (missing.length > 0 ? missing : wanted).join(', ');
}

function checkDates({ from, to, firstDecision, lastDecision }: DatasetRequest): void {
  for (const date of [from, to])
    if (!isDay(date))
      throw new AppError('BAD_REQUEST', `"${date}" is not a date. Give a day that exists, like 2024-03-28.`);
  if (to < from)
    throw new AppError(
      'BAD_REQUEST',
      `The range ends before it begins (${from} to ${to}). Nothing was built.`,
    );
  if (firstDecision !== undefined && lastDecision !== undefined && lastDecision < firstDecision)
    throw new AppError(
      'BAD_REQUEST',
      `The last decision (${lastDecision}) lies before the first (${firstDecision}). Nothing was built.`,
    );
}

/** `2025-06-31` parses as a day of July. */
function isDay(date: string): boolean {
  const parsed = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().slice(0, 10) === date;
}

async function runOf(
  db: Db,
  request: DatasetRequest,
  set: ResolvedSet,
  label: LabelSpec,
): Promise<Run | null> {
  if (!isCandidateLabel(label)) {
    if (set.needsCandidate)
      throw new AppError(
        'BAD_REQUEST',
        `The feature set "${set.set.id}" describes a proposed trade, but this label has a row per bar. Choose a label on the trades of a run, or another feature set.`,
      );
    return null;
  }
  if (request.runId === undefined)
    throw new AppError(
      'BAD_REQUEST',
      'This label judges the trades of a run. Choose the run whose trades are the rows.',
    );
  const run = await createRunStore(db).get(request.runId);
  if (run.state !== 'done')
    throw new AppError('BAD_REQUEST', `The run "${run.name}" is ${run.state}. Choose one that is done.`);
  return run;
}

/** `all` leaves out indices, which cannot be traded, and foreign shares; a run brings its own instruments. */
function instrumentsOf(
  stored: readonly Instrument[],
  request: DatasetRequest,
  run: Run | null,
): readonly Instrument[] {
  if (request.instruments !== 'all')
    return [...new Set(request.instruments)].sort().map((id) => storedInstrument(stored, id));
  if (run !== null) return stored.filter((instrument) => run.instruments.includes(instrument.id));
  return stored.filter(meantByAll);
}

/** Indices cannot be traded, and foreign shares keep other hours: both are named where they are wanted. */
export function meantByAll({ kind, exchange }: Pick<Instrument, 'kind' | 'exchange'>): boolean {
  return kind !== 'index' && exchange !== 'US';
}

function storedInstrument(stored: readonly Instrument[], id: string): Instrument {
  const instrument = stored.find((one) => one.id === id);
  if (instrument) return instrument;
  throw new AppError(
    'NOT_FOUND',
    `No bars of ${id} are stored. Import them first, or choose another instrument.`,
    { instrumentId: id },
  );
}

function nothingUsable(request: DatasetRequest, asked: readonly AskedInstrument[]): AppError {
  return new AppError(
    'NO_DATA',
    asked.length === 0
      ? 'No instrument that can be traded is stored. Import candles first, or make the sample market.'
      : `No instrument can give rows from ${request.from} to ${request.to}. ${asked[0]!.problem}`,
    { problems: asked.map((one) => one.problem) },
  );
}

function lowerFirst(text: string): string {
  return text.startsWith('No ') ? `n${text.slice(1)}` : text;
}
