// The dry run of a dataset: what a build would read, make and cost, from facts of stored days alone. Called by the dataset service.

import { isCandidateLabel } from '../../../engines/labels/spec.ts';
import { type Interval, intervalMs, MINUTE_MS } from '../../../engines/market/interval.ts';
import type { DatasetPlan } from '../../contracts/datasets.ts';
import type { AskedInstrument, DatasetRecipe, PreparedDataset } from './recipe.ts';
import { STUDY_ROWS } from './study.ts';

/** Feature bytes made per millisecond by the reference machine (2 cores): 21 instruments, 5-minute bars, 64 features. */
const REFERENCE_BYTES_PER_MS = 2_500;
/** time, t1, value, weight, label, hit. */
const ROW_BYTES = 4 * 8 + 2 + 1;
/** What a worker occupies before it holds any row. */
const BASE_MEMORY = 150 * 2 ** 20;
const BYTES_PER_BAR = 48;

export interface PlanFacts {
  readonly existing: string | null;
  /** Feature bytes per millisecond measured here, or null. */
  readonly throughput: number | null;
  /** Trades per instrument of the run, for labels on trades. */
  readonly trades: ReadonlyMap<string, number>;
}

export function planOf({ recipe, set, asked, warnings }: PreparedDataset, facts: PlanFacts): DatasetPlan {
  const features = set.names.length;
  const rowsOf = (one: AskedInstrument) =>
    one.source === null
      ? 0
      : isCandidateLabel(recipe.label)
        ? (facts.trades.get(one.instrument.id) ?? 0)
        : decisionsOf(one, recipe);
  const instruments = asked.map((one) => ({
    instrumentId: one.instrument.id,
    baseInterval: one.source?.interval ?? null,
    sessions: one.sessions,
    bars: one.bars,
    rows: rowsOf(one),
    problem: one.problem,
  }));
  const rows = instruments.reduce((sum, one) => sum + one.rows, 0);
  // Values, and a bit each for whether they are known.
  const bytes = Math.ceil(rows * (ROW_BYTES + features * (4 + 1 / 8)));
  const largest = Math.max(0, ...instruments.map((one) => one.rows));
  const bars = Math.max(0, ...instruments.map((one) => one.bars));
  const nodes = set.nodes.length;
  return {
    existing: facts.existing,
    rows,
    features,
    bytes,
    // One instrument at a time: its bars in every timeframe, a column of doubles per feature and part, then the pooled sample.
    memoryBytes:
      BASE_MEMORY +
      bars * BYTES_PER_BAR * 3 +
      largest * 8 * nodes +
      Math.min(rows, STUDY_ROWS) * features * 12,
    estimatedMs: Math.ceil((rows * features * 4) / (facts.throughput ?? REFERENCE_BYTES_PER_MS)),
    estimateBasis: facts.throughput === null ? 'reference' : 'measured here',
    instruments,
    problems: [...asked.flatMap((one) => (one.problem === null ? [] : [one.problem])), ...warnings],
  };
}

/** Decision bars of the stored days, as many as lie in the asked hours when the bars of a day are spread evenly. */
function decisionsOf({ days, source }: AskedInstrument, recipe: DatasetRecipe): number {
  const perDecision = intervalMs(recipe.interval) / intervalMs(source!.interval as Interval);
  if (recipe.interval === '1d') return days.length;
  const share = hoursShare(recipe);
  return days.reduce((sum, day) => sum + Math.round(Math.ceil(day.count / perDecision) * share), 0);
}

/** Share of a regular session's decisions within the asked hours. */
function hoursShare({ firstDecision, lastDecision, interval }: DatasetRecipe): number {
  const open = 9 * 60 + 15;
  const close = 15 * 60 + 30;
  const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
  const step = intervalMs(interval) / MINUTE_MS;
  const from = firstDecision === null ? open + step : Math.max(open + step, minutes(firstDecision));
  const to = lastDecision === null ? close : Math.min(close, minutes(lastDecision));
  const all = Math.ceil((close - open) / step);
  const within = Math.floor((to - open) / step) - Math.ceil((from - open) / step) + 1;
  // Without a bound the last, shorter bar counts too.
  if (firstDecision === null && lastDecision === null) return 1;
  return Math.max(0, Math.min(1, within / all));
}
