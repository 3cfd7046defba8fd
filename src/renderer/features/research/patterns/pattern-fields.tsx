// What is measured: instruments, bars, days, horizon, cost. Each choice becomes a part of the address; this only offers them.

import { Checkbox, MultiSelect, NumberInput, Select } from '@mantine/core';
import type { Interval } from '../../../../../engines/market/interval.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import {
  MOST_PATTERN_COST_BPS,
  MOST_PATTERN_HORIZON,
  MOST_PATTERN_INSTRUMENTS,
} from '../../../../contracts/patterns.ts';
import { DateField } from '../../../ui/date-field.tsx';
import { coverageOf } from '../../backtests/new-run/request-model.ts';
import { type PatternChoices, patternIntervals } from './pattern-choices.ts';
import styles from './patterns.module.css';

export interface PatternFieldsProps {
  readonly stored: readonly InstrumentSummary[];
  readonly choices: PatternChoices;
  readonly onChange: (part: Partial<PatternChoices>) => void;
}

export function PatternFields({ stored, choices, onChange }: PatternFieldsProps) {
  const coverage = coverageOf(stored, choices.instruments, choices.interval);
  return (
    <section className={styles.fields} aria-label="What is measured">
      <MultiSelect
        className={styles.instruments}
        label="Instruments"
        placeholder={choices.instruments.length === 0 ? 'All but indices' : undefined}
        searchable
        clearable
        hidePickedOptions
        limit={60}
        maxValues={MOST_PATTERN_INSTRUMENTS}
        nothingFoundMessage="No such instrument is stored"
        data={stored.map(({ id }) => id)}
        value={[...choices.instruments]}
        onChange={(instruments) => onChange({ instruments })}
      />
      <Select
        className={styles.interval}
        label="Bars"
        data={patternIntervals(stored, choices.instruments).map((interval) => interval)}
        value={choices.interval}
        allowDeselect={false}
        onChange={(interval) => interval && onChange({ interval: interval as Interval })}
      />
      <DateField
        className={styles.date}
        label="First day"
        first={coverage?.from}
        last={coverage?.to}
        value={choices.from}
        onChange={(from) => onChange({ from })}
      />
      <DateField
        className={styles.date}
        label="Last day"
        first={coverage?.from}
        last={coverage?.to}
        value={choices.to}
        onChange={(to) => onChange({ to })}
      />
      <NumberField
        label="Horizon, bars"
        value={choices.horizon}
        least={1}
        most={MOST_PATTERN_HORIZON}
        decimals={0}
        onChange={(horizon) => onChange({ horizon })}
      />
      <NumberField
        label="Cost, bp"
        value={choices.costBps}
        least={0}
        most={MOST_PATTERN_COST_BPS}
        decimals={1}
        onChange={(costBps) => onChange({ costBps })}
      />
      <Checkbox
        className={styles.switch}
        label="Bars of one session only"
        checked={choices.sameSession}
        onChange={(event) => onChange({ sameSession: event.currentTarget.checked })}
      />
    </section>
  );
}

function NumberField({
  label,
  value,
  least,
  most,
  decimals,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly decimals: number;
  readonly onChange: (value: number) => void;
}) {
  return (
    <NumberInput
      className={styles.number}
      label={label}
      min={least}
      max={most}
      decimalScale={decimals}
      allowNegative={false}
      clampBehavior="strict"
      value={value}
      onChange={(next) => {
        if (typeof next === 'number' && next >= least && next <= most) onChange(next);
      }}
    />
  );
}
