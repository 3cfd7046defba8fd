// Makes the rows of one instrument: loads its bars, computes features and labels, keeps the rows that were asked for. Called by builds,
// verification, traces and the leak proof: all of them get the same bytes because they call this. Writes nothing.

import type { Trade } from '../../../engines/backtest/contract.ts';
import type { FeatureData } from '../../../engines/features/data.ts';
import type { Candidate, FeatureSource } from '../../../engines/features/definition.ts';
import { buildMatrix } from '../../../engines/features/matrix.ts';
import type { ResolvedSet } from '../../../engines/features/resolve.ts';
import type { BarLabels, LabelColumns } from '../../../engines/labels/definition.ts';
import { type BarLabelSpec, isCandidateLabel } from '../../../engines/labels/spec.ts';
import { spanUniqueness } from '../../../engines/labels/weights.ts';
import type { Session } from '../../../engines/market/session.ts';
import { lowerBound } from '../../../engines/numeric/sorted.ts';
import { countLabels, subtractDropped } from './label-counts.ts';
import { labelInputOf, labelled, warmupOnly } from './label-engine.ts';
import { type Distances, medianDistances, medianPrice } from './label-levels.ts';
import { firstExtras, labelExtras } from './label-setups.ts';
import type { PartColumns } from './part-codec.ts';
import type { PartFacts } from './part-facts.ts';
import { candleHashOf, type DatasetRecipe, type HashedSource } from './recipe.ts';
import { type LoadedSource, loadSource, type ResearchSource } from './sources.ts';
import { labelTrades, type TradeRows, tradeRows } from './trade-rows.ts';

export interface BuiltPart {
  readonly columns: PartColumns;
  readonly facts: PartFacts;
  readonly data: FeatureData;
  readonly candidates: readonly Candidate[] | undefined;
}

export interface PartMaker {
  make(instrument: HashedSource): Promise<BuiltPart>;
}

export interface PartMakerParts {
  readonly source: ResearchSource;
  readonly recipe: DatasetRecipe;
  readonly set: ResolvedSet;
  /** Trades of the recipe's run; empty for labels on bars. */
  readonly trades: readonly Trade[];
}

/** Loads the series of one instrument after the other; side series are read once and kept. */
export function createSeriesLoader(
  source: ResearchSource,
  recipe: DatasetRecipe,
): (instrument: HashedSource) => Promise<{ readonly own: LoadedSource; readonly data: FeatureData }> {
  const sides = new Map<string, LoadedSource>();
  return async (instrument) => {
    const own = await loadSource(source, instrument, recipe.to);
    const series: Partial<Record<FeatureSource, LoadedSource['series']>> = { self: own.series };
    for (const [role, hashed] of Object.entries(recipe.sides)) {
      const side = sides.get(role) ?? (await loadSource(source, hashed, recipe.to));
      sides.set(role, side);
      series[role as FeatureSource] = side.series;
    }
    return { own, data: { decisionInterval: recipe.interval, series } };
  };
}

export function createPartMaker({ source, recipe, set, trades }: PartMakerParts): PartMaker {
  const load = createSeriesLoader(source, recipe);
  return {
    async make(instrument) {
      const { own, data } = await load(instrument);
      const { time, candidates, ...rows } = rowsAgain({ source, recipe, data, instrument, trades });
      const matrix = buildMatrix(set, data, { time, ...(candidates && { candidates }) });
      const { labels } = rows;
      const columns: PartColumns = {
        rows: matrix.rows,
        time: matrix.time,
        t1: labels.t1,
        value: labels.value,
        weight: labels.weight,
        label: labels.label,
        hit: labels.hit,
        features: matrix.columns,
      };
      const facts = await factsOf(recipe, source, instrument, own, { time, ...rows });
      return { columns, facts, data, candidates };
    },
  };
}

export interface RowsInput {
  readonly source: ResearchSource;
  readonly recipe: DatasetRecipe;
  readonly data: FeatureData;
  readonly instrument: HashedSource;
  readonly trades: readonly Trade[];
}

/** Decision times and labels of one instrument's rows, without features. */
export function rowsAgain({ source, recipe, data, instrument, trades }: RowsInput): LabelledRows {
  return isCandidateLabel(recipe.label)
    ? tradePart(recipe, data, trades, instrument)
    : barPart(recipe, data, source, instrument, recipe.label);
}

export interface LabelledRows {
  readonly time: Float64Array;
  readonly labels: LabelColumns;
  readonly candidates?: readonly Candidate[];
  /** Labels the same rows again from other bars; absent where the outcomes come from the run itself. */
  readonly relabel?: (data: FeatureData) => LabelColumns;
  readonly decisions: number;
  /** Rows with a label outside the decision window. */
  readonly outsideWindow: number;
  readonly price: number | null;
  readonly distances: Distances | null;
}

function barPart(
  recipe: DatasetRecipe,
  data: FeatureData,
  { calendar }: ResearchSource,
  instrument: HashedSource,
  spec: BarLabelSpec,
): LabelledRows {
  const input = labelInputOf(data);
  const { closeTime } = input;
  const extras = labelExtras(data, spec);
  const all = labelled(input, spec, extras);
  const open =
    calendar.sessions(instrument.profile, recipe.from, recipe.to)[0]?.open ?? Number.POSITIVE_INFINITY;
  const firstRow = lowerBound(closeTime, open + 1);
  const inWindow = decisionWindow(recipe, input.sessions, (session, clock) =>
    calendar.timeOf(instrument.profile, session.date, clock),
  );
  const chosen: number[] = [];
  let outsideWindow = 0;
  for (let i = firstRow; i < all.length; i++) {
    if (Number.isNaN(all.t1[i]!)) continue;
    if (inWindow(closeTime[i]!)) chosen.push(i);
    else outsideWindow++;
  }
  // No window crosses a session, so what was dropped before the first row is what labelling only those days drops.
  const before = labelled(warmupOnly(input, firstRow, open), spec, firstExtras(extras, firstRow));
  const select = (from: BarLabels): LabelColumns => {
    const kept = selectRows(from, chosen);
    return outsideWindow === 0 ? kept : { ...kept, weight: weightsAmong(from, chosen) };
  };
  const labels = { ...select(all), ...subtractDropped(all, before) };
  return {
    time: Float64Array.from(chosen, (i) => closeTime[i]!),
    labels,
    relabel: (other) => select(labelled(labelInputOf(other), spec, labelExtras(other, spec))),
    decisions: all.length - firstRow,
    outsideWindow,
    price: medianPrice(input.bars.close.subarray(firstRow)),
    distances: medianDistances(spec, all),
  };
}

function tradePart(
  recipe: DatasetRecipe,
  data: FeatureData,
  trades: readonly Trade[],
  instrument: HashedSource,
): LabelledRows {
  const spec = recipe.label;
  if (!isCandidateLabel(spec)) throw new TypeError('a label on bars has no trades');
  const self = data.series.self!;
  const open = self.sessions.find((session) => session.date >= recipe.from)?.open ?? Number.POSITIVE_INFINITY;
  const close = self.sessions.at(-1)?.close ?? Number.NEGATIVE_INFINITY;
  const asked = trades.filter(
    (trade) =>
      trade.instrumentId === instrument.instrumentId &&
      trade.decisionTime > open &&
      trade.decisionTime <= close,
  );
  const rows: TradeRows = tradeRows(asked, data);
  const all = labelTrades(rows, data, spec);
  const chosen: number[] = [];
  for (let i = 0; i < all.length; i++) if (!Number.isNaN(all.t1[i]!)) chosen.push(i);
  const kept = chosen.map((i) => rows.trades[i]!);
  return {
    time: Float64Array.from(chosen, (i) => rows.time[i]!),
    labels: selectRows(all, chosen),
    candidates: chosen.map((i) => rows.candidates[i]!),
    // Outcomes of `strategy-exits` come from the run, whatever the bars say.
    ...(spec.kind === 'meta-barrier' && {
      relabel: (other: FeatureData) => labelTrades({ ...rows, trades: kept }, other, spec),
    }),
    decisions: all.length,
    outsideWindow: 0,
    price: null,
    distances: null,
  };
}

/** Whether a decision lies within the asked hours of its session. Ask with ascending times. */
export function decisionWindow(
  { firstDecision, lastDecision }: DatasetRecipe,
  sessions: readonly Session[],
  timeOf: (session: Session, clock: string) => number,
): (time: number) => boolean {
  if (firstDecision === null && lastDecision === null) return () => true;
  let k = 0;
  return (time) => {
    while (k < sessions.length - 1 && sessions[k]!.close < time) k++;
    const session = sessions[k]!;
    return (
      (firstDecision === null || time >= timeOf(session, firstDecision)) &&
      (lastDecision === null || time <= timeOf(session, lastDecision))
    );
  };
}

function selectRows(from: LabelColumns, chosen: readonly number[]): LabelColumns {
  const pick = (values: Float64Array) => Float64Array.from(chosen, (i) => values[i]!);
  return {
    length: chosen.length,
    classes: from.classes,
    label: Int16Array.from(chosen, (i) => from.label[i]!),
    value: pick(from.value),
    t1: pick(from.t1),
    hit: Uint8Array.from(chosen, (i) => from.hit[i]!),
    weight: pick(from.weight),
    dropped: from.dropped,
    ambiguous: from.ambiguous,
    resolvedFiner: from.resolvedFiner,
  };
}

/** A weight depends on the rows around it: counted again where rows outside the decision window were taken away. */
function weightsAmong(from: BarLabels, chosen: readonly number[]): Float64Array {
  return spanUniqueness(
    Float64Array.from(chosen, (i) => from.entryTime[i]!),
    Float64Array.from(chosen, (i) => from.t1[i]!),
  );
}

async function factsOf(
  recipe: DatasetRecipe,
  { store, calendar }: ResearchSource,
  instrument: HashedSource,
  own: LoadedSource,
  rows: LabelledRows,
): Promise<PartFacts> {
  const { instrumentId, interval, profile } = instrument;
  const days = await store.days(instrumentId, interval, recipe.from, recipe.to);
  const present = new Set(days.map((day) => day.date));
  return {
    baseInterval: interval,
    candleHash: candleHashOf(recipe, instrument),
    sessions: days.length,
    missingSessions: calendar
      .sessions(profile, recipe.from, recipe.to)
      .filter((session) => !present.has(session.date)).length,
    flaggedDays: days.filter((day) => day.findings > 0).length,
    outsideBars: own.outsideBars,
    unpricedBars: own.unpricedBars,
    offGridBars: own.offGridBars,
    outsideWindow: rows.outsideWindow,
    price: rows.price,
    distances: rows.distances,
    label: { ...countLabels(rows.labels, rows.time), decisions: rows.decisions },
  };
}
