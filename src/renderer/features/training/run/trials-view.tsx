// The trials of a run: for one family the course of its search in a segment, all its trials over parallel axes, what each parameter
// explains, and every trial as a row.

import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TrainingRun, TrialView } from '../../../../contracts/training.ts';
import { useTRPC } from '../../../app/api.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { plural } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { ChartSkeleton } from '../../../ui/skeletons.tsx';
import { Term } from '../../../ui/term.tsx';
import { trainingRunRoute } from '../routes.tsx';
import { familyTitle, isActiveRun, OBJECTIVE_WORDS, segmentWords, windowLabel } from '../training-words.ts';
import { useParameters } from '../use-training.ts';
import { FEWEST_TRIALS, parameterImportance } from './parameter-importance.ts';
import styles from './run.module.css';
import { HistoryChart, ImportanceChart, ParallelChart } from './trial-charts.tsx';
import { trialColumns } from './trial-columns.tsx';
import { parallelPicture, trialHistory } from './trial-models.ts';

const TABLE_HEIGHT = 420;

export interface TrialsViewProps {
  readonly run: TrainingRun;
  readonly titles: ReadonlyMap<string, string>;
}

export function TrialsView({ run, titles }: TrialsViewProps) {
  const trpc = useTRPC();
  const trials = useQuery(trpc.training.trials.queryOptions({ runId: run.id }));
  const search = trainingRunRoute.useSearch();
  const navigate = trainingRunRoute.useNavigate();
  const all = trials.data ?? [];
  const families = [...new Set(all.map((trial) => trial.family))];
  const family = families.find((one) => one === search.family) ?? families[0] ?? '';
  const objective = OBJECTIVE_WORDS[run.objective];
  const own = useMemo(
    () => (trials.data ?? []).filter((trial) => trial.family === family),
    [trials.data, family],
  );
  const parameters = useParameters(family);
  const labels = useMemo(() => {
    const windows = new Set(own.flatMap(({ values }) => Object.keys(values)));
    return new Map([
      ...parameters.map(({ name, label }) => [name, label] as const),
      ...[...windows].flatMap((name) => {
        const label = windowLabel(name);
        return label === null ? [] : [[name, label] as const];
      }),
    ]);
  }, [parameters, own]);
  const segments = [...new Set(own.map((trial) => trial.segment))].sort((a, b) => a - b);
  const segment = segments.find((one) => one === search.segment) ?? segments.find((one) => one >= 0) ?? -1;
  const points = useMemo(
    () =>
      trialHistory(
        own.filter((trial) => trial.segment === segment),
        objective.lowerIsBetter,
      ),
    [own, segment, objective],
  );
  const picture = useMemo(
    () => parallelPicture(own, objective.short, objective.lowerIsBetter),
    [own, objective],
  );
  const importance = useMemo(() => parameterImportance(own), [own]);
  const columns = useMemo(() => trialColumns(own, labels, objective.short), [own, labels, objective]);

  if (trials.isPending) return <ChartSkeleton height="40vh" text="Reading the trials…" />;
  if (trials.error)
    return (
      <ErrorState
        error={trials.error}
        title="The trials could not be read"
        onRetry={() => void trials.refetch()}
      />
    );
  if (all.length === 0)
    return (
      <EmptyState title="No trial yet">
        {isActiveRun(run)
          ? 'The first trials appear here as soon as a thread has begun one.'
          : 'The run stopped before its first trial. The steps say why.'}
      </EmptyState>
    );
  const name = `training-${family}`;
  return (
    <>
      <div className={styles.choices}>
        <Select
          aria-label="Family"
          w={260}
          data={families.map((id) => ({ value: id, label: familyTitle(id, titles) }))}
          value={family}
          onChange={(next) =>
            next && void navigate({ search: (now) => ({ ...now, family: next }), replace: true })
          }
        />
        <Select
          aria-label="Segment of the course"
          w={170}
          data={segments.map((one) => ({ value: String(one), label: segmentWords(one) }))}
          value={String(segment)}
          onChange={(next) =>
            next !== null &&
            void navigate({ search: (now) => ({ ...now, segment: Number(next) }), replace: true })
          }
        />
        <span className="ad-muted">
          {plural(own.length, 'trial')} of this family; every one is in the <Term name="trial">ledger</Term>.
        </span>
      </div>
      <div className={styles.pair}>
        <HistoryChart
          points={points}
          objective={objective.short}
          lowerIsBetter={objective.lowerIsBetter}
          name={name}
        />
        {importance.parameters.length === 0 ? (
          <Panel title="What each parameter explains">
            <p className={styles.none}>
              {importance.trials < FEWEST_TRIALS
                ? `${plural(importance.trials, 'finished trial')}: at least ${FEWEST_TRIALS} are needed before a share means anything.`
                : 'No parameter was searched.'}
            </p>
          </Panel>
        ) : (
          <ImportanceChart view={importance} labels={labels} name={name} />
        )}
      </div>
      {picture.axes.length > 1 ? <ParallelChart picture={picture} labels={labels} name={name} /> : null}
      <Panel title="Trials" hint={familyTitle(family, titles)}>
        <DataTable<TrialView>
          label="Trials"
          name={`training-trials-${family}`}
          columns={columns}
          rows={own}
          rowId={(trial) => `${trial.segment} ${trial.index}`}
          maxHeight={TABLE_HEIGHT}
        />
      </Panel>
    </>
  );
}
