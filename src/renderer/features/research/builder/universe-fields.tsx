// Which instruments, which days, which decisions: limited to what is stored. A section of the dataset builder.

import { TextInput } from '@mantine/core';
import type { Interval } from '../../../../../engines/market/interval.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { DayFields, RangeButtons } from '../../../ui/market/day-fields.tsx';
import { allOrSomeWords, InstrumentsField } from '../../../ui/market/instruments-field.tsx';
import { IntervalField } from '../../../ui/market/interval-field.tsx';
import { type Coverage, chosenOf, intervalsFor } from '../../../ui/market/stored-range.ts';
import { SyntheticBadge } from '../../../ui/synthetic-badge.tsx';
import styles from './builder.module.css';
import { type BuilderFields, clockProblem } from './builder-model.ts';

export interface UniverseFieldsProps {
  readonly stored: readonly InstrumentSummary[];
  readonly fields: BuilderFields;
  readonly coverage: Coverage | null;
  /** Interval of the run whose trades are the rows; null where the rows are decision bars. */
  readonly runInterval: Interval | null;
  readonly onChange: (part: Partial<BuilderFields>) => void;
}

export function UniverseFields({ stored, fields, coverage, runInterval, onChange }: UniverseFieldsProps) {
  const { instruments } = fields;
  return (
    <div className={styles.grid}>
      <InstrumentsField
        className={styles.wide}
        stored={stored}
        value={instruments}
        emptyWords="All"
        description={allOrSomeWords(stored, instruments)}
        onChange={(ids) => onChange({ instruments: ids })}
      />
      <DayFields coverage={coverage} value={fields} onChange={onChange} />
      {runInterval === null ? (
        <IntervalField
          label="Decision bars"
          description="decided at their close"
          intervals={intervalsFor(stored, instruments)}
          value={fields.interval}
          onChange={(interval) => onChange({ interval })}
        />
      ) : (
        <TextInput label="Decision bars" description="those of the run" value={runInterval} readOnly />
      )}
      <ClockField
        label="First decision"
        value={fields.firstDecision}
        onChange={(firstDecision) => onChange({ firstDecision })}
      />
      <ClockField
        label="Last decision"
        value={fields.lastDecision}
        onChange={(lastDecision) => onChange({ lastDecision })}
      />
      {coverage ? (
        <RangeButtons coverage={coverage} value={fields} className={styles.wide} onChange={onChange}>
          {chosenOf(stored, instruments).some((one) => one.synthetic) ? <SyntheticBadge /> : null}
        </RangeButtons>
      ) : null}
    </div>
  );
}

function ClockField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <TextInput
      label={label}
      description="of a session; empty: no bound"
      placeholder="none"
      value={value}
      error={clockProblem(value)}
      rightSection={<span className={styles.unit}>IST</span>}
      rightSectionWidth={40}
      onChange={(event) => onChange(event.currentTarget.value.trim())}
    />
  );
}
