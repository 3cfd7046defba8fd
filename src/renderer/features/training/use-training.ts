// What several Training screens read: titles of families, and fresh figures while runs work. The jobs feed says when something moved;
// the runs themselves are read again at most every other second.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { Parameter } from '../../../../engines/parameters/parameters.ts';
import { useTRPC } from '../../app/api.ts';
import { useJobs } from '../../app/jobs.ts';

const READ_AGAIN_MS = 2_000;
const NO_TITLES: ReadonlyMap<string, string> = new Map();
const NO_PARAMETERS: readonly Parameter[] = [];

/** Cannot change while the desk runs. */
function useCatalogue() {
  return useQuery({ ...useTRPC().training.catalogue.queryOptions(), staleTime: Number.POSITIVE_INFINITY });
}

export function useFamilyTitles(): ReadonlyMap<string, string> {
  const catalogue = useCatalogue();
  return useMemo(
    () =>
      catalogue.data ? new Map(catalogue.data.estimators.map(({ id, title }) => [id, title])) : NO_TITLES,
    [catalogue.data],
  );
}

/** The declared parameters of a family; none while the catalogue is on its way, and for a run's own blends. */
export function useParameters(family: string): readonly Parameter[] {
  const catalogue = useCatalogue();
  return catalogue.data?.estimators.find(({ id }) => id === family)?.parameters ?? NO_PARAMETERS;
}

/** Reads the training queries on screen again when one of these jobs moves; the first move at once, later ones bundled. */
export function useRefreshOnProgress(jobIds: readonly (string | null)[]): void {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const jobs = useJobs();
  const wanted = new Set(jobIds);
  const moved = jobs
    .filter((job) => wanted.has(job.id))
    .map(
      (job) => `${job.id} ${job.state} ${job.progress.done ?? job.progress.fraction} ${job.progress.stage}`,
    )
    .join('\n');
  const last = useRef(0);
  useEffect(() => {
    if (moved === '') return;
    const refresh = () => {
      last.current = performance.now();
      for (const query of [
        trpc.training.list,
        trpc.training.get,
        trpc.training.steps,
        trpc.training.places,
        trpc.training.trials,
        trpc.training.live,
      ])
        void cache.invalidateQueries(query.pathFilter());
    };
    const timer = setTimeout(refresh, Math.max(0, READ_AGAIN_MS - (performance.now() - last.current)));
    return () => clearTimeout(timer);
  }, [moved, cache, trpc]);
}
