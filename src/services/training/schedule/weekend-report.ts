// The report of a weekend, from the stored runs: what ran, what won, what changed, what failed, how much of the budget went. Written as one HTML
// file below the data folder and kept for the page. Called by the schedule; changes nothing it reports on.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { TrainingRun } from '../../../contracts/training.ts';
import type { WeekendReport } from '../../../contracts/training-schedule.ts';
import type { Db } from '../../db/port.ts';
import { createCandidateStore } from '../evaluate/candidate-store.ts';
import { createTrainingRunStore } from '../run/run-store.ts';
import { writeWholeSync } from '../run/whole-file.ts';
import { stamp } from './due.ts';
import { reportHtml } from './report-html.ts';
import { createReportStore, type Standing, type Standings } from './report-store.ts';
import { changesSince, winnerWords } from './report-words.ts';
import { createScheduleStore } from './schedule-store.ts';

export interface ReportPlace {
  readonly db: Db;
  readonly dataFolder: string;
  readonly now: () => number;
}

const WEEK_MS = 7 * 86_400_000;
const MINUTE_MS = 60_000;

/** Over the days since the last report, a week where there is none. */
export async function makeWeekendReport({ db, dataFolder, now }: ReportPlace): Promise<WeekendReport> {
  const reports = createReportStore(db);
  const last = await reports.newest();
  const to = Math.round(now());
  const from = last?.to ?? to - WEEK_MS;
  const runs = await runsBetween(db, from, to);
  const candidates = await createCandidateStore(db).list();
  const isIn = new Set(runs.map(({ id }) => id));
  const incumbents = bestByDataset(await earlierRuns(db, isIn));
  const found = bestByDataset(runs);
  const changes = changesSince(last?.standings ?? {}, found, (id) => candidates.some((one) => one.id === id));
  const id = randomUUID();
  const html = join('training', 'weekend', `weekend-${stamp(to).slice(0, 10)}-${id.slice(0, 8)}.html`);
  const report: WeekendReport = {
    ...{ id, from, to, createdAt: to, html },
    ran: runs.map((run) => ({
      runId: run.id,
      name: run.name,
      state: run.state,
      activeMs: run.activeMs,
      steps: run.steps.done,
      reused: run.steps.reused,
    })),
    won: runs.flatMap((run) => wonBy(run, incumbents[run.datasetName] ?? null)),
    changed: changes.lines,
    failed: [...runs.flatMap(failuresOf), ...(await notStarted(db))],
    budget: budgetOf(runs, from, to),
  };
  writeWholeSync(join(dataFolder, html), new TextEncoder().encode(reportHtml(report)));
  await reports.add(report, changes.standings);
  return report;
}

/** Runs that were made, worked or ended in those days, oldest first. */
async function runsBetween(db: Db, from: number, to: number): Promise<readonly TrainingRun[]> {
  const rows = await db.all<{ id: string }>(
    `SELECT id FROM training_run
     WHERE happened_at < ?2 AND (happened_at >= ?1 OR ended_at >= ?1 OR state IN ('queued', 'running'))
     ORDER BY happened_at, id`,
    [from, to],
  );
  const runs = createTrainingRunStore(db);
  return Promise.all(rows.map(({ id }) => runs.get(id)));
}

async function earlierRuns(db: Db, isIn: ReadonlySet<string>): Promise<readonly TrainingRun[]> {
  const runs = createTrainingRunStore(db);
  const others = (await runs.list()).filter(({ id, best }) => best !== null && !isIn.has(id));
  return Promise.all(others.map(({ id }) => runs.get(id)));
}

/** The candidate that ranks first in its run; of several runs over a dataset of one name the one with the higher pooled AUC. */
function bestByDataset(runs: readonly TrainingRun[]): Standings {
  const best: Record<string, Standing> = {};
  for (const run of runs) {
    const [first] = run.candidates;
    if (first === undefined || !Number.isFinite(first.pooled.auc)) continue;
    const before = best[run.datasetName];
    if (before !== undefined && before.auc >= first.pooled.auc) continue;
    best[run.datasetName] = {
      candidateId: first.id,
      title: first.title,
      runName: run.name,
      auc: first.pooled.auc,
    };
  }
  return best;
}

function wonBy(run: TrainingRun, incumbent: Standing | null): WeekendReport['won'] {
  const [first] = run.candidates;
  if (first === undefined) return [];
  return [
    {
      candidateId: first.id,
      title: first.title,
      runName: run.name,
      auc: first.pooled.auc,
      passed: first.passed,
      words: winnerWords(first, incumbent),
    },
  ];
}

function failuresOf(run: TrainingRun): string[] {
  const { failed } = run.steps;
  return [
    ...(run.state === 'failed' ? [`${run.name} failed: ${run.error ?? 'no reason was stored'}`] : []),
    ...(run.state === 'paused' || run.state === 'interrupted' || run.state === 'cancelled'
      ? [
          `${run.name} is ${run.state}: ${run.steps.done} of ${run.steps.total} steps are done and kept; resume it to go on.`,
        ]
      : []),
    ...(failed > 0
      ? [`${run.name}: ${failed} step${failed === 1 ? '' : 's'} failed; the others count.`]
      : []),
    ...run.notes
      .filter((note) => /left out|not begun|does not count/.test(note))
      .map((note) => `${run.name}: ${note}`),
  ];
}

async function notStarted(db: Db): Promise<string[]> {
  const entries = await createScheduleStore(db).list();
  return entries.flatMap(({ name, lastWords }) =>
    lastWords?.startsWith('Not started') ? [`${name}: ${lastWords}`] : [],
  );
}

/** `allowedMs` is null where one of the runs had no limit. */
function budgetOf(runs: readonly TrainingRun[], from: number, to: number): WeekendReport['budget'] {
  const allowed = runs.map(({ request }) => request.budget.wallMinutes);
  return {
    usedMs: runs.reduce((sum, run) => sum + run.activeMs, 0),
    allowedMs:
      runs.length === 0 || allowed.includes(null)
        ? null
        : allowed.reduce<number>((sum, minutes) => sum + (minutes ?? 0) * MINUTE_MS, 0),
    sleepsMs: runs
      .flatMap(({ sleeps }) => sleeps)
      .filter(({ at }) => at >= from && at < to)
      .reduce((sum, { ms }) => sum + ms, 0),
  };
}
