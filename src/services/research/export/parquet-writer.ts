// Writes parts as Parquet through hyparquet-writer: at least one row group per instrument, so that a reader can skip the others.
// Called by the export body; knows nothing of names or folders.

import type { FileHandle } from 'node:fs/promises';
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { cellsOf, type ExportedColumn, type ExportedPart, type ExportedType } from './export-columns.ts';
import type { PartWriter } from './part-writer.ts';

/** Rows of one row group at most: what lies in memory together. */
const GROUP = 16_384;

const TYPES: Readonly<Record<ExportedType, Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  int64: { type: 'INT64' },
  float64: { type: 'DOUBLE' },
  float32: { type: 'FLOAT' },
};
/** Never missing. */
const REQUIRED = new Set(['instrument', 'decision_time', 'decision_time_ms']);

/** `about` becomes the file's key-value metadata. */
export function createParquetWriter(
  file: FileHandle,
  columns: readonly ExportedColumn[],
  about: Readonly<Record<string, string>>,
): PartWriter {
  const bytes = new ByteWriter();
  const parquet = new ParquetWriter({
    writer: bytes,
    schema: schemaOf(columns),
    kvMetadata: Object.entries(about).map(([key, value]) => ({ key, value })),
    createdBy: 'AnchorDesk',
  });

  /** What was encoded goes to the file; offsets inside the Parquet file keep counting. */
  async function empty(): Promise<void> {
    await file.appendFile(bytes.getBytes());
    bytes.index = 0;
  }

  return {
    async write(part, breath) {
      for (let from = 0; from < part.columns.rows; from += GROUP) {
        await breath();
        const columnData = sourcesOf(part, columns, from, Math.min(part.columns.rows, from + GROUP));
        await parquet.write({ columnData, rowGroupSize: GROUP });
        await empty();
      }
    },
    async finish() {
      await parquet.finish();
      await empty();
    },
  };
}

function schemaOf(columns: readonly ExportedColumn[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(
      ({ name, type }): SchemaElement => ({
        name,
        ...TYPES[type],
        repetition_type: REQUIRED.has(name) ? 'REQUIRED' : 'OPTIONAL',
      }),
    ),
  ];
}

function sourcesOf(
  part: ExportedPart,
  columns: readonly ExportedColumn[],
  from: number,
  to: number,
): ColumnSource[] {
  const data = columns.map((): unknown[] => new Array(to - from));
  for (let row = from; row < to; row++) {
    const cells = cellsOf(part, row);
    for (let k = 0; k < columns.length; k++) {
      const cell = cells[k]!;
      data[k]![row - from] = columns[k]!.type === 'int64' && cell !== null ? BigInt(cell) : cell;
    }
  }
  return columns.map(({ name }, k) => ({ name, data: data[k]! }));
}
