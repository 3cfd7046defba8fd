// What became of a foreign list of names: mapped as they are, mapped to a corrected formula, or left out with the reason.

import type { FeatureSchemaMapping } from '../../../../contracts/features.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { Tile, TileRow } from '../../../ui/tile.tsx';
import { type MappedName, mappedNames } from './mapping-model.ts';

const COLUMNS: readonly TableColumn<MappedName>[] = [
  { id: 'name', header: 'Name', width: 200, value: (row) => row.name },
  { id: 'outcome', header: 'Outcome', width: 104, value: (row) => row.outcome },
  {
    id: 'words',
    header: 'What it became, or why not',
    width: 380,
    value: (row) => row.words,
    cell: (row) => <span title={row.words}>{row.words}</span>,
  },
];

export function MappingResult({ mapping }: { readonly mapping: FeatureSchemaMapping }) {
  const { entries, corrected, unmapped } = mapping;
  return (
    <div data-mapping>
      <TileRow>
        <Tile label="Mapped" value={entries.length} />
        <Tile
          label="of them corrected"
          value={corrected.length}
          note="another formula than the name’s old one"
        />
        <Tile label="Left out" value={unmapped.length} />
      </TileRow>
      <DataTable<MappedName>
        label="Names"
        name="mapped-names"
        plain
        columns={COLUMNS}
        rows={mappedNames(mapping)}
        rowId={(row) => `${row.outcome} ${row.name}`}
        maxHeight={240}
      />
    </div>
  );
}
