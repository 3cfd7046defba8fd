// What the run may take of the machine, and when it keeps still. A section of the New run form.

import { Select, Switch, TextInput } from '@mantine/core';
import { plural } from '../../../ui/format.ts';
import styles from './new-run.module.css';
import { NumberField } from './number-field.tsx';
import type { SectionProps } from './section.ts';

export interface BudgetSectionProps extends SectionProps {
  /** Of this machine. */
  readonly cores: number;
}

export function BudgetSection({ draft, change, problemOf, cores }: BudgetSectionProps) {
  const clock = (label: string, field: 'quietFrom' | 'quietTo') => (
    <TextInput
      label={label}
      description="on trading days"
      value={draft[field]}
      error={problemOf(field)}
      rightSection={<span className={styles.unit}>IST</span>}
      rightSectionWidth={40}
      onChange={(event) => change({ [field]: event.currentTarget.value.trim() })}
    />
  );
  return (
    <div className={styles.grid}>
      <NumberField
        label="Threads"
        description={
          draft.cores === 0 ? `0: all ${cores} of this machine` : `of ${plural(cores, 'core')} here`
        }
        value={draft.cores}
        problem={problemOf('cores')}
        onChange={(value) => change({ cores: value })}
      />
      <NumberField
        label="Memory"
        description="no step starts beyond it"
        unit="MB"
        step={256}
        value={draft.memoryMb}
        problem={problemOf('memoryMb')}
        onChange={(memoryMb) => change({ memoryMb })}
      />
      <NumberField
        label="Time"
        description="then no new trial starts"
        unit="min"
        step={30}
        placeholder="no limit"
        value={draft.wallMinutes}
        problem={problemOf('wallMinutes')}
        onChange={(wallMinutes) => change({ wallMinutes })}
      />
      <Select
        label="On battery"
        description="when the charger is off"
        data={[
          { value: 'wait', label: 'Wait for the charger' },
          { value: 'run', label: 'Go on' },
        ]}
        value={draft.onBattery}
        onChange={(next) => change({ onBattery: next === 'run' ? 'run' : 'wait' })}
      />
      <Switch
        className={styles.switch}
        label="Quiet hours"
        checked={draft.quiet}
        onChange={(event) => change({ quiet: event.currentTarget.checked })}
      />
      {draft.quiet ? (
        <>
          {clock('Quiet from', 'quietFrom')}
          {clock('Quiet to', 'quietTo')}
        </>
      ) : null}
    </div>
  );
}
