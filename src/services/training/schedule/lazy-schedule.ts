// The schedule as the training service offers it: loaded when it is first asked for, since a desk should open fast.

import type { ScheduleParts, Weekend } from './schedule.ts';

export function lazySchedule(parts: ScheduleParts): Weekend {
  let made: Promise<Weekend> | undefined;
  const schedule = () => {
    made ??= import('./schedule.ts').then(({ createSchedule }) => createSchedule(parts));
    return made;
  };
  return {
    list: async () => (await schedule()).list(),
    save: async (entry, id) => (await schedule()).save(entry, id),
    remove: async (id) => (await schedule()).remove(id),
    runNow: async (id) => (await schedule()).runNow(id),
    reports: async () => (await schedule()).reports(),
    report: async (id) => (await schedule()).report(id),
    makeReport: async () => (await schedule()).makeReport(),
    due: async () => (await schedule()).due(),
    lookNow: async (signal) => (await schedule()).lookNow(signal),
    resumeInterrupted: async () => (await schedule()).resumeInterrupted(),
  };
}
