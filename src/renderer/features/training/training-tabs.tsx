// The parts of Training, in the toolbar of their overview pages.

import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useKeys } from '../../app/keys/keys.ts';

const TABS = [
  { value: '/training', label: 'Runs' },
  { value: '/training/schedule', label: 'Schedule and reports' },
] as const;
type Tab = (typeof TABS)[number]['value'];

export function TrainingTabs({ current }: { readonly current: Tab }) {
  const navigate = useNavigate();
  const open = (tab: Tab) => void navigate({ to: tab });
  useKeys('Training', [
    { keys: '1', label: 'Show the runs', run: () => open('/training') },
    { keys: '2', label: 'Show schedule and reports', run: () => open('/training/schedule') },
  ]);
  return (
    <SegmentedControl
      aria-label="Part of Training"
      data={TABS.map(({ value, label }) => ({ value, label }))}
      value={current}
      onChange={(next) => open(next as Tab)}
    />
  );
}
