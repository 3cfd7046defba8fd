// Length of the bars a form decides on: those the stored candles can make. A value they cannot make is said, not changed.

import { Select } from '@mantine/core';
import type { Interval } from '../../../../engines/market/interval.ts';

export interface IntervalFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly intervals: readonly Interval[];
  readonly value: Interval;
  readonly onChange: (interval: Interval) => void;
  readonly className?: string | undefined;
}

export function IntervalField(props: IntervalFieldProps) {
  const { label, description, intervals, value, onChange, className } = props;
  return (
    <Select
      className={className}
      label={label}
      description={description}
      data={[...intervals]}
      value={value}
      error={intervals.includes(value) ? undefined : 'not stored'}
      allowDeselect={false}
      onChange={(interval) => interval && onChange(interval as Interval)}
    />
  );
}
