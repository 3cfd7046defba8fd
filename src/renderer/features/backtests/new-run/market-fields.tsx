// Which instruments, which bars, which days: limited to what is stored.

import { Button, Group, MultiSelect, Select } from '@mantine/core';
import type { Interval } from '../../../../../engines/market/interval.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { DateField } from '../../../ui/date-field.tsx';
import { formatSessionDate, plural } from '../../../ui/format.ts';
import { SyntheticBadge } from '../../../ui/synthetic-badge.tsx';
import styles from './new-run.module.css';
import { type Coverage, chosenOf, intervalsFor, quickRanges, type RunFields } from './request-model.ts';

export interface MarketFieldsProps {
  readonly stored: readonly InstrumentSummary[];
  readonly fields: RunFields;
  readonly coverage: Coverage | null;
  readonly onChange: (part: Partial<RunFields>) => void;
}

export function MarketFields({ stored, fields, coverage, onChange }: MarketFieldsProps) {
  const tradable = stored.filter((one) => one.kind !== 'index').length;
  const synthetic = chosenOf(stored, fields.instruments).some(
    (one) => stored.find((each) => each.id === one.id)?.synthetic,
  );
  const intervals = intervalsFor(stored, fields.instruments);
  return (
    <div className={styles.market}>
      <MultiSelect
        className={styles.instruments}
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
        value={[...fields.instruments]}
        onChange={(instruments) => onChange({ instruments })}
      />
      <Select
        className={styles.interval}
        label="Signal bars"
        description="decided at close"
        data={intervals.map((interval) => ({ value: interval, label: interval }))}
        value={fields.interval}
        error={intervals.includes(fields.interval) ? undefined : 'not stored'}
        onChange={(interval) => interval && onChange({ interval: interval as Interval })}
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
      {coverage ? (
        <Group gap={4} className={styles.ranges} role="group" aria-label="Range">
          {quickRanges(coverage).map((range) => (
            <Button
              key={range.label}
              variant={fields.from === range.from && fields.to === range.to ? 'light' : 'default'}
              aria-pressed={fields.from === range.from && fields.to === range.to}
              onClick={() => onChange({ from: range.from, to: range.to })}
            >
              {range.label}
            </Button>
          ))}
          {synthetic ? <SyntheticBadge /> : null}
        </Group>
      ) : null}
    </div>
  );
}
