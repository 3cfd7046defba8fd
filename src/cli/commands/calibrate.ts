// `calibrate`: fits a calibration on the earlier rows of a candidate or a file and judges it on the later ones; what does not pass is said, not
// written as if it had. Changes no candidate: calibration of a model happens inside its own training parts.

import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { parse } from 'csv-parse/sync';
import {
  type GuardedCalibration,
  guardedCalibration,
  modelQuality,
} from '../../../engines/learn/calibration/guarded-fit.ts';
import { CALIBRATION_METHODS } from '../../../engines/learn/calibration/methods.ts';
import { AppError, exitCodeOf } from '../../contracts/errors.ts';
import { outOfFold } from '../../services/training/index.ts';
import { findCandidate } from '../arguments/training-id.ts';
import { calibrationOf } from '../arguments/training-options.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badData, badUsage } from '../failures.ts';
import { count, shortId } from '../text/format.ts';
import { score } from '../text/training-text.ts';

interface CalibrateOptions {
  readonly candidate?: string;
  readonly inputCsv?: string;
  readonly probability: string;
  readonly outcome: string;
  readonly time?: string;
  readonly method: string;
  readonly output?: string;
}

interface Rows {
  readonly probability: Float64Array;
  readonly outcome: Uint8Array;
  readonly source: string;
}

export function define(command: Command, context: Context): void {
  command
    .option('--candidate <id>', 'its raw out-of-fold probabilities')
    .option('--input-csv <file>', 'or a file with probabilities and outcomes, in order of time')
    .option('--probability <column>', 'column of probabilities', 'p')
    .option('--outcome <column>', 'column of outcomes: 0 or 1', 'y')
    .option('--time <column>', 'order the rows by this column of stamps first')
    .addOption(
      new Option('--method <method>', 'what is fitted')
        .choices(['platt', 'sigmoid', 'isotonic', 'beta'])
        .default('platt'),
    )
    .option('--output <file>', 'write {a, b, n, auc, source} there; only what passed is written')
    .action((options: CalibrateOptions) => run(options, context));
}

async function run(options: CalibrateOptions, context: Context): Promise<void> {
  if ((options.candidate === undefined) === (options.inputCsv === undefined))
    throw badUsage('Give --candidate <id> or --input-csv <file>. Nothing was fitted.');
  const rows =
    options.candidate === undefined
      ? rowsOfFile(options.inputCsv!, options)
      : await rowsOfCandidate(options.candidate, context);
  const method = CALIBRATION_METHODS.find(({ id }) => id === calibrationOf(options.method))!;
  const fit = orBadData(() => guardedCalibration(method, rows));
  const document = documentOf(fit, rows, method.id);
  const path = options.output === undefined || !fit.accepted ? null : resolve(options.output);
  if (path !== null) writeFileSync(path, `${JSON.stringify(document.calibration, null, 2)}\n`);
  // A refusal is an answer: it is printed, and the exit code says so.
  if (!fit.accepted) context.exitCode = exitCodeOf('REFUSED');
  context.output.result({ ...document, copied: path === null ? {} : { output: path } }, () => [
    ...linesOf(fit, rows),
    ...(path === null ? [] : [`Wrote ${path}`]),
  ]);
}

function documentOf(fit: GuardedCalibration, rows: Rows, method: string) {
  const evidence = fit.evidence ?? null;
  const auc = evidence?.auc ?? null;
  const own = fit.accepted ? fit.state : null;
  return {
    accepted: fit.accepted,
    reason: fit.accepted ? null : fit.reason,
    method,
    rows: rows.probability.length,
    evidence,
    quality: own?.kind === 'platt' ? modelQuality(evidence?.auc, own.a) : null,
    calibration:
      own === null ? null : { ...own, method, n: evidence?.fittedRows ?? 0, auc, source: rows.source },
  };
}

function linesOf(fit: GuardedCalibration, rows: Rows): string[] {
  const { evidence } = fit;
  return [
    `${count(rows.probability.length)} rows of ${rows.source}`,
    ...(evidence
      ? [
          `fitted on the earlier ${count(evidence.fittedRows)}, judged on the later ${count(evidence.laterRows)}: AUC ${score(evidence.auc)}, Brier ${evidence.rawBrier.toFixed(4)} raw, ${evidence.brier.toFixed(4)} calibrated`,
        ]
      : []),
    fit.accepted
      ? `Accepted: ${fit.state.kind === 'platt' ? `σ(${fit.state.a.toFixed(4)}·logit(p) + ${fit.state.b.toFixed(4)})` : fit.state.kind}`
      : `Refused: ${fit.reason}. The raw probability stays in use.`,
  ];
}

async function rowsOfCandidate(text: string, context: Context): Promise<Rows> {
  return withDesk(context, 'read', async (desk) => {
    const { id, title } = findCandidate(await desk.training.candidates(), text);
    const found = await outOfFold(id, desk);
    return { ...found, source: `${title} (candidate ${shortId(id)})` };
  });
}

function rowsOfFile(path: string, { probability, outcome, time }: CalibrateOptions): Rows {
  const records = readCsv(path);
  const [first] = records;
  for (const name of [probability, outcome, ...(time === undefined ? [] : [time])])
    if (first !== undefined && !Object.hasOwn(first, name))
      throw badData(
        `${path} has no column ${name}. Its columns are ${Object.keys(first).join(', ')}. Nothing was fitted.`,
      );
  if (time !== undefined) {
    const bad = records.findIndex((record) => Number.isNaN(momentOf(record[time]!)));
    if (bad >= 0)
      throw badData(
        `${path} row ${bad + 1}: "${records[bad]![time]}" in ${time} is no stamp. Nothing was fitted.`,
      );
    records.sort((a, b) => momentOf(a[time]!) - momentOf(b[time]!));
  }
  // A blank is a row nobody predicted: out-of-fold files have them.
  const kept = records.filter(
    (record) => record[probability]!.trim() !== '' && record[outcome]!.trim() !== '',
  );
  const column = (name: string) =>
    Float64Array.from(kept, (record, row) => {
      const value = Number(record[name]);
      if (Number.isNaN(value))
        throw badData(
          `${path} row ${row + 1}: "${record[name]}" in ${name} is no number. Nothing was fitted.`,
        );
      return value;
    });
  const outcomes = column(outcome);
  const odd = outcomes.find((value) => value !== 0 && value !== 1);
  if (odd !== undefined)
    throw badData(`${path}: ${odd} in ${outcome} is no outcome; 0 and 1 are. Nothing was fitted.`);
  return { probability: column(probability), outcome: Uint8Array.from(outcomes), source: path };
}

const momentOf = (text: string): number => (/^\d{11,}$/.test(text.trim()) ? Number(text) : Date.parse(text));

function readCsv(path: string): Record<string, string>[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new AppError('NOT_FOUND', `${path} cannot be read. Nothing was fitted.`, { path }, error);
  }
  try {
    return parse(text, { bom: true, columns: true, skip_empty_lines: true }) as Record<string, string>[];
  } catch (error) {
    throw badData(`${path} is no CSV: ${(error as Error).message}. Nothing was fitted.`, { path });
  }
}

/** Probabilities outside 0 and 1 are a fault of the file. */
function orBadData<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw badData(`${error.message}. Nothing was fitted; correct the file.`);
  }
}
