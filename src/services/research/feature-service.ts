// The feature service: catalogue, sets with their versions, foreign lists of names, and studies. What the API, the page and the
// command line may ask; heavy work goes to a job.

import type { FeatureSet } from '../../../engines/features/definition.ts';
import { AppError } from '../../contracts/errors.ts';
import {
  type FeatureService,
  type FeatureSetDraft,
  featureSetDraftSchema,
  featureStudyRequestSchema,
} from '../../contracts/features.ts';
import type { JobService } from '../../contracts/jobs.ts';
import type { Db } from '../db/port.ts';
import { detailOf, type KeptSet, resolved, setHash, summaryOf, templateInfos } from './feature-catalogue.ts';
import { createFeatureSetStore } from './feature-set-store.ts';
import { mapForeignSchema } from './foreign-schema.ts';

export interface FeatureServiceParts {
  readonly db: Db;
  readonly jobs: JobService;
  readonly now: () => number;
}

export function createFeatureService({ db, jobs, now }: FeatureServiceParts): FeatureService {
  const store = createFeatureSetStore(db);
  return {
    catalogue: async () => templateInfos(),

    async sets() {
      const byId = Map.groupBy((await store.all()).filter(isKnown), (kept) => kept.set.id);
      return [...byId.values()].map((kept) => {
        const ascending = [...kept].sort((a, b) => a.set.version - b.set.version);
        return summaryOf(ascending.at(-1)!, ascending.map((one) => one.set.version).reverse());
      });
    },

    async set(reference) {
      const { versions, ...kept } = await store.get(reference);
      return detailOf(kept, versions);
    },

    async check(given) {
      const hash = setHash(resolved(asSet(featureSetDraftSchema.parse(given))));
      const kept = (await store.all()).filter(isKnown);
      const same = kept.findLast((one) => setHash(resolved(one.set)) === hash);
      return { hash, sameAs: same ? { id: same.set.id, version: same.set.version } : null };
    },

    async save(given) {
      const draft = featureSetDraftSchema.parse(given);
      resolved(asSet(draft));
      const { versions, ...kept } = await store.get(await store.add(draft, now()));
      return summaryOf(kept, versions);
    },

    mapSchema: async (text) => mapForeignSchema(text),

    async startStudy(given) {
      const request = featureStudyRequestSchema.parse(given);
      if (request.to < request.from)
        throw new AppError(
          'BAD_REQUEST',
          `The range ends before it begins (${request.from} to ${request.to}). Nothing was started.`,
        );
      const { set } = await store.get(request.featureSet);
      if (resolved(set).needsCandidate)
        throw new AppError(
          'BAD_REQUEST',
          `The feature set "${set.id}" describes proposed trades, so bars alone cannot show it. Build a dataset on the trades of a run.`,
        );
      const { length } = request.instruments;
      const title = `Study of ${set.id} v${set.version} over ${length} instrument${length === 1 ? '' : 's'}`;
      return jobs.enqueue('feature-study', title, { request });
    },
  };
}

/** A version saved by a newer AnchorDesk may use features this one lacks: it is kept, but cannot be listed with the others. */
function isKnown({ set }: KeptSet): boolean {
  try {
    resolved(set);
    return true;
  } catch {
    return false;
  }
}

/** A draft as a set; its version is not part of what it computes. */
function asSet(draft: FeatureSetDraft): FeatureSet {
  return { ...draft, version: 1 };
}
