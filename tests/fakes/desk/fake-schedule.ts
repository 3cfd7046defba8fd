// The looking desk's weekend: two entries, two Monday reports. Development only.

import { AppError } from '../../../src/contracts/errors.ts';
import type {
  ScheduleEntry,
  ScheduleService,
  WeekendReport,
} from '../../../src/contracts/training-schedule.ts';
import { at } from './fake-training-data.ts';

export function fakeSchedule(request: unknown, start: (request: unknown) => string): ScheduleService {
  const entry = (
    id: string,
    name: string,
    rhythm: ScheduleEntry['rhythm'],
    part: Partial<ScheduleEntry>,
  ): ScheduleEntry => ({
    id,
    name,
    rhythm,
    weekday: 5,
    at: '16:00',
    refreshDataset: true,
    request,
    enabled: true,
    createdAt: at('2026-01-05', '18:20'),
    nextAt: at('2026-11-27', '16:00'),
    lastRunId: 'run-done-0002',
    lastStartedAt: at('2026-11-20', '16:00'),
    lastWords: null,
    ...part,
  });
  const entries = new Map<string, ScheduleEntry>(
    [
      entry('entry-weekly', 'Weekend search, 21 symbols', 'weekly', {
        lastWords: 'The machine was off on Fri 13 Nov at 16:00; it was made up for on Sat 14 Nov at 10:12.',
      }),
      entry('entry-quarter', 'Quarterly, every family, 50 trials', 'quarterly', {
        enabled: false,
        nextAt: null,
        lastRunId: null,
        lastStartedAt: null,
      }),
    ].map((one) => [one.id, one]),
  );
  const report = (id: string, friday: string, monday: string, better: boolean): WeekendReport => ({
    id,
    from: at(friday, '16:00'),
    to: at(monday, '08:00'),
    createdAt: at(monday, '08:00'),
    ran: [
      {
        runId: 'run-done-0002',
        name: 'Walk-forward, three families',
        state: 'done',
        activeMs: 18 * 60_000 + 42_000,
        steps: 174,
        reused: better ? 31 : 0,
      },
      {
        runId: 'run-fail-0003',
        name: 'Combinatorial, all estimators',
        state: 'failed',
        activeMs: 4 * 60_000,
        steps: 61,
        reused: 0,
      },
    ],
    won: [
      {
        candidateId: 'candidate-run-done-0002-soft-vote',
        title: 'Mean of the families',
        runName: 'Walk-forward, three families',
        auc: 0.561,
        passed: false,
        words: 'Best of the weekend, below the gate of 0.600: not for trading.',
      },
    ],
    changed: better
      ? [
          'Mean of the families: AUC 0.561, was 0.549 (better by 0.012, inside its interval).',
          'Boosted symmetric trees is new.',
        ]
      : [],
    failed: [
      'Combinatorial, all estimators: the training part of segment 3 holds one class only after purging.',
    ],
    budget: { usedMs: 22 * 60_000 + 42_000, allowedMs: 8 * 3_600_000, sleepsMs: better ? 5 * 3_600_000 : 0 },
    html: `reports/weekend-${monday}.html`,
  });
  const reports = [
    report('report-2', '2026-11-13', '2026-11-16', true),
    report('report-1', '2026-11-06', '2026-11-09', false),
  ];
  const get = (id: string): ScheduleEntry => {
    const found = entries.get(id);
    if (!found) throw new AppError('NOT_FOUND', `There is no schedule ${id}. Nothing was changed.`);
    return found;
  };
  let next = 1;
  return {
    list: async () => [...entries.values()],
    async save(input, id) {
      const key = id ?? `entry-new-${next++}`;
      const saved: ScheduleEntry = {
        ...(id === undefined
          ? entry(key, input.name, input.rhythm, { lastRunId: null, lastStartedAt: null })
          : get(id)),
        ...input,
        nextAt: input.enabled ? at('2026-11-27', input.at) : null,
      };
      entries.set(key, saved);
      return saved;
    },
    async remove(id) {
      entries.delete(get(id).id);
    },
    runNow: async (id) => ({ runId: start(get(id).request) }),
    reports: async () => reports,
    async report(id) {
      const found = reports.find((one) => one.id === id);
      if (!found) throw new AppError('NOT_FOUND', `There is no report ${id}. Nothing was changed.`);
      return found;
    },
    async makeReport() {
      const made = report(`report-${reports.length + 1}`, '2026-11-20', '2026-11-21', true);
      reports.unshift(made);
      return made;
    },
  };
}
