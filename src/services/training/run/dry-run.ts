// The dry run: what a request would compute, what is there already, how long it would take and what it would occupy. Called by the
// service; reserves, stores and starts nothing.

import { AppError } from '../../../contracts/errors.ts';
import type { TrainingPlan, TrainingRequest } from '../../../contracts/training.ts';
import type { Db } from '../../db/port.ts';
import type { Calendar } from '../../market/index.ts';
import { createSettingsStore } from '../../settings/index.ts';
import { datasetWindows } from '../steps/dataset-windows.ts';
import { loadTable } from '../steps/load-table.ts';
import { specHash } from '../steps/spec-hash.ts';
import { seenCount } from '../steps/window-choice.ts';
import { machineCores } from './catalogue.ts';
import { objectsOf } from './conductor.ts';
import { estimateRun } from './estimate.ts';
import { createObjectStore } from './objects.ts';
import { resourcesFor } from './resources.ts';
import { createResultStore } from './result-store.ts';
import { type PlanTable, planRun, type RunPlan } from './run-plan.ts';
import { trainableDataset } from './start.ts';
import { trainRowsOf } from './train-run.ts';
import { readPower } from './waiting.ts';
import { createWalk, isTraining } from './walk.ts';

export interface DryRunParts {
  readonly db: Db;
  readonly dataFolder: string;
  readonly calendar: Calendar;
  readonly now: () => number;
}

/** What a plan reads of a table: a minute later the wizard asks again, and a table is large. */
type PlannedTable = PlanTable & {
  readonly rows: number;
  readonly costHash?: string;
  readonly names: readonly string[];
};

export interface DryRun {
  plan(request: TrainingRequest): Promise<TrainingPlan>;
}

export function createDryRun({ db, dataFolder, calendar, now }: DryRunParts): DryRun {
  const results = createResultStore(db);
  const objects = createObjectStore(dataFolder);
  let kept: { readonly hash: string; readonly table: PlannedTable } | undefined;

  async function tableOf(datasetId: string, hash: string): Promise<PlannedTable> {
    if (kept?.hash === hash) return kept.table;
    const {
      columns: _,
      value: __,
      weight: ___,
      cost: ____,
      ...table
    } = await loadTable({ db, dataFolder, calendar }, datasetId);
    kept = { hash, table };
    return table;
  }

  return {
    async plan(request) {
      const dataset = await trainableDataset(db, request.datasetId);
      const size = { datasetName: dataset.name, rows: dataset.rows, features: dataset.featureNames.length };
      let plan: RunPlan;
      let table: PlannedTable;
      try {
        table = await tableOf(dataset.id, dataset.contentHash);
        plan = await planRun(db, table, request);
      } catch (error) {
        // What cannot be planned is said with its reason; everything else is a fault.
        if (!(error instanceof AppError)) throw error;
        const windowGroups = await datasetWindows(db, dataset.id);
        return { ...nothingPlanned(size), windowGroups, problems: [error.message] };
      }
      const world = {
        table: {
          datasetHash: table.datasetHash,
          holdOutFrom: plan.split.holdOutFrom,
          ...(table.costHash !== undefined && { costHash: table.costHash }),
        },
        split: plan.split.split,
      };
      const walk = createWalk({
        plan,
        hashOf: (spec) => specHash(spec, world),
        async lookup(inputHash) {
          const found = await results.get(inputHash);
          return found && objectsOf(found.output).every((hash) => objects.has(hash)) ? found : null;
        },
      });
      const { passed } = await walk.advance();
      const reusable = passed.filter(({ inputHash }) => inputHash !== null).length;
      const { settings } = await createSettingsStore(db, now).read();
      const trainRows = Math.max(0, ...plan.split.folds.map((fold) => fold.trainRows));
      const resources = resourcesFor(request.budget, { ...size, trainRows }, machineCores());
      const candidates = plan.studies.size + plan.blends.length;
      const estimate = estimateRun({
        steps: plan.graph.filter((step) => isTraining(step) && !walk.settled.has(step.key)),
        studies: plan.studies,
        measured: await results.throughput(),
        cells: (segment) => trainRowsOf(plan, segment) * seenCount(size.features, plan.windows),
        threads: resources.threads,
        candidates,
        rows: plan.split.folds.reduce((sum, fold) => sum + fold.testRows, 0),
      });
      const trials = plan.graph.filter((step) => step.kind === 'trial').length;
      return {
        ...size,
        splitWords: plan.split.words,
        folds: plan.split.folds,
        steps: plan.problems.length > 0 ? 0 : plan.graph.length,
        trials: plan.problems.length > 0 ? 0 : trials,
        reusable,
        cores: resources.threads,
        estimatedMs: estimate.ms,
        estimateBasis: estimate.basis,
        memoryBytes: resources.memoryBytes,
        windowGroups: table.windowGroups ?? [],
        warnings: [
          ...plan.notes,
          ...resources.notes,
          ...warningsOf(request, dataset.proof, resources.memoryBytes, settings.jobMemoryMb),
          ...budgetWarnings(request, estimate.ms),
        ],
        problems: plan.problems,
      };
    },
  };
}

function nothingPlanned(size: Pick<TrainingPlan, 'datasetName' | 'rows' | 'features'>): TrainingPlan {
  return {
    ...size,
    splitWords: '',
    folds: [],
    steps: 0,
    trials: 0,
    reusable: 0,
    cores: 0,
    estimatedMs: 0,
    estimateBasis: 'reference',
    memoryBytes: 0,
    windowGroups: [],
    warnings: [],
    problems: [],
  };
}

const MB = 1024 * 1024;

function warningsOf(
  { budget, holdOutSessions }: TrainingRequest,
  proof: string,
  memoryBytes: number,
  jobMemoryMb: number,
): string[] {
  const warnings: string[] = [];
  if (proof === 'failed')
    warnings.push('The leak proof of this dataset failed: what is learned from it may know the future.');
  if (proof === 'alarm') warnings.push('The leak proof of this dataset raised an alarm; read it first.');
  if (proof === 'none') warnings.push('This dataset has no leak proof.');
  if (holdOutSessions === 0)
    warnings.push(
      'No hold-out is reserved, so no candidate of this run can be confirmed on unseen sessions.',
    );
  if (memoryBytes > jobMemoryMb * MB)
    warnings.push(
      `About ${Math.ceil(memoryBytes / MB)} MB are needed; jobs are stopped beyond ${jobMemoryMb} MB. Allow more in Settings.`,
    );
  if (budget.onBattery === 'wait' && readPower() === 'unknown')
    warnings.push('This system does not tell whether it runs on battery, so training goes on either way.');
  return warnings;
}

const MINUTE_MS = 60_000;

function budgetWarnings({ budget }: TrainingRequest, estimatedMs: number): string[] {
  if (budget.wallMinutes === null || estimatedMs <= budget.wallMinutes * MINUTE_MS) return [];
  return [
    `About ${Math.ceil(estimatedMs / MINUTE_MS)} min are needed, ${budget.wallMinutes} are allowed: later trials will be left out.`,
  ];
}
