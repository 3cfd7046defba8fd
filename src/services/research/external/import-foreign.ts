// Makes a dataset of a foreign file: the same parts, profile and proof as a built one has, as far as its rows allow. Called by the
// dataset service through its extensions. Refuses whatever the preview refuses, with the roles, zone and exchange of the request.
//
// [Note: foreign identity] The dataset is named by the file's bytes, the role of every column, zone and calendar: the same file with the
// same roles is the same dataset, wherever it lies.

import { join } from 'node:path';
import {
  type DatasetService,
  type ExternalColumn,
  type ExternalImport,
  externalImportSchema,
} from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { Db } from '../../db/port.ts';
import { verdictOf } from '../build-proof.ts';
import {
  bytesOf,
  datasetFolder,
  ensureDatasetFolder,
  hashesBesideParts,
  isComplete,
  jsonText,
  LEAK_PROOF,
  MANIFEST,
  PROFILE,
  partFile,
  removeFolder,
  writeWhole,
} from '../dataset-files.ts';
import { contentHashOf, createDatasetStore, type StoredPart } from '../dataset-store.ts';
import { encodePart, sha256 } from '../part-codec.ts';
import { canonicalJson } from '../recipe.ts';
import { createRowPool } from '../study.ts';
import { type CalendarFit, calendarFit, calendarRefusals } from './calendar-check.ts';
import { chosenRoles } from './column-roles.ts';
import {
  balanceOf,
  countWords,
  flagsOf,
  instrumentOf,
  labelWords,
  missingSessions,
} from './foreign-detail.ts';
import { type ForeignPart, type ForeignRows, foreignRows } from './foreign-rows.ts';
import { cellsOf, type Inspection, inspect, stampOfTime } from './inspect.ts';
import { proveForeign } from './prove-foreign.ts';

const IMPORT_VERSION = 1;

export interface ImportParts {
  readonly db: Db;
  readonly dataFolder: string;
  readonly now: () => number;
}

export function importForeignWith({ db, dataFolder, now }: ImportParts): DatasetService['importExternal'] {
  const datasets = createDatasetStore(db);
  return async (given) => {
    const started = performance.now();
    const request = externalImportSchema.parse(given);
    const inspection = await inspect(request.path);
    const columns = chosenRoles(tableColumns(inspection), request.roles);
    const fit = checkedFit(inspection, columns, request);
    const id = identityOf(inspection, columns, request);
    const known = await datasets.state(id);
    if (known?.state === 'done') {
      const hashes = await datasets.fileHashes(id);
      if (isComplete(datasetFolder(dataFolder, id), await datasets.parts(id), hashes))
        return { datasetId: id };
    }

    const { facts, stamps, preview } = inspection;
    const rows = foreignRows({ columns, facts, stamps, times: fit.times, request });
    const total = rows.parts.reduce((sum, part) => sum + part.columns.rows, 0);
    if (total === 0)
      throw new AppError(
        'NO_DATA',
        `No row of ${preview.fileName} could be used (${countWords(rows.dropped)}). Nothing was imported; look at its preview.`,
        { dropped: rows.dropped },
      );
    const [from, to] = [fit.dates[0]!, fit.dates.at(-1)!];
    const folder = ensureDatasetFolder(dataFolder, id);
    try {
      const parts: StoredPart[] = [];
      for (const [k, part] of rows.parts.entries())
        parts.push(await storePart(folder, k + 1, id, rows, part, inspection));
      if (rows.featureNames.length > 0)
        await writeWhole(join(folder, PROFILE), jsonText(profileOf(rows, total, from, to)));
      const proof = proveForeign(rows, { exchange: request.exchange, from, to });
      if (proof) await writeWhole(join(folder, LEAK_PROOF), jsonText(proof));
      const contentHash = contentHashOf(parts);
      await writeWhole(
        join(folder, MANIFEST),
        jsonText({
          format: 'AnchorDesk dataset 1',
          id,
          contentHash,
          writtenAt: now(),
          origin: {
            fileName: preview.fileName,
            sha256: inspection.file.sha256,
            layout: preview.layout,
            timeZone: fit.timeZone,
            exchange: fit.exchange,
          },
          roles: Object.fromEntries(columns.map((column) => [column.name, column.role])),
          besideNames: rows.besideNames,
          parts: parts.map(({ facts: _, ...part }) => part),
        }),
      );
      // A row whose files were left behind by a copied database makes room.
      if (known !== null) await datasets.remove(id);
      await datasets.addImported({
        id,
        name: request.name?.trim() || `${preview.layout} · ${preview.fileName}`.slice(0, 120),
        justification: request.justification,
        from,
        to,
        labelWords: labelWords(columns, rows),
        at: now(),
        parts,
        classes: rows.classes,
        balance: balanceOf(rows),
        droppedRows: Object.values(rows.dropped).reduce((sum, count) => sum + count, 0),
        gaps: missingSessions(fit),
        synthetic: false,
        proof: verdictOf(proof),
        contentHash,
        bytes: parts.reduce((sum, part) => sum + part.bytes, 0),
        elapsedMs: performance.now() - started,
        detail: {
          label: null,
          labelSummary: null,
          featureNames: rows.featureNames,
          perInstrument: rows.parts.map((part, k) => instrumentOf(part, parts[k]!, fit)),
          datasetFlags: flagsOf(inspection, rows, request),
          fileHashes: await hashesBesideParts(folder),
        },
      });
    } catch (error) {
      await removeFolder(folder);
      throw error;
    }
    return { datasetId: id };
  };
}

function tableColumns({ preview, table }: Inspection): readonly ExternalColumn[] {
  if (table !== undefined) return preview.columns;
  throw new AppError(
    'REFUSED',
    `${preview.fileName}: ${preview.layout}. ${preview.refusals.join(' ')} Nothing was imported.`,
    {
      refusals: preview.refusals,
    },
  );
}

/** The stamps under the roles, zone and calendar that were asked for. */
function checkedFit(
  { facts, stamps, preview }: Inspection,
  columns: readonly ExternalColumn[],
  request: ExternalImport,
): CalendarFit {
  const time = stampOfTime(columns, stamps);
  const refuse = (reasons: readonly string[]) =>
    new AppError('REFUSED', `${preview.fileName}: ${reasons.join(' ')} Nothing was imported.`, {
      refusals: reasons,
    });
  if (time === undefined) {
    const asked = columns.find((column) => column.role === 'time');
    throw refuse(
      asked
        ? [`"${asked.name}" does not hold stamps, so it cannot be the time of the rows.`]
        : preview.refusals,
    );
  }
  if (!columns.some((column) => column.role === 'feature' || column.role === 'prediction'))
    throw refuse(['No column is a feature or a prediction, so there is nothing to learn from or to judge.']);
  const fit = calendarFit(cellsOf(facts, time.name), time, request);
  const reasons = calendarRefusals(fit, time);
  if (reasons.length === 0) return fit;
  const { proposedTimeZone, proposedExchange } = preview;
  const better =
    preview.refusals.length === 0 && (proposedTimeZone !== fit.timeZone || proposedExchange !== fit.exchange)
      ? [
          `Read as ${proposedTimeZone} on the ${proposedExchange} calendar they fit: import it with that zone and exchange.`,
        ]
      : [];
  throw refuse([...reasons, ...better]);
}

/** See [Note: foreign identity]. */
function identityOf(
  { file }: Inspection,
  columns: readonly ExternalColumn[],
  request: ExternalImport,
): string {
  const roles = columns.map((column) => [column.name, column.role]);
  const { timeZone, exchange } = request;
  return sha256(canonicalJson({ version: IMPORT_VERSION, file: file.sha256, roles, timeZone, exchange }));
}

async function storePart(
  folder: string,
  sequence: number,
  key: string,
  rows: ForeignRows,
  part: ForeignPart,
  { file }: Inspection,
): Promise<StoredPart> {
  const about = { key, instrumentId: part.instrumentId };
  const { bytes, header } = encodePart({ ...about, names: rows.featureNames }, part.columns, null);
  const name = partFile(sequence);
  await writeWhole(join(folder, name), bytes);
  if (rows.besideNames.length > 0) {
    const beside = encodePart(
      { ...about, names: rows.besideNames },
      { ...part.columns, features: part.beside },
      null,
    );
    await writeWhole(join(folder, besideFile(sequence)), beside.bytes);
  }
  return {
    sequence,
    instrumentId: part.instrumentId,
    rows: part.columns.rows,
    contentHash: header.contentHash,
    candleHash: file.sha256,
    file: name,
    bytes: await bytesOf(join(folder, name)),
    facts: null,
  };
}

/** Predictions and outcomes of a part's rows, in the same order: for looking at, never an input. `sequence` counts from 1. */
export function besideFile(sequence: number): string {
  return `beside-${String(sequence).padStart(4, '0')}.bin`;
}

function profileOf({ featureNames, parts }: ForeignRows, total: number, from: string, to: string) {
  const pool = createRowPool(featureNames, total);
  for (const { columns } of parts) pool.add(columns.time, columns.features);
  return pool.study({ instruments: parts.map((part) => part.instrumentId), from, to });
}
