// The dataset builder: universe, features, label, reasons; beside it the dry run of exactly what the form says. Starts the build and
// leads to the dataset's page, where its progress is shown.

import { Textarea, TextInput } from '@mantine/core';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { LabelSpec } from '../../../../../engines/labels/spec.ts';
import type { RunSummary } from '../../../../contracts/backtests.ts';
import type { DatasetRequest } from '../../../../contracts/datasets.ts';
import type { FeatureSetSummary } from '../../../../contracts/features.ts';
import type { LabelKindInfo } from '../../../../contracts/labels.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { useTRPC } from '../../../app/api.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { DryRunPanel, ShowDryRun } from '../../../ui/dry-run/dry-run-panel.tsx';
import { PLAN_QUERY, useDryRun } from '../../../ui/dry-run/use-dry-run.ts';
import { FormFoot } from '../../../ui/form-foot.tsx';
import page from '../../../ui/form-page.module.css';
import { coverageOf } from '../../../ui/market/stored-range.ts';
import { Page } from '../../../ui/page.tsx';
import { Term } from '../../../ui/term.tsx';
import { LabelForm } from '../label-form/label-form.tsx';
import { useLabelForm } from '../label-form/use-label-form.ts';
import styles from './builder.module.css';
import {
  type BuilderFields,
  builderProblems,
  cliCommand,
  DEFAULT_SEED,
  requestOf,
  seedProblem,
  sideRolesOf,
  startFields,
  usualSide,
} from './builder-model.ts';
import { DatasetPlanView } from './dataset-plan-view.tsx';
import { FeatureSetFields } from './feature-set-fields.tsx';
import { RunField } from './run-field.tsx';
import { UniverseFields } from './universe-fields.tsx';

const CRUMBS = [{ label: 'Research', to: '/research' }];

export interface NewDatasetFormProps {
  readonly title: string;
  readonly stored: readonly InstrumentSummary[];
  readonly sets: readonly FeatureSetSummary[];
  readonly kinds: readonly LabelKindInfo[];
  readonly runs: readonly RunSummary[];
  /** Request that fills the form. */
  readonly request: DatasetRequest | null;
  readonly label: LabelSpec | null;
  /** `id` or `id@version`. */
  readonly wantedSet: string | undefined;
}

export function NewDatasetForm(props: NewDatasetFormProps) {
  const { stored, sets, kinds, runs } = props;
  const trpc = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [fields, setFields] = useState<BuilderFields>(() =>
    startFields(stored, sets, props.request, props.wantedSet),
  );
  const label = useLabelForm(kinds, props.label);
  const change = (part: Partial<BuilderFields>) => setFields((now) => ({ ...now, ...part }));

  const set = sets.find((one) => one.id === fields.setId);
  const trades = label.info?.rows === 'trades';
  const run = trades ? (runs.find((one) => one.id === fields.runId) ?? null) : null;
  const interval = run?.interval ?? fields.interval;
  const coverage = coverageOf(stored, fields.instruments, interval);
  const problems = builderProblems(
    { ...fields, interval },
    { coverage, set, labelInfo: label.info, labelProblems: label.problems },
  );
  const request = useMemo(() => {
    if (label.spec === null) return null;
    const roles = sideRolesOf(set);
    const sides = Object.fromEntries(
      roles.flatMap((role) => {
        // What was emptied on purpose stays empty: the key is there.
        const id = role in fields.sides ? fields.sides[role] : usualSide(role, stored);
        return id ? [[role, id]] : [];
      }),
    );
    return requestOf({ ...fields, interval, sides }, label.spec, { roles, trades });
  }, [fields, interval, set, stored, label.spec, trades]);

  const ready = problems.length === 0 && request !== null;
  const dry = useDryRun(ready ? request : null);
  const plan = useQuery({
    ...trpc.datasets.plan.queryOptions(dry.planned ?? skipToken),
    ...PLAN_QUERY,
  });
  const build = useMutation(
    trpc.datasets.build.mutationOptions({
      onSuccess: ({ datasetId }) => {
        void cache.invalidateQueries(trpc.datasets.pathFilter());
        void navigate({ to: '/research/datasets/$datasetId', params: { datasetId } });
      },
    }),
  );
  const start = () => {
    if (ready && !build.isPending) build.mutate(request);
  };
  useKeys('New dataset', [
    { keys: 'mod+Enter', label: 'Build the dataset', run: start },
    { keys: 'p', label: 'Show or hide the dry run', run: dry.toggle },
  ]);
  const shownFields = { ...fields, interval, sides: request?.sides ?? fields.sides };
  return (
    <Page
      title={props.title}
      crumbs={CRUMBS}
      side={
        dry.open ? (
          <DryRunPanel
            name="dataset-plan"
            defaultWidth={376}
            dry={dry}
            query={plan}
            held={!ready}
            invitation="Finish the form to see what the dataset would hold and cost."
            errorTitle="This cannot be built"
          >
            {(data) => <DatasetPlanView plan={data} />}
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
          <h2>Universe and period</h2>
          <UniverseFields
            stored={stored}
            fields={shownFields}
            coverage={coverage}
            runInterval={run?.interval ?? null}
            onChange={change}
          />
        </section>
        <section className={page.section}>
          <h2>Features</h2>
          <FeatureSetFields
            sets={sets}
            stored={stored}
            fields={shownFields}
            onChange={(part) => change(part.sides ? { sides: keptEmpty(part.sides, set) } : part)}
          />
        </section>
        <section className={page.section}>
          <h2>
            <Term name="label">Label</Term>
          </h2>
          <LabelForm form={label} />
          {trades ? (
            <div className={styles.sides}>
              <RunField
                runs={runs}
                value={fields.runId}
                onChange={(next) =>
                  change(next ? { runId: next.id, from: next.from, to: next.to } : { runId: null })
                }
              />
            </div>
          ) : null}
        </section>
        <section className={page.section}>
          <h2>Record</h2>
          <div className={styles.grid}>
            <Textarea
              className={styles.wide}
              label="Why it is made"
              description="Kept with the dataset and shown wherever it is used."
              autosize
              minRows={2}
              maxRows={6}
              maxLength={2000}
              value={fields.justification}
              onChange={(event) => change({ justification: event.currentTarget.value })}
            />
            <TextInput
              label="Seed of the proof"
              description="random bars, noise, permutations"
              inputMode="numeric"
              placeholder={String(DEFAULT_SEED)}
              value={fields.seed}
              error={seedProblem(fields.seed)}
              onChange={(event) => change({ seed: event.currentTarget.value })}
            />
          </div>
        </section>
        <FormFoot
          action="Build dataset"
          ready={ready}
          busy={build.isPending}
          names="dataset"
          name={fields.name}
          onName={(name) => change({ name })}
          problems={problems}
          error={build.error}
          errorTitle="The build was not started"
        >
          {request && label.spec ? (
            <CopyButton text={cliCommand(request, label.spec)} label="Copy as CLI command" />
          ) : null}
          <ShowDryRun dry={dry} />
        </FormFoot>
      </form>
    </Page>
  );
}

/** Roles that were emptied keep their key, so that the usual instrument does not come back. */
function keptEmpty(
  sides: BuilderFields['sides'],
  set: FeatureSetSummary | undefined,
): BuilderFields['sides'] {
  return Object.fromEntries(sideRolesOf(set).map((role) => [role, sides[role] ?? '']));
}
