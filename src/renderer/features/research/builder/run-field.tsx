// The run whose trades are the rows of a dataset. Shown by the builder where the label judges trades.

import { Select } from '@mantine/core';
import type { RunSummary } from '../../../../contracts/backtests.ts';
import { formatDateRange, formatNumber } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Option } from '../../../ui/option.tsx';
import styles from './builder.module.css';

export interface RunFieldProps {
  readonly runs: readonly RunSummary[];
  readonly value: string | null;
  readonly onChange: (run: RunSummary | null) => void;
}

export function RunField({ runs, value, onChange }: RunFieldProps) {
  const usable = runs.filter((run) => run.state === 'done' && (run.headline?.trades ?? 0) > 0);
  const byId = new Map(usable.map((run) => [run.id, run]));
  if (usable.length === 0)
    return (
      <div className={styles.setFacts}>
        <span>No finished run has trades yet.</span>
        <LinkButton to="/backtests/new" variant="default">
          Run a backtest
        </LinkButton>
      </div>
    );
  const chosen = value === null ? undefined : byId.get(value);
  return (
    <Select
      label="Run whose trades are the rows"
      description={
        chosen
          ? `${formatNumber(chosen.headline?.trades ?? 0)} trades, ${chosen.interval}, ${formatDateRange(chosen.from, chosen.to)}`
          : 'Each of its trades becomes one row, decided where its signal was.'
      }
      placeholder="Choose a run"
      data={usable.map((run) => ({ value: run.id, label: run.name }))}
      renderOption={({ option }) => {
        const run = byId.get(option.value);
        return (
          <Option
            note={
              <>
                {run ? `${formatNumber(run.headline?.trades ?? 0)} trades · ${run.interval}` : ''}
                {run?.synthetic ? ' · synthetic' : ''}
              </>
            }
          >
            {option.label}
          </Option>
        );
      }}
      value={value}
      searchable
      clearable
      maxDropdownHeight={320}
      onChange={(id) => onChange(id === null ? null : (byId.get(id) ?? null))}
    />
  );
}
