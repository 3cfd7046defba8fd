// The row of a dataset as the database keeps it, and the summary a list shows of it. Used by the dataset store only.

import type { LabelSpec } from '../../../engines/labels/spec.ts';
import type { Interval } from '../../../engines/market/interval.ts';
import { codec } from '../../contracts/codec.ts';
import type {
  Dataset,
  DatasetOrigin,
  DatasetRequest,
  DatasetState,
  DatasetSummary,
  ProofVerdict,
} from '../../contracts/datasets.ts';
import type { ErrorData } from '../../contracts/errors.ts';
import type { DatasetRecipe } from './recipe.ts';

/** What a finished dataset stores beside its columns: everything of `Dataset` that has no column of its own. */
export type DatasetDetail = Pick<
  Dataset,
  'labelSummary' | 'featureNames' | 'perInstrument' | 'datasetFlags'
> & {
  readonly label: LabelSpec | null;
  /** SHA-256 of each file beside the parts, by name. */
  readonly fileHashes: Readonly<Record<string, string>>;
};

export interface DatasetRow {
  readonly id: string;
  readonly name: string;
  readonly origin: DatasetOrigin;
  readonly state: DatasetState;
  readonly job_id: string | null;
  readonly justification: string;
  readonly interval: Interval | null;
  readonly from_date: string;
  readonly to_date: string;
  readonly instrument_count: number;
  readonly synthetic: number;
  readonly feature_set_id: string | null;
  readonly feature_set_version: number | null;
  readonly feature_set_hash: string | null;
  readonly feature_count: number;
  readonly label_words: string;
  readonly label_hash: string | null;
  readonly row_count: number;
  readonly dropped_rows: number;
  readonly gaps: number;
  readonly classes: string;
  readonly balance: string;
  readonly proof: ProofVerdict;
  readonly bytes: number;
  readonly flag_count: number;
  readonly request: string | null;
  readonly recipe: string | null;
  readonly detail: string | null;
  readonly content_hash: string | null;
  readonly verification: string | null;
  readonly error: string | null;
  readonly elapsed_ms: number | null;
  readonly happened_at: number;
}

export const SUMMARY_COLUMNS = `id, name, origin, state, job_id, justification, interval, from_date, to_date, instrument_count,
  synthetic, feature_set_id, feature_set_version, feature_set_hash, feature_count, label_words, label_hash, row_count,
  dropped_rows, gaps, classes, balance, proof, bytes, flag_count, error, elapsed_ms, happened_at`;

export const toText = (value: unknown): string => JSON.stringify(codec.serialize(value));
export const fromText = <T>(text: string): T => codec.deserialize(JSON.parse(text)) as T;

export function summaryOf(row: DatasetRow): DatasetSummary {
  return {
    id: row.id,
    name: row.name,
    origin: row.origin,
    state: row.state,
    jobId: row.job_id,
    justification: row.justification,
    interval: row.interval,
    from: row.from_date,
    to: row.to_date,
    instruments: row.instrument_count,
    synthetic: row.synthetic === 1,
    featureSet:
      row.feature_set_id === null
        ? null
        : {
            id: row.feature_set_id,
            version: row.feature_set_version!,
            hash: row.feature_set_hash!,
            features: row.feature_count,
          },
    labelWords: row.label_words,
    labelHash: row.label_hash,
    rows: row.row_count,
    droppedRows: row.dropped_rows,
    gaps: row.gaps,
    classes: JSON.parse(row.classes) as string[],
    balance: JSON.parse(row.balance) as number[],
    proof: row.proof,
    bytes: row.bytes,
    flags: row.flag_count,
    createdAt: row.happened_at,
    elapsedMs: row.elapsed_ms,
    error: row.error === null ? null : (JSON.parse(row.error) as ErrorData).message,
  };
}

const NO_DETAIL: DatasetDetail = {
  label: null,
  labelSummary: null,
  featureNames: [],
  perInstrument: [],
  datasetFlags: [],
  fileHashes: {},
};

export function detailOf({ detail }: Pick<DatasetRow, 'detail'>): DatasetDetail {
  return detail === null ? NO_DETAIL : { ...NO_DETAIL, ...fromText<DatasetDetail>(detail) };
}

export function datasetOf(row: DatasetRow, exports: Dataset['exports']): Dataset {
  const recipe = row.recipe === null ? null : (JSON.parse(row.recipe) as DatasetRecipe);
  const { fileHashes: _, ...detail } = detailOf(row);
  return {
    ...summaryOf(row),
    ...detail,
    label: detail.label ?? recipe?.label ?? null,
    request: row.request === null ? null : (JSON.parse(row.request) as DatasetRequest),
    contentHash: row.content_hash,
    lastVerification: row.verification === null ? null : fromText(row.verification),
    exports,
  };
}
