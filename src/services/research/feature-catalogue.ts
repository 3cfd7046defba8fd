// What a page or the command line may know of feature templates and sets: plain data out of the engines' catalogue. Called by the
// feature service. Computes no feature.

import { createHash } from 'node:crypto';
import { CATALOGUE, FEATURES } from '../../../engines/features/catalogue.ts';
import type { FeatureSet, FeatureTemplate } from '../../../engines/features/definition.ts';
import {
  canonicalSet,
  completeParameters,
  FeatureSetError,
  type ResolvedSet,
  resolveSet,
} from '../../../engines/features/resolve.ts';
import { AppError } from '../../contracts/errors.ts';
import type { FeatureSetDetail, FeatureSetSummary, FeatureTemplateInfo } from '../../contracts/features.ts';

/** A set as kept: built in (no date) or a user's version. */
export interface KeptSet {
  readonly set: FeatureSet;
  readonly builtIn: boolean;
  readonly createdAt: number | null;
}

export function templateInfo(template: FeatureTemplate): FeatureTemplateInfo {
  const { id, version, kind, title, help, family, unit, range, parameters } = template;
  const level = template.kind === 'series' && template.level;
  return { id, version, kind, title, help, family, unit, range, level, parameters };
}

export function templateInfos(): readonly FeatureTemplateInfo[] {
  return FEATURES.map(templateInfo);
}

/** Resolves a set; what is wrong with it becomes BAD_PARAMETER with the entry's name. */
export function resolved(set: FeatureSet): ResolvedSet {
  try {
    return resolveSet(set, CATALOGUE);
  } catch (error) {
    if (!(error instanceof FeatureSetError)) throw error;
    throw new AppError('BAD_PARAMETER', `${error.message} Nothing was stored.`, { entry: error.entry });
  }
}

/** SHA-256 of the canonical text: equal columns are equal sets. */
export function setHash(set: ResolvedSet): string {
  return createHash('sha256').update(canonicalSet(set)).digest('hex');
}

export function summaryOf(kept: KeptSet, versions: readonly number[]): FeatureSetSummary {
  const { set } = kept;
  const nodes = resolved(set);
  return {
    id: set.id,
    version: set.version,
    versions,
    title: set.title,
    description: set.description,
    builtIn: kept.builtIn,
    features: set.entries.length,
    hash: setHash(nodes),
    needsCandidate: nodes.needsCandidate,
    sources: nodes.sources,
    timeframes: nodes.timeframes,
    createdAt: kept.createdAt,
  };
}

export function detailOf(kept: KeptSet, versions: readonly number[]): FeatureSetDetail {
  return {
    ...summaryOf(kept, versions),
    entries: kept.set.entries.map((entry) => {
      const template = CATALOGUE.get(entry.feature)!;
      const allParameters = completeParameters(template, entry.parameters, entry.name);
      return {
        ...entry,
        allParameters,
        template: templateInfo(template),
        warmup: template.kind === 'series' ? template.warmup(allParameters) : null,
      };
    }),
  };
}
