// The New run form of training, one page in sections, beside it the dry run of exactly what it says. Starts the run and leads to it.

import { Button, Textarea } from '@mantine/core';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { SplitMethod } from '../../../../../engines/validation/splits/split.ts';
import type { DatasetSummary } from '../../../../contracts/datasets.ts';
import type { StoredSplit, TrainingCatalogue, TrainingRequest } from '../../../../contracts/training.ts';
import { useTRPC } from '../../../app/api.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { DryRunPanel, ShowDryRun } from '../../../ui/dry-run/dry-run-panel.tsx';
import { PLAN_QUERY, useDryRun } from '../../../ui/dry-run/use-dry-run.ts';
import { FormFoot } from '../../../ui/form-foot.tsx';
import page from '../../../ui/form-page.module.css';
import { Page, Spacer } from '../../../ui/page.tsx';
import { BudgetSection } from './budget-section.tsx';
import { DatasetSection } from './dataset-section.tsx';
import { EndingSection } from './ending-section.tsx';
import { FamilySection } from './family-section.tsx';
import styles from './new-run.module.css';
import { PolicySection } from './policy-section.tsx';
import { PreparationSection } from './preparation-section.tsx';
import { SearchSection } from './search-section.tsx';
import { SplitSection } from './split-section.tsx';
import { draftOf, resultOf, type TrainingDraft } from './training-draft.ts';
import { TrainingPlanView } from './training-plan-view.tsx';
import {
  fitPreset,
  requestOfPreset,
  TRAINING_PRESETS,
  type TrainingPreset,
  taskOf,
} from './training-presets.ts';

const CRUMBS = [{ label: 'Training', to: '/training' }];

export interface NewTrainingFormProps {
  readonly title: string;
  readonly catalogue: TrainingCatalogue;
  readonly datasets: readonly DatasetSummary[];
  readonly splits: readonly StoredSplit[];
  /** What the form begins with. */
  readonly request: TrainingRequest;
  readonly onPreset: (id: TrainingPreset['id']) => void;
  readonly onDataset: (datasetId: string) => void;
}

export function NewTrainingForm(props: NewTrainingFormProps) {
  const { catalogue, datasets } = props;
  const trpc = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<TrainingDraft>(() => draftOf(props.request, catalogue));
  const change = useCallback((part: Partial<TrainingDraft>) => setDraft((now) => ({ ...now, ...part })), []);
  const dataset = datasets.find((one) => one.id === draft.datasetId);
  const task = taskOf(dataset?.classes ?? []);
  const { request, problems } = useMemo(
    () => resultOf({ ...draft, datasetId: dataset?.id ?? null }, catalogue),
    [draft, dataset, catalogue],
  );
  const problemOf = (field: string) => problems.find((problem) => problem.field === field)?.message;
  const dry = useDryRun(request);
  const plan = useQuery({
    ...trpc.training.plan.queryOptions(dry.planned ?? skipToken),
    ...PLAN_QUERY,
  });
  // A plan of what the form said before stands in nobody's way.
  const current = request !== null && !dry.moved && !plan.isPlaceholderData;
  const blocked = plan.data && current ? plan.data.problems : [];
  const ready = request !== null && blocked.length === 0;
  const begin = useMutation(
    trpc.training.start.mutationOptions({
      onSuccess: ({ runId }) => {
        void cache.invalidateQueries(trpc.training.pathFilter());
        void navigate({ to: '/training/runs/$runId', params: { runId } });
      },
    }),
  );
  const start = () => {
    if (ready && request && !begin.isPending) begin.mutate(request);
  };
  useKeys('New training', [
    { keys: 'mod+Enter', label: 'Start the run', run: start },
    { keys: 'p', label: 'Show or hide the dry run', run: dry.toggle },
  ]);
  const fillFrom = (preset: TrainingPreset) => {
    const part = fitPreset(preset, catalogue.estimators, task);
    const filled = draftOf(requestOfPreset(part, draft.datasetId), catalogue);
    // What belongs to the machine, the dataset and the reason stays as it was set.
    change({
      families: filled.families,
      trials: filled.trials,
      sampler: filled.sampler,
      pruner: filled.pruner,
      objective: filled.objective,
      softVote: filled.softVote,
      stack: filled.stack,
      ...(part.split ? { split: filled.split } : {}),
    });
    props.onPreset(preset.id);
  };
  const method: SplitMethod | null =
    request?.split.kind === 'own'
      ? request.split.method
      : draft.split.kind === 'preset'
        ? (catalogue.splits.find((one) => draft.split.kind === 'preset' && one.id === draft.split.preset)
            ?.method ?? null)
        : null;
  const section = { draft, change, problemOf };
  return (
    <Page
      title={props.title}
      crumbs={CRUMBS}
      toolbar={
        <>
          <span className="ad-muted">Begin with</span>
          {TRAINING_PRESETS.map((preset) => (
            <Button key={preset.id} variant="default" title={preset.help} onClick={() => fillFrom(preset)}>
              {preset.title}
            </Button>
          ))}
          <Spacer />
          <ShowDryRun dry={dry} />
        </>
      }
      side={
        dry.open ? (
          <DryRunPanel
            name="training-plan"
            defaultWidth={400}
            dry={dry}
            query={plan}
            held={request === null}
            invitation="Finish the form to see what the run would do and cost."
            errorTitle="This cannot be planned"
          >
            {(data) => <TrainingPlanView plan={data} held={request === null} />}
          </DryRunPanel>
        ) : undefined
      }
    >
      <form
        className={page.form}
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <section className={page.section}>
          <h2>Dataset</h2>
          <DatasetSection
            datasets={datasets}
            value={dataset?.id ?? null}
            onChange={(datasetId) => {
              change({ datasetId });
              props.onDataset(datasetId);
            }}
          />
        </section>
        <section className={page.section}>
          <h2>Split</h2>
          <SplitSection
            {...section}
            presets={catalogue.splits}
            stored={props.splits}
            dataset={dataset}
            method={method}
          />
        </section>
        <section className={page.section}>
          <h2>Families</h2>
          <FamilySection {...section} catalogue={catalogue} task={task} />
        </section>
        <section className={page.section}>
          <h2>Search</h2>
          <SearchSection {...section} />
        </section>
        <section className={page.section}>
          <h2>Preparation</h2>
          <PreparationSection
            {...section}
            windowGroups={plan.data?.datasetName === dataset?.name ? plan.data?.windowGroups : undefined}
          />
        </section>
        <section className={page.section}>
          <h2>Ensemble, calibration and gates</h2>
          <EndingSection {...section} />
        </section>
        <section className={page.section}>
          <h2>Decisions</h2>
          <PolicySection {...section} />
        </section>
        <section className={page.section}>
          <h2>Budget</h2>
          <BudgetSection {...section} cores={catalogue.cores} />
        </section>
        <section className={page.section}>
          <h2>Record</h2>
          <Textarea
            className={styles.wide}
            label="Why this search is made"
            description="Kept with the run and with every candidate it finds."
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={draft.justification}
            onChange={(event) => change({ justification: event.currentTarget.value })}
          />
        </section>
        <FormFoot
          action="Start training"
          ready={ready}
          busy={begin.isPending}
          names="run"
          name={draft.name}
          onName={(name) => change({ name })}
          problems={[...problems.map((problem) => problem.message), ...blocked]}
          error={begin.error}
          errorTitle="The run was not started"
        />
      </form>
    </Page>
  );
}
