// The screens of this release, in rail order. Rail, keys, palette and breadcrumbs are all built from this list.

import {
  IconActivityHeartbeat,
  IconChartCandle,
  IconDatabase,
  IconFlask,
  IconHistory,
  IconSchool,
  IconSettings,
  type TablerIcon,
} from '@tabler/icons-react';

export interface Screen {
  readonly to: '/data' | '/charts' | '/research' | '/training' | '/backtests' | '/monitor' | '/settings';
  readonly label: string;
  /** Second key after `g`. */
  readonly key: string;
  readonly icon: TablerIcon;
  /** Words under the name in tooltip and palette. */
  readonly hint: string;
}

export const SCREENS: readonly Screen[] = [
  { to: '/data', label: 'Data', key: 'd', icon: IconDatabase, hint: 'Coverage, quality and imports' },
  { to: '/charts', label: 'Charts', key: 'c', icon: IconChartCandle, hint: 'Candles, AVWAP and trades' },
  {
    to: '/research',
    label: 'Research',
    key: 'r',
    icon: IconFlask,
    hint: 'Feature sets, labels, datasets and their proofs',
  },
  {
    to: '/training',
    label: 'Training',
    key: 't',
    icon: IconSchool,
    hint: 'Runs, walk-forward grid, candidates, the weekend',
  },
  { to: '/backtests', label: 'Backtests', key: 'b', icon: IconHistory, hint: 'Runs, comparison, waterfall' },
  { to: '/monitor', label: 'Monitor', key: 'm', icon: IconActivityHeartbeat, hint: 'Jobs, health and log' },
  { to: '/settings', label: 'Settings', key: 's', icon: IconSettings, hint: 'Appearance, jobs, data folder' },
];
