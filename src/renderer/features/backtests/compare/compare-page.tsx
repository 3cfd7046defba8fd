// Compare: two to six runs over each other – equity and drawdown, the honesty waterfall, figures, settings, and trade by trade.

import { IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Comparison } from '../../../../contracts/backtests.ts';
import { useTRPC } from '../../../app/api.ts';
import { EquityChart } from '../../../charts/equity/equity-chart.tsx';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { plural } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { ChartSkeleton } from '../../../ui/skeletons.tsx';
import { compareRoute } from '../routes.tsx';
import { WaterfallSection } from '../story/waterfall-section.tsx';
import compareStyles from './compare.module.css';
import { COMPARE_LEAST, movedFirst, runIdsOf, waterfallRun } from './compare-model.ts';
import { DifferenceTable } from './difference-table.tsx';
import { MetricTable } from './metric-table.tsx';
import { RunLegend } from './run-legend.tsx';
import { SettingTable } from './setting-table.tsx';

const CRUMBS = [{ label: 'Backtests', to: '/backtests' }];

function Comparing({ comparison }: { readonly comparison: Comparison }) {
  const { runs } = comparison;
  const search = compareRoute.useSearch();
  const navigate = compareRoute.useNavigate();
  const ids = runs.map((run) => run.id);
  const curves = useMemo(
    () =>
      runs.map((run) => ({
        id: run.id,
        name: run.name,
        initialCapital: run.initialCapital,
        points: run.equity,
      })),
    [runs],
  );
  const second = runs.find((run) => run.id === search.against && run !== runs[0]) ?? runs[1];
  const priced = waterfallRun(runs);
  const change = (part: Partial<typeof search>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true, resetScroll: false });
  return (
    <div className={detail.scroll}>
      <RunLegend
        runs={runs}
        onRemove={(id) => change({ runs: ids.filter((each) => each !== id).join(), against: undefined })}
        onFirst={(id) => change({ runs: movedFirst(ids, id), against: undefined })}
      />
      <EquityChart name="comparison" curves={curves} height={360} />
      {priced ? <WaterfallSection run={priced} /> : null}
      <div className={compareStyles.tables}>
        <MetricTable runs={runs} />
        <SettingTable comparison={comparison} />
      </div>
      {second ? (
        <DifferenceTable
          runs={runs}
          second={second}
          kind={search.kind}
          onSecond={(against) => change({ against })}
          onKind={(kind) => change({ kind })}
        />
      ) : null}
    </div>
  );
}

export function ComparePage() {
  const search = compareRoute.useSearch();
  const ids = runIdsOf(search.runs);
  const enough = ids.length >= COMPARE_LEAST;
  const comparison = useQuery({
    ...useTRPC().backtests.compare.queryOptions({ runIds: [...ids] }),
    enabled: enough,
  });
  const content = () => {
    if (!enough)
      return (
        <EmptyState
          icon={<IconScale size={32} stroke={1.4} />}
          title="Choose two runs to compare"
          actions={<LinkButton to="/backtests">Choose runs</LinkButton>}
        >
          Select two to six finished runs in the list, or open one run and compare it with its published
          assumptions.
        </EmptyState>
      );
    if (comparison.error)
      return (
        <ErrorState
          error={comparison.error}
          title="The runs could not be compared"
          onRetry={() => void comparison.refetch()}
          actions={
            <LinkButton to="/backtests" variant="default">
              Choose other runs
            </LinkButton>
          }
        />
      );
    if (!comparison.data) return <ChartSkeleton height="50vh" text="Reading the runs…" />;
    return <Comparing comparison={comparison.data} />;
  };
  return (
    <Page title={enough ? `Compare ${plural(ids.length, 'run')}` : 'Compare'} crumbs={CRUMBS}>
      {content()}
    </Page>
  );
}
