// Runs the leak proof over the stored parts of a dataset. Called by the build after its last part is written.
//
// [Note: proof sample] The proof recomputes rows, so it needs candles and part of an instrument together, without waiting for the disk.
// Candles are therefore read beforehand; where those of all instruments would not fit into PROOF_BYTES, evenly spaced ones are proven
// and the dataset says so. Every instrument runs through the same code, so a leak of a feature shows in any of them.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Trade } from '../../../engines/backtest/contract.ts';
import { validityOf } from '../../../engines/features/matrix.ts';
import type { ResolvedSet } from '../../../engines/features/resolve.ts';
import type { LabelColumns } from '../../../engines/labels/definition.ts';
import { classesOf, isCandidateLabel } from '../../../engines/labels/spec.ts';
import type { Session } from '../../../engines/market/session.ts';
import { lowerBound } from '../../../engines/numeric/sorted.ts';
import type { LeakProof } from '../../../engines/validation/leaks/proof.ts';
import { proveNoLeaks } from '../../../engines/validation/leaks/prove.ts';
import type { LeakSubject } from '../../../engines/validation/leaks/subject.ts';
import type { ProofVerdict } from '../../contracts/datasets.ts';
import { createSeriesLoader, rowsAgain } from './build-part.ts';
import type { StoredPart } from './dataset-store.ts';
import { noDrops } from './label-counts.ts';
import { decodePart, type PartColumns } from './part-codec.ts';
import type { DatasetRecipe } from './recipe.ts';
import type { ResearchSource } from './sources.ts';

const PROOF_BYTES = 256 * 2 ** 20;
const BYTES_PER_BAR = 48;

export interface ProofInput {
  readonly source: ResearchSource;
  readonly recipe: DatasetRecipe;
  readonly set: ResolvedSet;
  readonly trades: readonly Trade[];
  readonly folder: string;
  readonly parts: readonly StoredPart[];
  readonly seed: number;
  /** False stops the proof. */
  readonly onProgress: (fraction: number) => boolean;
}

export interface DatasetProof {
  /** Null where it was stopped. */
  readonly proof: LeakProof | null;
  readonly proven: number;
  readonly of: number;
}

export async function proveDataset(input: ProofInput): Promise<DatasetProof> {
  const { recipe, set, folder, trades, source } = input;
  const withRows = input.parts.filter((part) => part.rows > 0);
  const load = createSeriesLoader(source, recipe);
  const chosen: { readonly part: StoredPart; readonly data: Awaited<ReturnType<typeof load>>['data'] }[] = [];
  let step = 1;
  let bytes = 0;
  for (let k = 0; k < withRows.length; k += step) {
    const part = withRows[k]!;
    const instrument = recipe.instruments.find((one) => one.instrumentId === part.instrumentId)!;
    const { data } = await load(instrument);
    const size = data.series.self!.bars.length * BYTES_PER_BAR;
    // The first tells what one costs: the others are chosen so that all fit.
    if (k === 0) step = Math.max(1, Math.ceil((size * withRows.length) / PROOF_BYTES));
    if (bytes > 0 && bytes + size > PROOF_BYTES) break;
    bytes += size;
    chosen.push({ part, data });
  }
  const counts = countedSessions(input, withRows);
  const proof = proveNoLeaks(
    {
      count: chosen.length,
      load(index): LeakSubject {
        const { part, data } = chosen[index]!;
        const file = join(folder, part.file);
        const { columns, header } = decodePart(readFileSync(file), file);
        const instrument = recipe.instruments.find((one) => one.instrumentId === part.instrumentId)!;
        const again = rowsAgain({ source, recipe, data, instrument, trades });
        return {
          instrumentId: part.instrumentId,
          matrix: {
            rows: columns.rows,
            names: header.names,
            time: columns.time,
            columns: columns.features,
            validity: columns.features.map(validityOf),
          },
          labels: labelsOf(recipe, columns),
          sessions: data.series.self!.sessions.filter(counts),
          source: {
            resolved: set,
            data,
            rows: { time: columns.time, ...(again.candidates && { candidates: again.candidates }) },
            ...(again.relabel && { relabel: again.relabel }),
          },
        };
      },
    },
    { seed: input.seed, onProgress: input.onProgress },
  );
  return { proof, proven: chosen.length, of: withRows.length };
}

/**
 * The sessions folds are drawn over. Trades come on some days only: folds over days without rows would split nothing and prove
 * nothing, so only the days of the rows count.
 */
function countedSessions(
  { recipe, folder }: ProofInput,
  parts: readonly StoredPart[],
): (session: Session) => boolean {
  if (!isCandidateLabel(recipe.label)) return ({ date }) => date >= recipe.from;
  const times = parts
    .flatMap(({ file }) => {
      const path = join(folder, file);
      return Array.from(decodePart(readFileSync(path), path).columns.time);
    })
    .sort((a, b) => a - b);
  const all = Float64Array.from(times);
  return ({ date, open, close }) =>
    date >= recipe.from && lowerBound(all, open + 1) < lowerBound(all, close + 1);
}

export function verdictOf(proof: LeakProof | null): ProofVerdict {
  if (proof === null) return 'none';
  if (proof.checks.some((check) => check.verdict === 'failed')) return 'failed';
  return proof.checks.some((check) => check.verdict === 'alarm') ? 'alarm' : 'passed';
}

function labelsOf({ label }: DatasetRecipe, columns: PartColumns): LabelColumns {
  const { label: classes, value, t1, hit, weight, rows } = columns;
  return { length: rows, classes: classesOf(label), label: classes, value, t1, hit, weight, ...noDrops() };
}
