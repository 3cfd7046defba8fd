// Importance: what the model looks at, by four measures that disagree for good reasons, and what each value did.

import { SegmentedControl, Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { CandidateReport } from '../../../../contracts/training-results.ts';
import { DependenceChart } from '../../../charts/contributions/dependence-chart.tsx';
import { ImportanceChart } from '../../../charts/contributions/importance-chart.tsx';
import { SwarmChart } from '../../../charts/contributions/swarm-chart.tsx';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { NoticeLine } from '../../../ui/notice-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import styles from './candidate.module.css';
import { importanceColumns } from './importance-columns.tsx';
import {
  type ImportanceMeasure,
  type ImportanceRow,
  importanceRows,
  leansOnNoise,
  measured,
  measuresOf,
  topFeatures,
} from './importance-model.ts';
import { candidateRoute } from './routes.tsx';

export function ImportanceTab({ report }: { readonly report: CandidateReport }) {
  const { feature } = candidateRoute.useSearch();
  const navigate = candidateRoute.useNavigate();
  const rows = useMemo(() => importanceRows(report.importance), [report.importance]);
  const measures = useMemo(() => measuresOf(rows), [rows]);
  const columns = useMemo(() => importanceColumns(measures), [measures]);
  const [chosen, setChosen] = useState<ImportanceMeasure | null>(null);
  const measure = measures.find(({ id }) => id === chosen) ?? measures[0];
  const bars = useMemo(
    () =>
      measure
        ? topFeatures(rows, measure.id).map((row) => ({ name: row.name, value: measured(row, measure.id) }))
        : [],
    [rows, measure],
  );
  const pick = (name: string) =>
    void navigate({ search: { tab: 'importance', feature: name }, replace: true });
  const samples = report.contributions?.features ?? [];
  const alone =
    samples.find(({ name }) => name === feature) ??
    samples.find(({ name }) => name === bars[0]?.name) ??
    samples[0];
  const noise = leansOnNoise(rows);
  const name = report.id.slice(0, 8);
  if (rows.length === 0 || !measure)
    return (
      <EmptyState title="Importance was not measured">
        {report.family === 'soft-vote' || report.family === 'stack'
          ? 'This candidate combines others and looks at no feature itself. Open a family it combines.'
          : 'The report of this candidate holds no importance. Evaluate it again to have it measured.'}
      </EmptyState>
    );
  return (
    <>
      {noise.length > 0 ? (
        <NoticeLine id="noise">
          Leans on {noise.join(', ')}, yet shuffling {noise.length === 1 ? 'it' : 'them'} costs nothing on
          test rows: likely noise of the training parts.
        </NoticeLine>
      ) : null}
      <div className={detail.pair}>
        <ImportanceChart
          name={`importance-${name}`}
          measure={measure.title}
          bars={bars}
          all={rows.length}
          words={measure.text}
          tick={measure.tick}
          onPick={pick}
          actions={
            <SegmentedControl
              aria-label="Measure of importance"
              data={measures.map(({ id, title }) => ({ value: id, label: title }))}
              value={measure.id}
              onChange={(next) => setChosen(next as ImportanceMeasure)}
            />
          }
        />
        {samples.length > 0 ? (
          <SwarmChart name={`shap-${name}`} columns={samples} onPick={pick} />
        ) : (
          <Panel title="What the values did" padded>
            <p className="ad-muted">No contributions were sampled for this family.</p>
          </Panel>
        )}
        {alone ? (
          <DependenceChart
            name={`dependence-${alone.name}`}
            column={alone}
            actions={
              <Select
                aria-label="Feature drawn alone"
                data={samples.map((one) => one.name)}
                value={alone.name}
                searchable
                allowDeselect={false}
                w={240}
                onChange={(next) => {
                  if (next) pick(next);
                }}
              />
            }
          />
        ) : null}
        <Panel title="Every feature" hint="a row draws it alone">
          <div className={styles.table}>
            <DataTable<ImportanceRow>
              label="Features"
              name="candidate-importance"
              columns={columns}
              rows={rows}
              rowId={(row) => row.name}
              openId={alone?.name ?? null}
              onOpen={(row) => pick(row.name)}
              initialSort={{ id: measure.id, descending: true }}
              maxHeight={300}
            />
          </div>
        </Panel>
      </div>
    </>
  );
}
