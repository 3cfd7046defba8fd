// One candle file from disk to whole days, without storing anything: sample, plan, parse, assemble. Called by the import
// and by the preview, so both see exactly the same bars and problems.
import { basename } from 'node:path';
import type { Instrument } from '../../../engines/market/instrument.ts';
import type { ImportPlan, ImportProblem, PlanEvidence, PlanOverrides } from '../../contracts/imports.ts';
import { type Calendar, profileOf } from '../market/index.ts';
import { type AssembledFile, assembleDays } from './assemble-days.ts';
import { type DetectedPlan, detectPlan } from './detect-plan.ts';
import { instrumentOf } from './instrument-facts.ts';
import { hashFile, parseParquet } from './parquet-file.ts';
import { parseQuoted } from './parse-quoted.ts';
import { type ParsedRows, parseText, QuotedText } from './parse-text.ts';
import { FileRefused } from './problems.ts';
import { type FileSample, takeSample } from './sample.ts';
import { openSource, type SourceFile, streamBytes } from './source-file.ts';

export interface ReadContext {
  readonly calendar: Calendar;
  /** Which instruments take part in the closing auction; none by default. */
  readonly closingAuction?: (instrumentId: string) => boolean;
  readonly signal?: AbortSignal;
  /** Bytes of the file read so far. */
  readonly onRead?: (bytes: number) => void;
}

export interface CandleFile extends AssembledFile {
  readonly plan: ImportPlan;
  readonly evidence: readonly PlanEvidence[];
  readonly instrument: Instrument;
  readonly bytes: number;
  readonly sha256: string;
}

export interface SampledFile {
  readonly source: SourceFile;
  readonly sample: FileSample;
  readonly detected: DetectedPlan;
}

export async function sampleFile(path: string, overrides: PlanOverrides = {}): Promise<SampledFile> {
  const source = await openSource(path);
  const sample = await takeSample(source, overrides.delimiter);
  return { source, sample, detected: detectPlan(basename(path), sample, overrides) };
}

/** Throws FileRefused where nothing of the file may be stored. */
export async function readCandles(
  path: string,
  overrides: PlanOverrides,
  context: ReadContext,
): Promise<CandleFile> {
  const { source, detected } = await sampleFile(path, overrides);
  const errors = detected.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new FileRefused(errors[0]!.message, detected.problems);
  const { plan } = detected;
  const { rows, problems, sha256 } = await parse(source, plan, detected.expectedCells, context);
  // The profile of the hours needs the kind of instrument, the price step needs the last close.
  const last = lastRow(rows.stamp);
  const instrument = instrumentOf(plan, {
    lastClose: rows.close[last]!,
    lastDate: new Date(rows.stamp[last]!).toISOString().slice(0, 10),
    ...(context.closingAuction ? { closingAuction: context.closingAuction } : {}),
  });
  const assembled = assembleDays(rows, plan, { calendar: context.calendar, profile: profileOf(instrument) });
  return {
    ...assembled,
    problems: [...detected.problems, ...problems, ...assembled.problems] satisfies ImportProblem[],
    plan,
    evidence: detected.evidence,
    instrument,
    bytes: source.bytes,
    sha256,
  };
}

async function parse(
  source: SourceFile,
  plan: ImportPlan,
  expectedCells: number | undefined,
  { signal, onRead }: ReadContext,
): Promise<ParsedRows & { readonly sha256: string }> {
  const streamOptions = { ...(signal ? { signal } : {}), ...(onRead ? { onRead } : {}) };
  if (source.packing === 'parquet') {
    const parsed = await parseParquet(source.path, plan, signal);
    return { ...parsed, sha256: await hashFile(source.path) };
  }
  const stream = streamBytes(source, streamOptions);
  try {
    const parsed = await parseText(stream, plan, { expectedCells });
    return { ...parsed, sha256: stream.sha256() };
  } catch (error) {
    if (!(error instanceof QuotedText)) throw error;
    const again = streamBytes(source, streamOptions);
    const parsed = await parseQuoted(again, plan, { expectedCells });
    return { ...parsed, sha256: again.sha256() };
  }
}

function lastRow(stamps: Float64Array): number {
  let last = 0;
  for (let i = 1; i < stamps.length; i++) if (stamps[i]! > stamps[last]!) last = i;
  return last;
}
