// The steps of a run: what each computes, its state, time and error. One can be forgotten, so that it and what reads it is computed again.
// A long run has more than a hundred thousand: they are read by state, a thousand more at a time.

import { Button, Select } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { TrainingRun } from '../../../../contracts/training.ts';
import {
  MOST_STEPS,
  STEP_STATES,
  STEPS_PAGE,
  type StepState,
  type TrainingStep,
} from '../../../../contracts/training-steps.ts';
import { useTRPC } from '../../../app/api.ts';
import { ConfirmPanel } from '../../../ui/confirm-panel.tsx';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { isActiveRun, STEP_STATE_WORDS, stepWords } from '../training-words.ts';
import { stepColumns } from './step-columns.tsx';

const NONE: ReadonlySet<string> = new Set();
const NO_STEPS = { steps: [] as readonly TrainingStep[], total: 0 };
/** The jobs feed says when something moved; this covers a move missed while the link was down. */
const FALLBACK_MS = 8_000;
const STATES = STEP_STATES.map((value) => ({ value, label: STEP_STATE_WORDS[value] }));

export interface StepsViewProps {
  readonly run: TrainingRun;
  readonly titles: ReadonlyMap<string, string>;
}

export function StepsView({ run, titles }: StepsViewProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  const [asking, setAsking] = useState(false);
  const [state, setState] = useState<StepState | null>(null);
  const [limit, setLimit] = useState(STEPS_PAGE);
  const read = useQuery({
    ...trpc.training.steps.queryOptions({ runId: run.id, limit, ...(state && { state }) }),
    placeholderData: keepPreviousData,
    refetchInterval: isActiveRun(run) ? FALLBACK_MS : false,
  });
  const { steps, total } = read.data ?? NO_STEPS;
  const columns = useMemo(() => stepColumns(titles), [titles]);
  const chosen = steps.filter((step) => selected.has(step.key));
  const [only] = chosen;
  const step = chosen.length === 1 && only ? only : null;
  const over =
    step !== null && (step.state === 'done' || step.state === 'failed' || step.state === 'skipped');
  const can = over && !isActiveRun(run);
  const forget = useMutation(
    trpc.training.forgetStep.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.training.pathFilter());
        setAsking(false);
        setSelected(NONE);
      },
    }),
  );
  const why = isActiveRun(run)
    ? 'Pause the run first'
    : step === null
      ? 'Select one step'
      : over
        ? undefined
        : 'This step has no result yet';
  return (
    <>
      {read.error ? <ErrorNote error={read.error} title="The steps could not be read" /> : null}
      <DataTable<TrainingStep>
        label="Steps"
        name="training-steps"
        columns={columns}
        rows={steps}
        total={total}
        rowId={(one) => one.key}
        selected={selected}
        onSelect={setSelected}
        onOpen={(one) =>
          setSelected(selected.has(one.key) && selected.size === 1 ? NONE : new Set([one.key]))
        }
        empty={
          read.isPending
            ? 'Reading the steps…'
            : state === null
              ? 'The steps appear once the split is made.'
              : 'No step is in this state.'
        }
        actions={
          <>
            <Select
              aria-label="State of the steps"
              placeholder="All states"
              data={STATES}
              value={state}
              clearable
              w={140}
              onChange={(next) => {
                setState(STEP_STATES.find((one) => one === next) ?? null);
                setLimit(STEPS_PAGE);
                setSelected(NONE);
              }}
            />
            {total > steps.length && limit < MOST_STEPS ? (
              <Button
                variant="default"
                loading={read.isFetching && read.isPlaceholderData}
                onClick={() => setLimit(Math.min(MOST_STEPS, limit + STEPS_PAGE))}
              >
                Show more
              </Button>
            ) : null}
            <Button
              variant="default"
              leftSection={<IconRepeat size={14} />}
              disabled={!can}
              title={why}
              onClick={() => setAsking(true)}
            >
              Compute again
            </Button>
          </>
        }
      />
      {asking && step ? (
        <ConfirmPanel
          opened
          title={`Compute “${stepWords(step, titles)}” again`}
          consequences={[
            'Its stored result and those of every step that reads it are forgotten.',
            'Nothing is computed now: resume the run to do it.',
            'The same inputs give the same bytes again.',
          ]}
          action="Forget the result"
          busy={forget.isPending}
          error={forget.error}
          onConfirm={() => forget.mutate({ runId: run.id, key: step.key })}
          onCancel={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
