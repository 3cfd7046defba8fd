// New run: reads the catalogue and what is stored, then hands over to the form.

import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../app/api.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { NoCandles } from '../../../ui/market/no-candles.tsx';
import { Page } from '../../../ui/page.tsx';
import { ReadView } from '../../../ui/read-view.tsx';
import { newBacktestRoute } from '../routes.tsx';
import { NewRunForm } from './new-run-form.tsx';

const CRUMBS = [{ label: 'Backtests', to: '/backtests' }];

export function NewRunPage() {
  const { from } = newBacktestRoute.useSearch();
  const trpc = useTRPC();
  const catalogue = useQuery(trpc.backtests.catalogue.queryOptions());
  const instruments = useQuery(trpc.market.instruments.queryOptions());
  const source = useQuery({
    ...trpc.backtests.get.queryOptions({ runId: from ?? '-' }),
    enabled: from !== undefined,
  });
  const [chosen, setChosen] = useState<string | null>(null);

  const here =
    catalogue.data && instruments.data && (from === undefined || source.data)
      ? { catalogue: catalogue.data, instruments: instruments.data }
      : null;
  const content = ({ catalogue, instruments }: NonNullable<typeof here>) => {
    const stored = instruments.filter((one) => one.intervals.length > 0);
    if (stored.length === 0)
      return (
        <NoCandles icon={<IconHistory size={32} stroke={1.4} />} title="A backtest needs candles">
          Import your own, or make the sample market in a few seconds. Then this form runs any strategy over
          them.
        </NoCandles>
      );
    const wanted = chosen ?? source.data?.request?.strategyId ?? catalogue.strategies[0]?.id;
    const strategy = catalogue.strategies.find((one) => one.id === wanted) ?? catalogue.strategies[0];
    if (!strategy)
      return (
        <EmptyState title="This desk has no strategy">
          Reinstall AnchorDesk: its strategies are part of it.
        </EmptyState>
      );
    return (
      <NewRunForm
        key={`${strategy.id} ${from ?? ''}`}
        catalogue={catalogue}
        strategy={strategy}
        stored={stored}
        source={source.data ?? null}
        onStrategy={setChosen}
      />
    );
  };
  return (
    <Page title={source.data ? `New run from “${source.data.name}”` : 'New run'} crumbs={CRUMBS}>
      <ReadView
        queries={[catalogue, instruments, source]}
        data={here}
        reading="Reading strategies and stored candles…"
        failed="The form could not be filled"
      >
        {content}
      </ReadView>
    </Page>
  );
}
