// The views of one thing, side by side in its toolbar; the number keys 1, 2, 3 … choose the same, 0 the tenth.

import { SegmentedControl } from '@mantine/core';

export interface View<Name extends string> {
  readonly value: Name;
  readonly label: string;
}

export interface ViewSwitchProps<Name extends string> {
  readonly views: readonly View<Name>[];
  readonly value: Name;
  readonly onChange: (view: Name) => void;
}

export function ViewSwitch<Name extends string>({ views, value, onChange }: ViewSwitchProps<Name>) {
  return (
    <SegmentedControl
      aria-label="View"
      data={[...views]}
      value={value}
      onChange={(next) => onChange(next as Name)}
    />
  );
}

/** Key bindings in the order of the views, for `useKeys`. */
export function viewKeys<Name extends string>(views: readonly View<Name>[], show: (view: Name) => void) {
  return views.map(({ value, label }, k) => ({
    keys: String((k + 1) % 10),
    label: `Show ${label.toLowerCase()}`,
    run: () => show(value),
  }));
}
