// The weekend: entries, their starts and their reports. The service of the page and the command line, and what the desk's timer calls. Trains
// nothing itself.

import { randomUUID } from 'node:crypto';
import { AppError } from '../../../contracts/errors.ts';
import { trainingRequestSchema } from '../../../contracts/training.ts';
import { type ScheduleService, scheduleEntrySchema } from '../../../contracts/training-schedule.ts';
import type { Db } from '../../db/port.ts';
import type { Calendar } from '../../market/index.ts';
import { createTrainingRunStore } from '../run/run-store.ts';
import { trainableDataset } from '../run/start.ts';
import { type Power, readPower, reasonToWait } from '../run/waiting.ts';
import { stamp, type Verdict, verdictOn } from './due.ts';
import type { Launcher } from './launcher.ts';
import { createReportStore } from './report-store.ts';
import { createScheduleStore, type StoredEntry } from './schedule-store.ts';
import { startEntry } from './start-entry.ts';
import { latestStart, nextStart, REPORT_RHYTHM } from './start-times.ts';
import { makeWeekendReport } from './weekend-report.ts';

export interface ScheduleParts {
  readonly db: Db;
  readonly dataFolder: string;
  readonly now: () => number;
  readonly calendar: Calendar;
  readonly launcher: () => Launcher;
  readonly power?: () => Power;
}

export interface DueEntry {
  readonly id: string;
  readonly name: string;
  readonly nextAt: number | null;
  readonly verdict: Verdict;
}

export interface Weekend extends ScheduleService {
  /** Every entry with what is to be done about it now. */
  due(): Promise<readonly DueEntry[]>;
  /** Starts what is due and makes Monday's report where it is time; gives what was done, in words. Throws nothing an entry can say itself. */
  lookNow(signal?: AbortSignal): Promise<readonly string[]>;
  /** Takes up runs of the schedule that a power cut or a crash ended. Called once when the desk opens. */
  resumeInterrupted(): Promise<readonly string[]>;
}

/** A run that ends its process each time must not do so for ever. */
const MOST_RESUMES = 3;

export function createSchedule(parts: ScheduleParts): Weekend {
  const { db, now, calendar, dataFolder } = parts;
  const store = createScheduleStore(db);
  const reports = createReportStore(db);
  const power = parts.power ?? (() => readPower());
  const start = (id: string, words: string | null, signal?: AbortSignal) =>
    startEntry({ db, now, launcher: parts.launcher(), ...(signal && { signal }) }, id, words);
  const verdictNow = (entry: StoredEntry): Verdict => {
    const at = now();
    return verdictOn(entry, at, reasonToWait({ budget: entry.request.budget, calendar, power }, at));
  };

  async function startDue(entry: StoredEntry, signal?: AbortSignal): Promise<string | null> {
    const verdict = verdictNow(entry);
    if (verdict.kind === 'not-yet') return null;
    if (verdict.kind === 'wait') {
      if (entry.lastWords !== verdict.words) await store.say(entry.id, verdict.words);
      return null;
    }
    try {
      await start(entry.id, verdict.words, signal);
      return `Started "${entry.name}".`;
    } catch (error) {
      // Said in the entry already.
      return `"${entry.name}" was not started: ${(error as Error).message}`;
    }
  }

  async function reportDue(): Promise<string | null> {
    const monday = latestStart(REPORT_RHYTHM, now());
    const last = await reports.newest();
    if (last !== null && last.createdAt >= monday) return null;
    const entries = await store.list();
    // A schedule made on Tuesday has nothing to report of the Monday before.
    if (!entries.some((entry) => entry.createdAt < monday && (entry.enabled || entry.lastStartedAt !== null)))
      return null;
    const { html } = await makeWeekendReport({ db, dataFolder, now });
    return `The report of the weekend is ready: ${html}`;
  }

  return {
    list: () => store.list(),

    async save(given, id) {
      const entry = scheduleEntrySchema.parse(given);
      const checked = trainingRequestSchema.safeParse(entry.request);
      if (!checked.success)
        throw new AppError(
          'BAD_PARAMETER',
          'The entry has no request that can be trained. Nothing was saved; choose a run to take it from.',
          checked.error.issues,
        );
      await trainableDataset(db, checked.data.datasetId);
      const before = id === undefined ? null : await store.get(id);
      const own = { ...entry, name: entry.name.trim() };
      const same =
        before !== null &&
        before.nextAt !== null &&
        (['rhythm', 'weekday', 'at'] as const).every((field) => before[field] === own[field]);
      const next = same ? before.nextAt : nextStart(own, now());
      const key = id ?? randomUUID();
      await store.put(
        {
          ...own,
          id: key,
          request: checked.data,
          createdAt: before?.createdAt ?? Math.round(now()),
          nextAt: own.enabled ? next : null,
        },
        now(),
      );
      return store.get(key);
    },

    remove: (id) => store.remove(id),
    runNow: (id) => start(id, null),
    reports: () => reports.list(),
    report: (id) => reports.get(id),
    makeReport: () => makeWeekendReport({ db, dataFolder, now }),

    due: async () =>
      (await store.list()).map((entry) => ({
        id: entry.id,
        name: entry.name,
        nextAt: entry.nextAt,
        verdict: verdictNow(entry),
      })),

    async lookNow(signal) {
      if (signal?.aborted) return [];
      // The report first: what starts now belongs to the next one.
      const words = await reportDue();
      const done = words === null ? [] : [words];
      // One after the other: two datasets built at once would need twice the memory.
      for (const entry of await store.list()) {
        if (signal?.aborted) break;
        const started = await startDue(entry, signal);
        if (started !== null) done.push(started);
      }
      return done;
    },

    async resumeInterrupted() {
      const runs = createTrainingRunStore(db);
      const done: string[] = [];
      for (const { id, name, enabled, lastRunId, resumes } of await store.list()) {
        if (!enabled || lastRunId === null) continue;
        const run = await runs.summary(lastRunId).catch(() => null);
        if (run?.state !== 'interrupted') continue;
        if (resumes >= MOST_RESUMES) {
          await store.say(
            id,
            `Its run was interrupted ${resumes + 1} times and is not taken up again by itself; look at its log, then resume it.`,
          );
          continue;
        }
        try {
          await parts.launcher().resume(lastRunId);
          await store.resumed(id, `Its run was interrupted and taken up again on ${stamp(now())}.`);
          done.push(`Resumed the run of "${name}".`);
        } catch (error) {
          await store.say(
            id,
            `Its run was interrupted and could not be taken up again: ${(error as Error).message}`,
          );
        }
      }
      return done;
    },
  };
}
