// The files of a finished run, in the layouts of the systems it replaces: `<data folder>/training/runs/<run>/` for the run and a folder in it
// per candidate. Called by the evaluation. Each file is whole or not there; doing it again writes the same names.

import { join } from 'node:path';
import type { Dataset } from '../../../contracts/datasets.ts';
import type { CandidateReport } from '../../../contracts/training-results.ts';
import type { EvaluationDependencies, EvaluationParts } from '../evaluate/contract.ts';
import { pooledOf } from '../evaluate/judge-family.ts';
import { type ScoredRows, scoredRowsOf } from '../evaluate/scored-rows.ts';
import { writeWholeSync } from '../run/whole-file.ts';
import { decodeStoredModel } from '../steps/stored-model.ts';
import { autoMlSummary } from './auto-ml-summary.ts';
import { importanceCsv, importanceSvg } from './importance-files.ts';
import { plainJson } from './json-text.ts';
import { metaTrainReport, oofCsv } from './meta-train-report.ts';
import { candidateReportFolder, runReportFolder } from './report-place.ts';
import { testPredictionsCsv } from './test-predictions.ts';
import { trainingReport } from './training-report.ts';

export interface RunReportsAsked {
  readonly parts: EvaluationParts;
  readonly dataset: Dataset;
  /** Best first. */
  readonly reports: readonly CandidateReport[];
  readonly dependencies: EvaluationDependencies;
}

export type ReportFiles = CandidateReport['files'];

/** The files of each candidate by its id, those of the run among them. */
export async function writeRunReports(asked: RunReportsAsked): Promise<ReadonlyMap<string, ReportFiles>> {
  const { parts, reports, dependencies } = asked;
  const { dataFolder, now } = dependencies;
  const write = (folder: string, name: string, words: string, text: string): ReportFiles[number] => {
    const path = join(folder, name);
    writeWholeSync(join(dataFolder, path), new TextEncoder().encode(text));
    return { name, words, path };
  };
  const folder = runReportFolder(parts.run.runId);
  const shared = [
    write(
      folder,
      'training_report.json',
      'All candidates: configuration, folds, classes, regimes',
      plainJson(trainingReport(parts, reports, now())),
    ),
    write(
      folder,
      'auto_ml_summary.json',
      'All segments and families with their parameters',
      plainJson(autoMlSummary(parts, reports, now())),
    ),
  ];
  const found = new Map<string, ReportFiles>();
  for (const report of reports) {
    const own = candidateReportFolder(parts.run.runId, report.family);
    const scored = scoredOf(asked, report);
    const features = 'meta_features.json';
    found.set(report.id, [
      ...shared,
      write(
        own,
        features,
        'Features in the order the model reads them',
        plainJson(featuresOf(asked, report)),
      ),
      write(
        own,
        'meta_train_report.json',
        'Folds with AUC, log-loss and Brier score',
        plainJson(
          metaTrainReport(parts, report, scored, {
            model: modelPath(parts, report),
            features: join(own, features),
          }),
        ),
      ),
      write(
        own,
        'oof_predictions.csv',
        'Out-of-fold chances of every labelled row',
        oofCsv(parts.table, scored),
      ),
      write(
        own,
        'test_predictions.csv',
        'Signals of the test rows by time',
        testPredictionsCsv(parts.table, scored),
      ),
      write(own, 'feature_importance.csv', 'Importance of each feature', importanceCsv(report.importance)),
      write(
        own,
        'feature_importance.svg',
        'The same as a picture',
        importanceSvg(`${report.title} · ${parts.run.name}`, report.importance),
      ),
      write(
        own,
        'candidate.json',
        'Everything measured of this candidate',
        plainJson(withoutPictures(report)),
      ),
    ]);
  }
  return found;
}

function scoredOf({ parts, dependencies }: RunReportsAsked, { family }: CandidateReport): ScoredRows {
  const fits = parts.families.find((one) => one.family === family)!;
  return scoredRowsOf(parts.table, pooledOf(fits, parts, dependencies));
}

/** What the model of the newest window reads, in its order; every feature where that fit failed. */
function featuresOf(
  { parts, dependencies }: RunReportsAsked,
  { family }: CandidateReport,
): readonly string[] {
  const model = parts.families.find((one) => one.family === family)?.final?.model ?? null;
  return model === null ? parts.table.names : decodeStoredModel(dependencies.readObject(model)).inputs;
}

/** The stored model of the newest window, under the data folder. */
function modelPath({ families }: EvaluationParts, { family }: CandidateReport): string | null {
  const model = families.find((one) => one.family === family)?.final?.model ?? null;
  return model === null ? null : join('training', 'objects', model.slice(0, 2), model);
}

/** Columns of thousands of numbers belong on a screen. */
function withoutPictures({ contributions: _, regimes: __, ...report }: CandidateReport) {
  return report;
}
