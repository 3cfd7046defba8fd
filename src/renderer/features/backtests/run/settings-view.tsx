// How a run came about: assumptions in force, signals refused, charges by kind, every parameter, and the hashes that prove it.

import { Switch } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { CHARGE_KINDS } from '../../../../../engines/costs/contract.ts';
import type { Run } from '../../../../contracts/backtests.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatMoney, formatNumber, formatPercent, plural } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { denialWords, sentence } from '../run-words.ts';
import styles from './run.module.css';

type ParameterRow = Run['parameters'][number];

const CHARGE_WORDS: Readonly<Record<(typeof CHARGE_KINDS)[number], string>> = {
  brokerage: 'Brokerage',
  stt: 'STT',
  transaction: 'Exchange fees',
  sebi: 'SEBI fees',
  stamp: 'Stamp duty',
  gst: 'GST',
};

const PARAMETER_COLUMNS: readonly TableColumn<ParameterRow>[] = [
  {
    id: 'name',
    header: 'Parameter',
    width: 260,
    value: (row) => row.name,
    cell: (row) => (
      <span className={row.changed ? styles.changedName : undefined}>
        {row.changed ? <span className={styles.dot} title="Differs from the default" /> : null}
        <code>{row.name}</code>
      </span>
    ),
  },
  { id: 'value', header: 'Value', width: 140, align: 'right', value: (row) => String(row.value) },
  { id: 'changed', header: 'Changed', width: 80, value: (row) => (row.changed ? 'changed' : '') },
];

function flatterWords(run: Run): string {
  const count = run.assumptionNotes.filter((note) => note.flattering).length;
  return count === 0 ? 'none flatters' : `${count} of ${run.assumptionNotes.length} flatter`;
}

function Assumptions({ run }: { readonly run: Run }) {
  return (
    <Panel title="Assumptions" hint={flatterWords(run)} padded>
      <ul className={styles.assumptions}>
        {run.assumptionNotes.map((note) => (
          <li key={note.id} data-flattering={note.flattering || undefined}>
            {note.flattering ? (
              <IconAlertTriangle size={15} aria-hidden />
            ) : (
              <IconCircleCheck size={15} aria-hidden />
            )}
            <div>
              <b>{note.label}</b>
              {note.flattering ? <span className={styles.flatters}> flatters</span> : null}
              <p>{note.detail}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Charges({ run }: { readonly run: Run }) {
  const charges = run.metrics?.charges;
  if (!charges) return null;
  return (
    <Panel title="Charges" hint={formatMoney(charges.total)} padded>
      <dl className={styles.figures}>
        {CHARGE_KINDS.map((kind) => (
          <div key={kind}>
            <dt>{CHARGE_WORDS[kind]}</dt>
            <dd>{formatMoney(charges[kind])}</dd>
            <dd className="ad-muted">
              {charges.total > 0 ? formatPercent(charges[kind] / charges.total, 0) : ''}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Denials({ run }: { readonly run: Run }) {
  const refused = run.denials.reduce((sum, denial) => sum + denial.count, 0);
  return (
    <Panel
      title="Signals refused"
      hint={`${formatNumber(refused)} of ${plural(run.signals, 'signal')}`}
      padded
    >
      {run.denials.length === 0 ? (
        <p className="ad-muted">None: every signal became an order.</p>
      ) : (
        <dl className={styles.figures}>
          {[...run.denials]
            .sort((a, b) => b.count - a.count)
            .map((denial) => (
              <div key={denial.reason}>
                <dt>{denialWords(denial.reason)}</dt>
                <dd>{formatNumber(denial.count)}</dd>
                <dd className="ad-muted">
                  {run.signals > 0 ? formatPercent(denial.count / run.signals, 0) : ''}
                </dd>
              </div>
            ))}
        </dl>
      )}
    </Panel>
  );
}

function Proof({ run }: { readonly run: Run }) {
  return (
    <Panel title="Proof" hint="equal hashes mean equal results" padded>
      <dl className={styles.proof}>
        {(
          [
            ['Result', run.contentHash, 'SHA-256 over parameters, assumptions, data hash, trades and equity'],
            ['Data', run.dataHash, 'SHA-256 over every candle day the run read'],
            ['Run', run.id, 'Its name in links and on the command line'],
          ] as const
        ).map(([name, value, meaning]) => (
          <div key={name}>
            <dt title={meaning}>{name}</dt>
            <dd className="ad-mono" title={value ?? ''}>
              {value ?? '–'}
            </dd>
            <dd>{value ? <CopyButton text={value} label="Copy" /> : null}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

export function SettingsView({ run }: { readonly run: Run }) {
  const changed = run.parameters.filter((parameter) => parameter.changed).length;
  const [onlyChanged, setOnlyChanged] = useState(false);
  const published = run.origin === 'legacy-import';
  const rows = onlyChanged ? run.parameters.filter((parameter) => parameter.changed) : run.parameters;
  return (
    <div className={styles.settings}>
      <div>
        <Assumptions run={run} />
        <Denials run={run} />
        <Charges run={run} />
        <Proof run={run} />
      </div>
      <div className={styles.parameters}>
        <Panel
          title={published ? 'Published figures' : 'Parameters'}
          hint={
            published
              ? 'as the file itself gives them'
              : changed === 0
                ? 'all defaults'
                : plural(changed, 'change')
          }
          grow
          actions={
            published || changed === 0 ? null : (
              <Switch
                label="Only changed"
                checked={onlyChanged}
                onChange={(event) => setOnlyChanged(event.currentTarget.checked)}
              />
            )
          }
        >
          <DataTable
            label={sentence('parameters')}
            name="run-parameters"
            columns={PARAMETER_COLUMNS}
            rows={rows}
            rowId={(row) => row.name}
            maxHeight={900}
          />
        </Panel>
      </div>
    </div>
  );
}
