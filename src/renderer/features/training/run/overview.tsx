// The first view of a run: what to know before the figures, the walk-forward grid, and the ranked candidates.

import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { TrainingRun } from '../../../../contracts/training.ts';
import type { CandidateSummary } from '../../../../contracts/training-results.ts';
import type { StepPlace } from '../../../../contracts/training-steps.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { plural } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { trainingRunRoute } from '../routes.tsx';
import { isActiveRun } from '../training-words.ts';
import { CANDIDATE_COLUMNS } from './candidate-columns.tsx';
import { gridMetric, walkForwardGrid } from './grid-model.ts';
import styles from './run.module.css';
import { RunNotes } from './run-notes.tsx';
import { WalkForwardGrid } from './walk-forward-grid.tsx';

const MOST_HEIGHT = 460;

export interface OverviewProps {
  readonly run: TrainingRun;
  /** How far each family is in each segment. */
  readonly places: readonly StepPlace[];
  readonly titles: ReadonlyMap<string, string>;
}

export function Overview({ run, places, titles }: OverviewProps) {
  const navigate = useNavigate();
  const { metric: metricId } = trainingRunRoute.useSearch();
  const change = trainingRunRoute.useNavigate();
  const metric = gridMetric(metricId);
  const grid = useMemo(() => walkForwardGrid(run, places, metric), [run, places, metric]);
  return (
    <>
      <RunNotes run={run} />
      {grid.segments.length === 0 ? null : (
        <WalkForwardGrid
          grid={grid}
          metric={metric}
          titles={titles}
          onMetric={(id) =>
            void change({
              search: (now) => ({ ...now, metric: id === 'auc' ? undefined : id }),
              replace: true,
            })
          }
        />
      )}
      <Panel
        title="Candidates"
        hint={
          run.candidates.length === 0
            ? undefined
            : `${plural(run.candidates.length, 'candidate')}, ranked by mean and worst segment; one that lacks a segment stands last`
        }
      >
        {run.candidates.length === 0 ? (
          <p className={styles.none}>
            {isActiveRun(run)
              ? 'Candidates appear once their last segment is fitted and evaluated.'
              : run.state === 'paused'
                ? 'Candidates appear once the run goes on and its last segment is evaluated.'
                : 'No candidate was evaluated. The steps say how far the run came.'}
          </p>
        ) : (
          <DataTable<CandidateSummary>
            label="Candidates"
            name="training-candidates"
            columns={CANDIDATE_COLUMNS}
            rows={run.candidates}
            rowId={(one) => one.id}
            maxHeight={MOST_HEIGHT}
            initialSort={{ id: 'rank', descending: false }}
            onOpen={(one) =>
              void navigate({ to: '/training/candidates/$candidateId', params: { candidateId: one.id } })
            }
          />
        )}
      </Panel>
    </>
  );
}
