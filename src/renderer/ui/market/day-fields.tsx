// First and last day of a period within what is stored, and the usual periods as buttons. Two fields without a box around them, so
// that they stand in the form's own grid.

import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { DateField } from '../date-field.tsx';
import { formatSessionDate } from '../format.ts';
import { type DayRange, quickRanges } from './stored-range.ts';

export interface DayFieldsProps {
  readonly coverage: DayRange | null;
  readonly value: DayRange;
  readonly onChange: (part: Partial<DayRange>) => void;
  /** Says under each field what is stored; false where the form says it elsewhere. */
  readonly described?: boolean;
  readonly className?: string | undefined;
}

export function DayFields({ coverage, value, onChange, described = true, className }: DayFieldsProps) {
  const words = (which: 'from' | 'to') =>
    described
      ? { description: coverage ? `stored ${which} ${formatSessionDate(coverage[which])}` : ' ' }
      : {};
  const field = (label: string, which: 'from' | 'to') => (
    <DateField
      label={label}
      {...words(which)}
      className={className}
      first={coverage?.from}
      last={coverage?.to}
      value={value[which]}
      onChange={(day) => onChange({ [which]: day })}
    />
  );
  return (
    <>
      {field('First day', 'from')}
      {field('Last day', 'to')}
    </>
  );
}

export interface RangeButtonsProps {
  readonly coverage: DayRange;
  readonly value: DayRange;
  readonly onChange: (range: DayRange) => void;
  readonly className?: string | undefined;
  /** Stands behind the buttons. */
  readonly children?: ReactNode;
}

export function RangeButtons({ coverage, value, onChange, className, children }: RangeButtonsProps) {
  return (
    <Group gap={4} className={className} role="group" aria-label="Range">
      {quickRanges(coverage).map(({ label, from, to }) => {
        const chosen = value.from === from && value.to === to;
        return (
          <Button
            key={label}
            variant={chosen ? 'light' : 'default'}
            aria-pressed={chosen}
            onClick={() => onChange({ from, to })}
          >
            {label}
          </Button>
        );
      })}
      {children}
    </Group>
  );
}
