// The Backtests screen: every stored run.

import { IconHistory } from '@tabler/icons-react';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';

export function BacktestsPage() {
  return (
    <Page title="Backtests">
      <EmptyState icon={<IconHistory size={32} stroke={1.4} />} title="No run yet" />
    </Page>
  );
}
