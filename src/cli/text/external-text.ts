// A foreign file as it would be read, as text: layout, what each column would be and why, and what stands against it.

import type { ExternalPreview } from '../../contracts/datasets.ts';
import { count, counted } from './format.ts';
import { table } from './table.ts';

export function externalLines(preview: ExternalPreview): string[] {
  const { path, layout, rows, columns, refusals, warnings, findings } = preview;
  return [
    path,
    `  ${layout}, ${counted(rows, 'row')}`,
    ...(columns.length === 0
      ? []
      : table(
          [{ title: 'column' }, { title: 'role' }, { title: 'missing', align: 'right' }, { title: 'why' }],
          columns.map((column) => [column.name, column.role, count(column.missing), column.reason]),
        )),
    ...findings.map((text) => `  ${text}`),
    ...warnings.map((text) => `! ${text}`),
    ...refusals.map((text) => `refused: ${text}`),
  ];
}
