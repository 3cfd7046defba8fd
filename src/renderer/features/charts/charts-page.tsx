// The Charts screen: candles of one instrument with volume, AVWAP and the trades of a run.

import { IconChartCandle } from '@tabler/icons-react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';

export function ChartsPage() {
  return (
    <Page title="Charts">
      <EmptyState icon={<IconChartCandle size={32} stroke={1.4} />} title="Choose an instrument" />
    </Page>
  );
}
