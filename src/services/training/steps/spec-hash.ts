// The hash of everything a step's output follows from: equal hashes are computed once, in whatever run. Called by the orchestrator.

import { createHash } from 'node:crypto';
import { exactToJson } from '../../../../engines/learn/model-json.ts';
import { canonicalSplit } from '../../../../engines/validation/splits/canonical.ts';
import type { Split } from '../../../../engines/validation/splits/split.ts';
import type { StepWorld, ThreadSpec } from './contract.ts';

/** Raised whenever a step computes anything else from the same inputs; estimators have versions of their own, in the specs. */
export const STEP_VERSION = 4;

/** SHA-256 in hex. Objects the spec names by their hash are part of it through their names. */
export function specHash(spec: ThreadSpec, { table, split }: HashedWorld): string {
  const { datasetHash, holdOutFrom, costHash } = table;
  const inputs = { datasetHash, holdOutFrom, costHash: costHash ?? null, split: splitHash(split) };
  return sha256(canonicalText({ version: STEP_VERSION, spec, ...inputs }));
}

/** What the hash reads of a world: no row. */
export interface HashedWorld {
  readonly table: Pick<StepWorld['table'], 'datasetHash' | 'holdOutFrom' | 'costHash'>;
  readonly split: Split;
}

const known = new WeakMap<Split, string>();

/** SHA-256 of the split's canonical text. */
export function splitHash(split: Split): string {
  const hash = known.get(split) ?? sha256(canonicalSplit(split));
  known.set(split, hash);
  return hash;
}

/** One text per value, in whatever order its keys were written; keys without a value are not there. */
export function canonicalText(value: unknown): string {
  return exactToJson(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, own]) => own !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, own]) => [key, sorted(own)]),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
