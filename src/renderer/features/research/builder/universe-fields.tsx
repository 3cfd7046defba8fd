// Which instruments, which days, which decisions: limited to what is stored. A section of the dataset builder.

import { Button, Group, MultiSelect, Select, TextInput } from '@mantine/core';
import type { Interval } from '../../../../../engines/market/interval.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { DateField } from '../../../ui/date-field.tsx';
import { formatSessionDate, plural } from '../../../ui/format.ts';
import { SyntheticBadge } from '../../../ui/synthetic-badge.tsx';
import { type Coverage, chosenOf, intervalsFor, quickRanges } from '../../backtests/new-run/request-model.ts';
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
  const byId = new Map(stored.map((one) => [one.id, one]));
  const tradable = stored.filter((one) => one.kind !== 'index').length;
  const synthetic = chosenOf(stored, fields.instruments).some((one) => byId.get(one.id)?.synthetic);
  const intervals = intervalsFor(stored, fields.instruments);
  return (
    <div className={styles.grid}>
      <MultiSelect
        className={styles.wide}
        label="Instruments"
        description={
          fields.instruments.length === 0
            ? `All ${plural(tradable, 'tradable instrument')} with candles in the range; choose some to narrow it`
            : `${plural(fields.instruments.length, 'instrument')} of ${tradable}`
        }
        placeholder={fields.instruments.length === 0 ? 'All' : undefined}
        searchable
        clearable
        hidePickedOptions
        limit={60}
        nothingFoundMessage="No such instrument is stored"
        maxDropdownHeight={280}
        data={stored.map((one) => one.id)}
        renderOption={({ option }) => {
          const one = byId.get(option.value);
          return (
            <span className={styles.option}>
              <span className={styles.optionText}>{option.value}</span>
              <span className={styles.optionNote}>
                {[one?.kind === 'index' ? 'index' : '', one?.synthetic ? 'synthetic' : '']
                  .filter((word) => word)
                  .join(' · ')}
              </span>
            </span>
          );
        }}
        value={[...fields.instruments]}
        onChange={(instruments) => onChange({ instruments })}
      />
      <DateField
        label="First day"
        description={coverage ? `stored from ${formatSessionDate(coverage.from)}` : ' '}
        first={coverage?.from}
        last={coverage?.to}
        value={fields.from}
        onChange={(from) => onChange({ from })}
      />
      <DateField
        label="Last day"
        description={coverage ? `stored to ${formatSessionDate(coverage.to)}` : ' '}
        first={coverage?.from}
        last={coverage?.to}
        value={fields.to}
        onChange={(to) => onChange({ to })}
      />
      {runInterval === null ? (
        <Select
          label="Decision bars"
          description="decided at their close"
          data={intervals.map((interval) => ({ value: interval, label: interval }))}
          value={fields.interval}
          error={intervals.includes(fields.interval) ? undefined : 'not stored'}
          allowDeselect={false}
          onChange={(interval) => interval && onChange({ interval: interval as Interval })}
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
        <Group gap={4} className={styles.wide} role="group" aria-label="Range">
          {quickRanges(coverage).map((range) => {
            const chosen = fields.from === range.from && fields.to === range.to;
            return (
              <Button
                key={range.label}
                variant={chosen ? 'light' : 'default'}
                aria-pressed={chosen}
                onClick={() => onChange({ from: range.from, to: range.to })}
              >
                {range.label}
              </Button>
            );
          })}
          {synthetic ? <SyntheticBadge /> : null}
        </Group>
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
