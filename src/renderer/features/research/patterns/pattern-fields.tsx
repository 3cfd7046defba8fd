// What is measured: instruments, bars, days, horizon, cost. Each choice becomes a part of the address; this only offers them.

import { Checkbox, NumberInput } from '@mantine/core';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import {
  MOST_PATTERN_COST_BPS,
  MOST_PATTERN_HORIZON,
  MOST_PATTERN_INSTRUMENTS,
} from '../../../../contracts/patterns.ts';
import { DayFields } from '../../../ui/market/day-fields.tsx';
import { InstrumentsField } from '../../../ui/market/instruments-field.tsx';
import { IntervalField } from '../../../ui/market/interval-field.tsx';
import { coverageOf } from '../../../ui/market/stored-range.ts';
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
      <InstrumentsField
        className={styles.instruments}
        stored={stored}
        value={choices.instruments}
        emptyWords="All but indices"
        most={MOST_PATTERN_INSTRUMENTS}
        onChange={(instruments) => onChange({ instruments })}
      />
      <IntervalField
        className={styles.interval}
        label="Bars"
        intervals={patternIntervals(stored, choices.instruments)}
        value={choices.interval}
        onChange={(interval) => onChange({ interval })}
      />
      <DayFields
        className={styles.date}
        coverage={coverage}
        value={choices}
        described={false}
        onChange={onChange}
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
