// The menu every chart carries: its figures as a table, and the picture as PNG, SVG and CSV.

import { ActionIcon, Menu, Modal, Tooltip } from '@mantine/core';
import { IconDots, IconFileTypeCsv, IconPhoto, IconTable, IconVectorBezier } from '@tabler/icons-react';
import { useState } from 'react';
import { saveBlob, saveText } from '../ui/copy.ts';
import { DataTable } from '../ui/data-table/data-table.tsx';
import { type ChartTable, chartCsv, indexedRows, tableColumns } from './chart-table.ts';

export interface ChartPicture {
  png(): Promise<Blob | null>;
  svg(): string;
}

export interface ChartMenuProps {
  /** Stem of the file names. */
  readonly name: string;
  readonly label: string;
  /** The chart as it is now; null while it is not drawn. */
  readonly picture: () => ChartPicture | null;
  readonly table: () => ChartTable;
}

export function ChartMenu({ name, label, picture, table }: ChartMenuProps) {
  const [shown, setShown] = useState<ChartTable | null>(null);
  const savePng = async () => {
    const blob = await picture()?.png();
    if (blob) saveBlob(`${name}.png`, blob);
  };
  const saveSvg = () => {
    const svg = picture()?.svg();
    if (svg) saveText(`${name}.svg`, svg, 'image/svg+xml');
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Tooltip label="Table and exports">
            <ActionIcon aria-label={`${label}: table and exports`}>
              <IconDots size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTable size={14} />} onClick={() => setShown(table())}>
            Show as table
          </Menu.Item>
          <Menu.Item leftSection={<IconPhoto size={14} />} onClick={() => void savePng()}>
            Save as PNG
          </Menu.Item>
          <Menu.Item leftSection={<IconVectorBezier size={14} />} onClick={saveSvg}>
            Save as SVG
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileTypeCsv size={14} />}
            onClick={() => saveText(`${name}.csv`, chartCsv(table()))}
          >
            Save as CSV
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={shown !== null} onClose={() => setShown(null)} title={label} size={760}>
        {shown ? (
          <DataTable
            label="Rows"
            name={`chart-${name}`}
            columns={tableColumns(shown)}
            rows={indexedRows(shown)}
            rowId={(row) => String(row.index)}
            maxHeight={460}
          />
        ) : null}
      </Modal>
    </>
  );
}
