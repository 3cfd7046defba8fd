// A date as text: shown `Mon 3 Jul 2023` on every machine, typed in any unambiguous form, stepped with the arrow keys.
// Gives `2023-07-03`, or an empty text while what is typed is no date. Holds only the draft; the value is the caller's.

import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { dateProblem, isIsoDate, parseDateText, shiftDate } from './date-text.ts';
import { formatSessionDate } from './format.ts';

export interface DateFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly className?: string | undefined;
  readonly value: string;
  /** Bounds of the arrow keys; typing past them is the form's business. */
  readonly first?: string | undefined;
  readonly last?: string | undefined;
  readonly onChange: (date: string) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 30, PageDown: -30 };

export function DateField(props: DateFieldProps) {
  const { value, first, last, onChange } = props;
  const [draft, setDraft] = useState<string | null>(null);
  // A value that came from elsewhere (a range button, a preset) outdates what was typed.
  const typed = draft !== null && (parseDateText(draft) ?? '') === value ? draft : null;
  const step = (event: KeyboardEvent<HTMLInputElement>) => {
    const days = STEPS[event.key];
    if (days === undefined || !isIsoDate(value)) return;
    event.preventDefault();
    setDraft(null);
    onChange(shiftDate(value, days, first, last));
  };
  return (
    <TextInput
      className={props.className}
      label={props.label}
      description={props.description}
      value={typed ?? formatSessionDate(value)}
      error={typed !== null && value === '' ? dateProblem(typed) : undefined}
      placeholder="3 Jul 2023"
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setDraft(text);
        onChange(parseDateText(text) ?? '');
      }}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => {
        if (value !== '') setDraft(null);
      }}
      onKeyDown={step}
    />
  );
}
