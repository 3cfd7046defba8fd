// The parts of Research, in the toolbar of their overview pages.

import { SegmentedControl } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useKeys } from '../../app/keys/keys.ts';

const TABS = [
  { value: '/research', label: 'Datasets' },
  { value: '/research/features', label: 'Feature sets' },
  { value: '/research/labels', label: 'Label designer' },
  { value: '/research/patterns', label: 'Patterns' },
] as const;
type Tab = (typeof TABS)[number]['value'];

export function ResearchTabs({ current }: { readonly current: Tab }) {
  const navigate = useNavigate();
  const open = (tab: Tab) => void navigate({ to: tab });
  useKeys('Research', [
    { keys: '1', label: 'Show datasets', run: () => open('/research') },
    { keys: '2', label: 'Show feature sets', run: () => open('/research/features') },
    { keys: '3', label: 'Show the label designer', run: () => open('/research/labels') },
    { keys: '4', label: 'Show pattern win rates', run: () => open('/research/patterns') },
  ]);
  return (
    <SegmentedControl
      aria-label="Part of Research"
      data={TABS.map(({ value, label }) => ({ value, label }))}
      value={current}
      onChange={(next) => open(next as Tab)}
    />
  );
}
