// From pooled rows of several instruments to what a person studies: profiles, stability, correlations and clusters. Called by dataset
// builds (their profile.json) and by the study job.

import { profileColumn } from '../../../engines/drift/feature-profile.ts';
import { clusterByAverage } from '../../../engines/numeric/clustering.ts';
import { rankCorrelationMatrix } from '../../../engines/numeric/correlation.ts';
import type { FeatureStudy } from '../../contracts/features.ts';

/** Rows a study looks at, over all instruments; more are thinned evenly. */
export const STUDY_ROWS = 100_000;
/** Ranks cost a sort per column: correlations need fewer rows than distributions. */
const CORRELATION_ROWS = 20_000;
const SAME_FEATURE = 0.8;
/** Month names follow the Indian date; every decision of a session falls on its date. */
const INDIA_OFFSET_MS = 19_800_000;

export interface RowPool {
  add(time: Float64Array, columns: readonly Float32Array[]): void;
  study(about: Pick<FeatureStudy, 'instruments' | 'from' | 'to'>): FeatureStudy;
}

/** `expectedRows` over all calls of `add`: decides how many rows are skipped between two that are kept. */
export function createRowPool(names: readonly string[], expectedRows: number): RowPool {
  const step = Math.max(1, Math.ceil(expectedRows / STUDY_ROWS));
  const time: number[] = [];
  const values = names.map((): number[] => []);
  let seen = 0;
  return {
    add(times, columns) {
      for (let i = (step - (seen % step)) % step; i < times.length; i += step) {
        time.push(times[i]!);
        for (let k = 0; k < values.length; k++) values[k]!.push(columns[k]![i]!);
      }
      seen += times.length;
    },
    study(about) {
      const columns = values.map((column) => Float32Array.from(column));
      const { months, month } = monthsOf(time);
      const correlation = rankCorrelationMatrix(columns.map((column) => thinned(column, CORRELATION_ROWS)));
      const clusters = clusterByAverage(
        correlation.map((row) => row.map(Math.abs)),
        SAME_FEATURE,
      );
      return {
        features: columns.map((column, k) => ({ name: names[k]!, ...profileColumn(column, month, months) })),
        correlation: correlation.map((row) => Array.from(row, (value) => Math.round(value * 1000) / 1000)),
        clusters: clusters.map(({ members, similarity }) => ({
          features: members.map((k) => names[k]!),
          correlation: similarity,
        })),
        rows: seen,
        ...about,
      };
    },
  };
}

function thinned(column: Float32Array, most: number): Float32Array {
  const step = Math.ceil(column.length / most);
  return step <= 1 ? column : column.filter((_, i) => i % step === 0);
}

function monthsOf(time: readonly number[]): {
  readonly months: readonly string[];
  readonly month: Int32Array;
} {
  const names = time.map((moment) => new Date(moment + INDIA_OFFSET_MS).toISOString().slice(0, 7));
  const months = [...new Set(names)].sort();
  const position = new Map(months.map((name, k) => [name, k]));
  return { months, month: Int32Array.from(names, (name) => position.get(name)!) };
}
