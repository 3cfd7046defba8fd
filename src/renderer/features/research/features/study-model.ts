// What a feature study says of a set, feature by feature: which study belongs to which set, stability in words, neighbours, and the
// order of the correlation map. Pure view-model of the feature-set page.

import { codec } from '../../../../contracts/codec.ts';
import {
  type FeatureProfile,
  type FeatureStudy,
  type FeatureStudyRequest,
  featureStudyRequestSchema,
} from '../../../../contracts/features.ts';
import type { Job } from '../../../../contracts/jobs.ts';

/** The request of a study job, or null where the job is of another kind or its payload is not understood. */
export function studyRequestOf(job: Job): FeatureStudyRequest | null {
  if (job.kind !== 'feature-study') return null;
  const payload = job.payload as { readonly request?: unknown } | null;
  const parsed = featureStudyRequestSchema.safeParse(payload?.request);
  return parsed.success ? parsed.data : null;
}

/** The study a finished job holds. Job results are plain JSON; figures that are not finite travel encoded. */
export function studyOf(job: Job | null): FeatureStudy | null {
  if (job === null || job.kind !== 'feature-study' || job.state !== 'done' || job.result === null)
    return null;
  const study = codec.deserialize(job.result) as FeatureStudy;
  return Array.isArray(study.features) && Array.isArray(study.correlation) ? study : null;
}

/** The newest finished or running study of exactly these columns' version. `jobs` come newest first. */
export function latestStudy(
  jobs: readonly Job[],
  id: string,
  version: number,
  states: readonly Job['state'][] = ['done', 'running', 'queued'],
): Job | null {
  const own = jobs.filter((job) => {
    const request = studyRequestOf(job);
    return request?.featureSet.id === id && request.featureSet.version === version;
  });
  // Runs in a row end in any order: what was started last counts.
  const byTime = own.toSorted((a, b) => b.createdAt - a.createdAt);
  return byTime.find((job) => states.includes(job.state)) ?? null;
}

/** Largest PSI of a month; NaN where no month could be compared. */
export function worstPsi(profile: FeatureProfile): number {
  const known = profile.months.map((month) => month.psi).filter(Number.isFinite);
  return known.length === 0 ? Number.NaN : Math.max(...known);
}

export type Stability = 'stable' | 'drifts' | 'unstable' | 'unknown';

/** The customary bounds of the population stability index (Siddiqi 2006): 0.1 and 0.25. */
export function stabilityOf(psi: number): Stability {
  if (!Number.isFinite(psi)) return 'unknown';
  if (psi < 0.1) return 'stable';
  return psi < 0.25 ? 'drifts' : 'unstable';
}

export const STABILITY_WORDS: Readonly<Record<Stability, string>> = {
  stable: 'stable',
  drifts: 'drifts',
  unstable: 'unstable',
  unknown: 'one month only',
};

export interface Neighbour {
  readonly name: string;
  readonly correlation: number;
}

/** The features most correlated with one, strongest first whatever the sign. */
export function neighboursOf(study: FeatureStudy, name: string, most = 6): readonly Neighbour[] {
  const row = study.correlation[study.features.findIndex((profile) => profile.name === name)];
  if (!row) return [];
  return study.features
    .map((profile, k) => ({ name: profile.name, correlation: row[k] ?? Number.NaN }))
    .filter((other) => other.name !== name && Number.isFinite(other.correlation))
    .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation) || a.name.localeCompare(b.name))
    .slice(0, most);
}

export type Cluster = FeatureStudy['clusters'][number];

/** Groups of at least two: a feature alone says nothing nearly the same as another. */
export function clustersOf(study: FeatureStudy): readonly Cluster[] {
  return study.clusters.filter((cluster) => cluster.features.length > 1);
}

/** 1-based number of the group a feature is in; null where it stands alone. */
export function clusterNumber(study: FeatureStudy, name: string): number | null {
  const at = clustersOf(study).findIndex((cluster) => cluster.features.includes(name));
  return at < 0 ? null : at + 1;
}

/** Positions in `study.features` with the members of a group side by side, groups first, the rest in the set's order. */
export function clusterOrder(study: FeatureStudy): readonly number[] {
  const place = new Map(study.features.map((profile, k) => [profile.name, k]));
  const grouped = clustersOf(study).flatMap((cluster) =>
    cluster.features.map((name) => place.get(name)).filter((k) => k !== undefined),
  );
  const seen = new Set(grouped);
  return [...grouped, ...study.features.map((_, k) => k).filter((k) => !seen.has(k))];
}
