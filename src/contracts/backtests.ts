// Backtest requests, stored runs, comparison and waterfall: shared by the form, the CLI, the worker and the store.
import { z } from 'zod';
import {
  type Assumptions,
  type DenialCount,
  type EquityPoint,
  FILL_POLICIES,
  type FillPolicyName,
  type Metrics,
  type Trade,
  type TradeDifference,
  type Waterfall,
} from '../../engines/backtest/contract.ts';
import type { Interval } from '../../engines/market/interval.ts';
import type { Parameter } from '../../engines/parameters/parameters.ts';
import type { PlotSeries } from '../../engines/strategies/contract.ts';
import type { Job } from './jobs.ts';
import { dateSchema, instrumentIdSchema, intervalSchema } from './market.ts';

export const parameterValuesSchema = z.record(z.string(), z.union([z.number(), z.boolean(), z.string()]));

export const backtestRequestSchema = z.object({
  strategyId: z.string().min(1),
  name: z.string().max(120).optional(),
  /** `all` means every stored instrument that has bars in the range. */
  instruments: z.union([z.literal('all'), z.array(instrumentIdSchema).min(1)]),
  interval: intervalSchema,
  from: dateSchema,
  to: dateSchema,
  fillPolicy: z.enum(FILL_POLICIES).default('pessimistic'),
  /** Strategy parameters by name, and simulation parameters by `account.…`, `risk.…`, `costs.…`, `fills.…`. */
  parameters: parameterValuesSchema.default({}),
});
export type BacktestRequest = z.infer<typeof backtestRequestSchema>;

export interface StrategyInfo {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly summary: string;
  readonly defaultInterval: Interval;
  readonly parameters: readonly Parameter[];
}

export interface StrategyCatalogue {
  readonly strategies: readonly StrategyInfo[];
  /** Account, risk, cost and fill parameters: the same for every strategy. */
  readonly simulation: readonly Parameter[];
}

export type RunState = 'running' | 'done' | 'failed' | 'cancelled' | 'interrupted';
export type RunOrigin = 'backtest' | 'legacy-import';

/** A named assumption of a run with what it means; flattering ones are marked. */
export interface AssumptionNote {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly flattering: boolean;
}

/** A warning attached to a run: data gaps it touched, implausible fills in an imported file. */
export interface RunFlag {
  readonly id: string;
  readonly count: number;
  readonly message: string;
  /** Sequence numbers of trades concerned, at most 200. */
  readonly trades: readonly number[];
}

export interface RunSummary {
  readonly id: string;
  readonly name: string;
  readonly origin: RunOrigin;
  readonly state: RunState;
  readonly jobId: string | null;
  readonly strategyId: string;
  readonly strategyVersion: string;
  readonly fillPolicy: FillPolicyName;
  readonly interval: Interval;
  readonly from: string;
  readonly to: string;
  readonly instruments: readonly string[];
  readonly synthetic: boolean;
  readonly createdAt: number;
  readonly elapsedMs: number | null;
  readonly headline: {
    readonly trades: number;
    readonly netPnl: number;
    readonly grossPnl: number;
    readonly charges: number;
    readonly sharpe: number;
    readonly maxDrawdown: number;
    readonly hitRate: number;
    readonly profitFactor: number;
  } | null;
  readonly flags: number;
  readonly error: string | null;
}

export interface Run extends RunSummary {
  readonly request: BacktestRequest | null;
  readonly notes: string;
  readonly assumptions: Assumptions | null;
  readonly assumptionNotes: readonly AssumptionNote[];
  /** Every parameter with its value and whether it differs from the default. */
  readonly parameters: readonly {
    readonly name: string;
    readonly value: number | boolean | string;
    readonly changed: boolean;
  }[];
  readonly metrics: Metrics | null;
  readonly initialCapital: number;
  readonly equity: readonly EquityPoint[];
  readonly denials: readonly DenialCount[];
  readonly signals: number;
  readonly barsProcessed: number;
  readonly runFlags: readonly RunFlag[];
  /** SHA-256 over parameters, data hash, trades and equity: equal runs have equal hashes. */
  readonly contentHash: string | null;
  /** SHA-256 over the candle-day hashes the run read. */
  readonly dataHash: string | null;
}

export const tradeFilterSchema = z.object({
  runId: z.string().min(1),
  instrumentId: instrumentIdSchema.optional(),
});
export const runIdSchema = z.object({ runId: z.string().min(1) });
export const compareSchema = z.object({ runIds: z.array(z.string().min(1)).min(2).max(6) });
export const tradeDifferenceSchema = z.object({ first: z.string().min(1), second: z.string().min(1) });
export const sweepRequestSchema = backtestRequestSchema.extend({
  /** Values per parameter; the grid is their product, at most 2,000 cells. */
  grid: z.record(z.string(), z.array(z.union([z.number(), z.boolean(), z.string()])).min(1)),
});
export type SweepRequest = z.infer<typeof sweepRequestSchema>;

export interface SweepCell {
  readonly parameters: Readonly<Record<string, number | boolean | string>>;
  readonly trades: number;
  readonly netPnl: number;
  readonly sharpe: number;
  readonly maxDrawdown: number;
  readonly hitRate: number;
  readonly profitFactor: number;
}

export interface SweepResult {
  readonly engine: 'vectorised' | 'event';
  readonly cells: readonly SweepCell[];
  readonly elapsedMs: number;
  /** Said with every sweep: the best of many is not evidence. */
  readonly warning: string;
}

export interface Comparison {
  readonly runs: readonly Run[];
  /** Parameters and assumptions that differ, one row each, values in the order of `runs`. */
  readonly parameterDifferences: readonly {
    readonly name: string;
    readonly values: readonly (number | boolean | string | null)[];
  }[];
}

export interface TradeDifferences {
  readonly firstRunId: string;
  readonly secondRunId: string;
  readonly counts: Readonly<Record<'same' | 'changed' | 'only-first' | 'only-second', number>>;
  readonly effects: Readonly<Record<'same' | 'changed' | 'only-first' | 'only-second', number>>;
  readonly rows: readonly TradeDifference[];
}

export const presetSchema = z.object({
  name: z.string().min(1).max(60),
  strategyId: z.string().min(1),
  parameters: parameterValuesSchema,
  fillPolicy: z.enum(FILL_POLICIES),
});
export type Preset = z.infer<typeof presetSchema>;

export interface SignalMarks {
  /** Indicator series the strategy used, aligned with the chart's bars of the same interval. */
  readonly plots: readonly PlotSeries[];
  readonly openTime: Float64Array;
}

export interface BacktestService {
  catalogue(): Promise<StrategyCatalogue>;
  start(request: BacktestRequest): Promise<{ readonly runId: string; readonly job: Job }>;
  list(): Promise<readonly RunSummary[]>;
  get(runId: string): Promise<Run>;
  trades(runId: string, instrumentId?: string): Promise<readonly Trade[]>;
  compare(runIds: readonly string[]): Promise<Comparison>;
  tradeDifferences(first: string, second: string): Promise<TradeDifferences>;
  /** The stored waterfall of a run's configuration, or null until computed. */
  waterfall(runId: string): Promise<Waterfall | null>;
  startWaterfall(runId: string): Promise<Job>;
  startSweep(request: SweepRequest): Promise<Job>;
  /** Indicator series of a run's strategy on one instrument. */
  plots(runId: string, instrumentId: string): Promise<SignalMarks>;
  rename(runId: string, name: string, notes?: string): Promise<Run>;
  remove(runId: string): Promise<void>;
  presets(): Promise<readonly Preset[]>;
  savePreset(preset: Preset): Promise<void>;
  deletePreset(strategyId: string, name: string): Promise<void>;
  importLegacy(
    path: string,
    name?: string,
  ): Promise<{ readonly runId: string; readonly flags: readonly RunFlag[] }>;
  exportRun(
    runId: string,
    format: 'csv' | 'json',
  ): Promise<{ readonly fileName: string; readonly content: string }>;
}
