// A whole-number setting saved when the field is left or Enter is pressed; outside its range it is not saved and says why.

import { NumberInput } from '@mantine/core';
import { useEffect, useState } from 'react';

export interface NumberSettingProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly unit: string;
  readonly onSave: (value: number) => void;
}

export function NumberSetting({ label, value, min, max, step, unit, onSave }: NumberSettingProps) {
  const [draft, setDraft] = useState<number | string>(value);
  useEffect(() => setDraft(value), [value]);
  const valid = typeof draft === 'number' && Number.isInteger(draft) && draft >= min && draft <= max;
  const save = () => {
    if (valid && draft !== value) onSave(draft);
  };
  return (
    <NumberInput
      aria-label={label}
      value={draft}
      step={step}
      allowDecimal={false}
      clampBehavior="none"
      error={valid ? undefined : `Allowed: ${min} – ${max} ${unit}.`}
      suffix={` ${unit}`}
      onChange={setDraft}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}
