// Ctrl/⌘ K: every screen, action, instrument and run by name. Reads what the cache already holds; asks for the rest when opened.

import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import {
  IconChartCandle,
  IconFileImport,
  IconHistory,
  IconMoonStars,
  IconPlayerPlay,
  IconSchool,
  IconSearch,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { formatMoneyCompact } from '../../ui/format.ts';
import { useTRPC } from '../api.ts';
import { SCREENS } from '../navigation.ts';
import { useSettings, useUpdateSettings } from '../preferences.ts';

const ICON = 18;

export function CommandPalette() {
  const [opened, setOpened] = useState(false);
  const trpc = useTRPC();
  const navigate = useNavigate();
  const settings = useSettings();
  const update = useUpdateSettings();
  const instruments = useQuery({ ...trpc.market.instruments.queryOptions(), enabled: opened }).data ?? [];
  const runs = useQuery({ ...trpc.backtests.list.queryOptions(), enabled: opened }).data ?? [];

  const actions: SpotlightActionGroupData[] = [
    {
      group: 'Go to',
      actions: SCREENS.map(({ to, label, hint, icon: Icon }) => ({
        id: to,
        label,
        description: hint,
        leftSection: <Icon size={ICON} />,
        onClick: () => void navigate({ to }),
      })),
    },
    {
      group: 'Do',
      actions: [
        {
          id: 'import',
          label: 'Import candle files',
          leftSection: <IconFileImport size={ICON} />,
          onClick: () => void navigate({ to: '/data/import' }),
        },
        {
          id: 'backtest',
          label: 'Run a backtest',
          leftSection: <IconPlayerPlay size={ICON} />,
          onClick: () => void navigate({ to: '/backtests/new' }),
        },
        {
          id: 'train',
          label: 'Train on a dataset',
          leftSection: <IconSchool size={ICON} />,
          onClick: () => void navigate({ to: '/training/new' }),
        },
        {
          id: 'theme',
          label: settings.theme === 'light' ? 'Use the dark theme' : 'Use the light theme',
          leftSection: <IconMoonStars size={ICON} />,
          onClick: () => update.mutate({ theme: settings.theme === 'light' ? 'dark' : 'light' }),
        },
      ],
    },
    {
      group: 'Chart of an instrument',
      actions: instruments.map((instrument) => ({
        id: `instrument-${instrument.id}`,
        label: instrument.id,
        description: instrument.synthetic ? 'Synthetic' : '',
        leftSection: <IconChartCandle size={ICON} />,
        onClick: () => void navigate({ to: '/charts', search: { instrument: instrument.id } }),
      })),
    },
    {
      group: 'Run',
      actions: runs.map((run) => ({
        id: `run-${run.id}`,
        label: run.name,
        description: run.headline
          ? `${run.strategyId}, ${run.fillPolicy}, ${formatMoneyCompact(run.headline.netPnl, 'always')}`
          : `${run.strategyId}, ${run.state}`,
        leftSection: <IconHistory size={ICON} />,
        onClick: () => void navigate({ to: '/backtests/$runId', params: { runId: run.id } }),
      })),
    },
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut="mod + K"
      tagsToIgnore={[]}
      limit={12}
      highlightQuery
      scrollable
      maxHeight={420}
      lockScroll={false}
      overlayProps={{ backgroundOpacity: 0.5, blur: 0 }}
      attributes={{ content: { 'aria-label': 'Search the desk' } }}
      onSpotlightOpen={() => setOpened(true)}
      onSpotlightClose={() => setOpened(false)}
      nothingFound="Nothing is called that"
      searchProps={{
        leftSection: <IconSearch size={ICON} />,
        placeholder: 'Screen, action, instrument or run',
        'aria-label': 'Search the desk',
      }}
    />
  );
}
