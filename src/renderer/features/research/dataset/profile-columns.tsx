// Columns of the features of a foreign file: what its rows say of them. Sets of our own have definitions too and use the browser's table.

import type { FeatureProfile, FeatureStudy } from '../../../../contracts/features.ts';
import { SparkBars } from '../../../charts/distribution/spark-bars.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { PsiCell } from '../features/entry-columns.tsx';
import { figure } from '../features/feature-words.ts';
import { clusterNumber, worstPsi } from '../features/study-model.ts';

const figureColumn = (
  id: string,
  header: string,
  value: (profile: FeatureProfile) => number,
): TableColumn<FeatureProfile> => ({
  id,
  header,
  width: 100,
  align: 'right',
  value,
  cell: (profile) => figure(value(profile)),
});

export function profileColumns(study: FeatureStudy): readonly TableColumn<FeatureProfile>[] {
  return [
    { id: 'name', header: 'Feature', width: 240, value: (profile) => profile.name },
    {
      id: 'missing',
      header: 'Missing',
      width: 80,
      align: 'right',
      value: (profile) => profile.missing,
      cell: (profile) => formatPercent(profile.missing),
    },
    {
      id: 'distribution',
      header: 'Distribution',
      width: 116,
      value: (profile) => profile.quantiles[4] ?? null,
      cell: (profile) => (
        <SparkBars
          counts={profile.histogram.counts}
          label={`${figure(profile.histogram.from)} to ${figure(profile.histogram.to)}`}
        />
      ),
    },
    {
      id: 'psi',
      header: 'PSI',
      width: 112,
      align: 'right',
      value: worstPsi,
      cell: (profile) => <PsiCell psi={worstPsi(profile)} />,
    },
    {
      id: 'group',
      header: 'Group',
      width: 68,
      align: 'right',
      value: (profile) => clusterNumber(study, profile.name),
    },
    figureColumn('mean', 'Mean', (profile) => profile.mean),
    figureColumn('std', 'Std deviation', (profile) => profile.std),
    figureColumn('low', '1 %', (profile) => profile.quantiles[1] ?? Number.NaN),
    figureColumn('median', 'Median', (profile) => profile.quantiles[4] ?? Number.NaN),
    figureColumn('high', '99 %', (profile) => profile.quantiles[7] ?? Number.NaN),
    {
      id: 'rows',
      header: 'Rows',
      width: 88,
      align: 'right',
      value: (profile) => profile.rows,
      cell: (profile) => formatNumber(profile.rows),
    },
  ];
}
