// Presets of one strategy: load, save under a name, delete. A preset keeps the changed parameters and the fill policy.

import { ActionIcon, Button, Menu, Popover, TextInput } from '@mantine/core';
import { IconBookmark, IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FillPolicyName } from '../../../../../engines/backtest/contract.ts';
import type { ParameterValues } from '../../../../../engines/parameters/parameters.ts';
import type { Preset } from '../../../../contracts/backtests.ts';
import { useTRPC } from '../../../app/api.ts';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { plural } from '../../../ui/format.ts';
import styles from './new-run.module.css';

export interface PresetsMenuProps {
  readonly strategyId: string;
  readonly parameters: ParameterValues;
  readonly fillPolicy: FillPolicyName;
  readonly onLoad: (preset: Preset) => void;
}

function SavePreset({ strategyId, parameters, fillPolicy }: Omit<PresetsMenuProps, 'onLoad'>) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const save = useMutation(
    trpc.backtests.savePreset.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(trpc.backtests.presets.queryFilter());
        setOpened(false);
        setName('');
      },
    }),
  );
  return (
    <Popover opened={opened} onChange={setOpened} width={280} trapFocus position="bottom-start">
      <Popover.Target>
        <Button variant="subtle" color="gray" onClick={() => setOpened((now) => !now)}>
          Save preset
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className={styles.savePreset}
          onSubmit={(event) => {
            event.preventDefault();
            // React passes the event on to the form around this one, which would start a run.
            event.stopPropagation();
            if (name.trim())
              save.mutate({ name: name.trim(), strategyId, fillPolicy, parameters: { ...parameters } });
          }}
        >
          <TextInput
            label="Preset name"
            description={`Keeps ${plural(Object.keys(parameters).length, 'changed parameter')} and the fill policy.`}
            value={name}
            maxLength={60}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {save.error ? <ErrorNote error={save.error} /> : null}
          <Button type="submit" disabled={!name.trim()} loading={save.isPending}>
            Save
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

export function PresetsMenu({ strategyId, parameters, fillPolicy, onLoad }: PresetsMenuProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const presets = useQuery(trpc.backtests.presets.queryOptions());
  const own = (presets.data ?? []).filter((preset) => preset.strategyId === strategyId);
  const remove = useMutation(
    trpc.backtests.deletePreset.mutationOptions({
      onSuccess: () => void cache.invalidateQueries(trpc.backtests.presets.queryFilter()),
    }),
  );
  return (
    <>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconBookmark size={14} />}
            rightSection={<IconChevronDown size={14} />}
            disabled={own.length === 0}
          >
            {!presets.data ? 'Presets' : own.length === 0 ? 'No presets' : plural(own.length, 'preset')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {own.map((preset) => (
            <div key={preset.name} className={styles.preset}>
              <Menu.Item onClick={() => onLoad(preset)}>{preset.name}</Menu.Item>
              <ActionIcon
                aria-label={`Delete preset ${preset.name}`}
                onClick={() => remove.mutate({ strategyId, name: preset.name })}
              >
                <IconTrash size={14} />
              </ActionIcon>
            </div>
          ))}
        </Menu.Dropdown>
      </Menu>
      <SavePreset strategyId={strategyId} parameters={parameters} fillPolicy={fillPolicy} />
      {remove.error ? <ErrorNote error={remove.error} title="The preset was not deleted" /> : null}
    </>
  );
}
