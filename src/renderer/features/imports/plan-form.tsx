// The reading plan of one file with every field open to correction. A change is read again at once; the preview answers.

import { Autocomplete, Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { EXCHANGES } from '../../../../engines/market/instrument.ts';
import { INTERVALS } from '../../../../engines/market/interval.ts';
import type { ColumnMap, ImportPlan } from '../../../contracts/imports.ts';
import { Term } from '../../ui/term.tsx';
import { correct, type ImportEntry } from './import-model.ts';
import type { ImportRunner } from './import-runner.ts';
import styles from './imports.module.css';
import { PlanField } from './plan-field.tsx';
import { OPTIONAL_ROLES, ROLE_WORDS } from './plan-words.ts';

const TIME_FORMATS = [
  'iso',
  'yyyy-MM-dd HH:mm:ss',
  'dd-MM-yyyy HH:mm:ss',
  'dd/MM/yyyy HH:mm',
  'MM/dd/yyyy HH:mm',
  'yyyyMMdd HH:mm',
  'yyyy-MM-dd',
  'epoch-s',
  'epoch-ms',
];
const TIME_ZONES = ['Asia/Kolkata', 'America/New_York', 'UTC'];
const DELIMITERS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
];
const ORDERS = [
  { value: 'ascending', label: 'Oldest first' },
  { value: 'descending', label: 'Newest first' },
  { value: 'mixed', label: 'Mixed' },
];
const ROLES = Object.keys(ROLE_WORDS) as (keyof ColumnMap)[];
const NO_COLUMN = 'none';

/** Typed text is sent when the field is left or Enter is pressed: every letter would be another reading of the file. */
function TextField(props: {
  readonly label: string;
  readonly value: string;
  readonly options?: string[];
  readonly onSave: (text: string) => void;
}) {
  const [text, setText] = useState(props.value);
  useEffect(() => setText(props.value), [props.value]);
  const save = (value = text) => {
    if (value.trim() !== '' && value.trim() !== props.value) props.onSave(value.trim());
  };
  const shared = {
    'aria-label': props.label,
    value: text,
    spellCheck: false,
    onBlur: () => save(),
    onKeyDown: (event: { readonly key: string }) => {
      if (event.key === 'Enter') save();
    },
  };
  return props.options ? (
    <Autocomplete {...shared} size="xs" data={props.options} onChange={setText} onOptionSubmit={save} />
  ) : (
    <TextInput {...shared} onChange={(event) => setText(event.currentTarget.value)} />
  );
}

function Columns({
  entry,
  plan,
  set,
}: {
  readonly entry: ImportEntry;
  readonly plan: ImportPlan;
  readonly set: (columns: ColumnMap) => void;
}) {
  const width = Math.max(
    entry.preview?.headers.length ?? 0,
    ...(entry.preview?.sampleRows.map((row) => row.length) ?? []),
  );
  const names = Array.from({ length: width }, (_, index) => ({
    value: String(index),
    label: `${index + 1}: ${entry.preview?.headers[index] || entry.preview?.sampleRows[0]?.[index] || 'unnamed'}`,
  }));
  return (
    <div className={styles.columns}>
      {ROLES.map((role) => (
        <Select
          key={role}
          label={ROLE_WORDS[role]}
          data={OPTIONAL_ROLES.has(role) ? [{ value: NO_COLUMN, label: 'not in the file' }, ...names] : names}
          value={plan.columns[role] === undefined ? NO_COLUMN : String(plan.columns[role])}
          onChange={(value) => {
            const { [role]: _before, ...rest } = plan.columns;
            set(
              (value === NO_COLUMN || value === null
                ? rest
                : { ...rest, [role]: Number(value) }) as ColumnMap,
            );
          }}
        />
      ))}
    </div>
  );
}

export interface PlanFormProps {
  readonly entry: ImportEntry;
  readonly runner: ImportRunner;
  /** Other candle files the corrections could be given to. */
  readonly others: number;
}

export function PlanForm({ entry, runner, others }: PlanFormProps) {
  const plan = entry.preview?.plan;
  if (!plan) return null;
  const set = <Field extends keyof ImportPlan>(field: Field, value: ImportPlan[Field] | null) =>
    runner.dispatch({ kind: 'correct', key: entry.key, overrides: correct(entry, field, value) });
  const field = (name: keyof ImportPlan) => ({ entry, field: name, onReset: () => set(name, null) });
  const corrected = Object.keys(entry.overrides).length > 0;
  return (
    <section>
      <div className={styles.detailHead}>
        <h3>How it is read</h3>
        <span className={styles.spacer} />
        {corrected && others > 0 ? (
          <Button
            variant="default"
            onClick={() => runner.dispatch({ kind: 'correct-all', from: entry.key })}
            title="Everything but exchange and symbol"
          >
            Use these corrections for all files
          </Button>
        ) : null}
      </div>
      <div className={styles.fields}>
        <PlanField {...field('symbol')} label="Symbol">
          <TextField label="Symbol" value={plan.symbol} onSave={(text) => set('symbol', text)} />
        </PlanField>
        <PlanField {...field('exchange')} label="Exchange">
          <Select
            aria-label="Exchange"
            data={[...EXCHANGES]}
            value={plan.exchange}
            onChange={(value) => set('exchange', value as ImportPlan['exchange'])}
          />
        </PlanField>
        <PlanField {...field('interval')} label="Interval">
          <Select
            aria-label="Interval"
            data={[...INTERVALS]}
            value={plan.interval}
            onChange={(value) => set('interval', value as ImportPlan['interval'])}
          />
        </PlanField>
        <PlanField {...field('stamp')} label={<Term name="stamp">Stamps name</Term>}>
          <SegmentedControl
            aria-label="Stamps name"
            fullWidth
            data={[
              { value: 'start', label: 'the start' },
              { value: 'end', label: 'the end' },
            ]}
            value={plan.stamp}
            onChange={(value) => set('stamp', value as ImportPlan['stamp'])}
          />
        </PlanField>
        <PlanField {...field('timeZone')} label="Time zone">
          <TextField
            label="Time zone"
            value={plan.timeZone}
            options={TIME_ZONES}
            onSave={(text) => set('timeZone', text)}
          />
        </PlanField>
        <PlanField {...field('timeFormat')} label="Layout of the stamps">
          <TextField
            label="Layout of the stamps"
            value={plan.timeFormat}
            options={TIME_FORMATS}
            onSave={(text) => set('timeFormat', text)}
          />
        </PlanField>
        {plan.format === 'csv' ? (
          <>
            <PlanField {...field('delimiter')} label="Columns are divided by">
              <Select
                aria-label="Columns are divided by"
                data={DELIMITERS}
                value={plan.delimiter}
                onChange={(value) => set('delimiter', value as ImportPlan['delimiter'])}
              />
            </PlanField>
            <PlanField {...field('headerRows')} label="Rows before the data">
              <Select
                aria-label="Rows before the data"
                data={Array.from({ length: 21 }, (_, rows) => String(rows))}
                value={String(plan.headerRows)}
                onChange={(value) => set('headerRows', Number(value))}
              />
            </PlanField>
          </>
        ) : null}
        <PlanField {...field('order')} label="Order">
          <Select
            aria-label="Order"
            data={ORDERS}
            value={plan.order}
            onChange={(value) => set('order', value as ImportPlan['order'])}
          />
        </PlanField>
        <PlanField {...field('outsideSession')} label="Bars outside the session">
          <SegmentedControl
            aria-label="Bars outside the session"
            fullWidth
            data={[
              { value: 'keep', label: 'Keep, flagged' },
              { value: 'drop', label: 'Leave out' },
            ]}
            value={plan.outsideSession}
            onChange={(value) => set('outsideSession', value as ImportPlan['outsideSession'])}
          />
        </PlanField>
      </div>
      <details open={entry.preview?.evidence.some((each) => each.field === 'columns' && !each.sure)}>
        <summary>Columns</summary>
        <PlanField {...field('columns')} label="Which column holds what">
          <Columns entry={entry} plan={plan} set={(columns) => set('columns', columns)} />
        </PlanField>
      </details>
    </section>
  );
}
