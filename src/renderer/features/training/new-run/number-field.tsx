// A number of the New run form, kept as typed; what is wrong with it comes from the request's schema.

import { NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Typed } from './training-draft.ts';

export interface NumberFieldProps {
  readonly label: ReactNode;
  readonly value: Typed;
  readonly onChange: (value: Typed) => void;
  readonly description?: ReactNode;
  readonly unit?: string;
  readonly step?: number;
  readonly decimals?: number;
  readonly placeholder?: string;
  readonly problem?: string | undefined;
  readonly negative?: boolean;
}

export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, description, unit, step = 1, decimals = 0, placeholder, problem } = props;
  return (
    <NumberInput
      label={label}
      description={description}
      value={value}
      step={step}
      decimalScale={decimals}
      allowDecimal={decimals > 0}
      allowNegative={props.negative === true}
      clampBehavior="none"
      thousandsGroupStyle="lakh"
      thousandSeparator=","
      {...(unit === undefined ? {} : { suffix: ` ${unit}` })}
      {...(placeholder === undefined ? {} : { placeholder })}
      error={problem}
      onChange={onChange}
    />
  );
}
