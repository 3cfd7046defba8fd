// What an import did: figures, one row per stored file, the refused ones with line and reason, and where to go next.

import { IconGitCompare } from '@tabler/icons-react';
import type { ImportFileResult, ImportResult } from '../../../contracts/imports.ts';
import type { QualityFlag } from '../../../contracts/market.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../ui/data-table/table-column.ts';
import { formatDuration, formatNumber, plural } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tile, TileRow } from '../../ui/tile.tsx';
import { FLAG_WORDS } from '../data/data-model.ts';
import { importTotals } from './import-result.ts';
import styles from './imports.module.css';
import { ProblemList } from './problem-list.tsx';

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

function flagWords(file: ImportFileResult): string {
  return Object.entries(file.flags)
    .map(
      ([flag, sessions]) =>
        `${FLAG_WORDS[flag as QualityFlag]?.label ?? flag}: ${plural(sessions, 'session')}`,
    )
    .join(', ');
}

function count(
  id: string,
  header: string,
  value: (file: ImportFileResult) => number,
  help?: string,
): TableColumn<ImportFileResult> {
  return {
    id,
    header,
    align: 'right',
    width: 90,
    value,
    ...(help === undefined ? {} : { help }),
    cell: (file) => formatNumber(value(file)),
    total: (files) => formatNumber(files.reduce((sum, file) => sum + value(file), 0)),
  };
}

const COLUMNS: readonly TableColumn<ImportFileResult>[] = [
  { id: 'file', header: 'File', width: 240, value: (file) => nameOf(file.path) },
  { id: 'instrument', header: 'Instrument', width: 170, value: (file) => file.instrument },
  { id: 'interval', header: 'Interval', width: 76, value: (file) => file.interval },
  count('bars', 'Bars', (file) => file.bars),
  count('sessions', 'Sessions', (file) => file.sessions),
  count('new', 'New', (file) => file.newSessions, 'Sessions that were not stored before'),
  count(
    'unchanged',
    'Unchanged',
    (file) => file.unchangedSessions,
    'Sessions already stored with the same bars',
  ),
  count('changed', 'Differing', (file) => file.changedSessions, 'Sessions already stored with other bars'),
  { id: 'flags', header: 'Quality flags', width: 300, value: flagWords },
  {
    id: 'warnings',
    header: 'Warnings',
    width: 240,
    value: (file) => file.problems.map((problem) => problem.message).join('; '),
    hidden: true,
  },
];

export interface ResultViewProps {
  readonly result: ImportResult;
  /** Days waiting for a decision, over all imports. */
  readonly pending: number;
}

export function ResultView({ result, pending }: ResultViewProps) {
  const totals = importTotals(result);
  return (
    <>
      <TileRow>
        <Tile
          label="Files"
          value={formatNumber(totals.files)}
          note={`in ${formatDuration(result.elapsedMs)}`}
        />
        <Tile label="Bars" value={formatNumber(totals.bars)} />
        <Tile label="New sessions" value={formatNumber(totals.newSessions)} />
        <Tile label="Already stored" value={formatNumber(totals.unchangedSessions)} note="equal bar by bar" />
        <Tile
          label="Differing"
          value={formatNumber(totals.changedSessions)}
          note={pending > 0 ? 'kept as they were' : undefined}
        />
        <Tile label="Refused files" value={formatNumber(totals.refused)} />
      </TileRow>
      <div className={styles.foot}>
        <LinkButton to="/data">Look at the data</LinkButton>
        <LinkButton to="/backtests/new" variant="default">
          Run a backtest
        </LinkButton>
        {pending > 0 ? (
          <LinkButton to="/data/differences" variant="default" leftSection={<IconGitCompare size={14} />}>
            Review {plural(pending, 'differing day')}
          </LinkButton>
        ) : null}
        <LinkButton to="/data/import" variant="subtle" color="gray">
          Import more files
        </LinkButton>
      </div>
      {result.refused.length > 0 ? (
        <Panel title="Refused" hint="nothing of these files was stored" padded>
          {result.refused.map((refused) => (
            <section key={refused.path}>
              <h3 title={refused.path}>{nameOf(refused.path)}</h3>
              <ProblemList problems={refused.problems} />
            </section>
          ))}
        </Panel>
      ) : null}
      {result.files.length > 0 ? (
        <Panel title="Stored files" grow>
          <DataTable
            label="Files"
            name="import-result"
            columns={COLUMNS}
            rows={result.files}
            rowId={(file) => file.path}
          />
        </Panel>
      ) : null}
    </>
  );
}
