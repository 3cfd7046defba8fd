// Research, third part: what a label would say of real bars. Reads the catalogue and what is stored, then opens the designer.

import { IconTarget } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTRPC } from '../../../app/api.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { NoCandles } from '../../../ui/market/no-candles.tsx';
import { Page } from '../../../ui/page.tsx';
import { ChartSkeleton } from '../../../ui/skeletons.tsx';
import { ResearchTabs } from '../research-tabs.tsx';
import { LabelDesigner } from './label-designer.tsx';

export function LabelDesignerPage() {
  const trpc = useTRPC();
  const kinds = useQuery(trpc.labels.catalogue.queryOptions());
  const instruments = useQuery(trpc.market.instruments.queryOptions());
  const stored = useMemo(
    () => (instruments.data ?? []).filter((one) => one.intervals.length > 0),
    [instruments.data],
  );
  if (kinds.data && instruments.data && stored.length > 0)
    return <LabelDesigner kinds={kinds.data} stored={stored} />;

  const content = () => {
    const error = kinds.error ?? instruments.error;
    if (error)
      return (
        <ErrorState
          error={error}
          title="The designer could not be opened"
          onRetry={() => {
            for (const query of [kinds, instruments]) if (query.error) void query.refetch();
          }}
        />
      );
    if (!kinds.data || !instruments.data)
      return <ChartSkeleton height="60vh" text="Reading labels and candles…" />;
    return (
      <NoCandles icon={<IconTarget size={32} stroke={1.4} />} title="A label is judged on candles">
        Here stand the target, the stop and the outcome of every decision on stored bars, once there are some.
      </NoCandles>
    );
  };
  return (
    <Page title="Research" toolbar={<ResearchTabs current="/research/labels" />}>
      {content()}
    </Page>
  );
}
