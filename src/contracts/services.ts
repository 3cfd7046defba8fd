// The services a shell composes and the API, CLI and workers call.
import type { BacktestService } from './backtests.ts';
import type { DatasetService } from './datasets.ts';
import type { FeatureService } from './features.ts';
import type { ImportService } from './imports.ts';
import type { JobService } from './jobs.ts';
import type { LabelService } from './labels.ts';
import type { MarketService } from './market.ts';
import type { PatternService } from './patterns.ts';
import type { SampleService } from './sample.ts';
import type { SystemService } from './system.ts';
import type { TrainingService } from './training.ts';

export interface Services {
  readonly system: SystemService;
  readonly jobs: JobService;
  readonly market: MarketService;
  readonly imports: ImportService;
  readonly sample: SampleService;
  readonly backtests: BacktestService;
  readonly features: FeatureService;
  readonly labels: LabelService;
  readonly patterns: PatternService;
  readonly datasets: DatasetService;
  readonly training: TrainingService;
  close(): Promise<void>;
}
