// Every step of a run: what it computes, its state, time and error. One can be forgotten, so that it and what reads it is computed again.

import { Button } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { TrainingRun, TrainingStep } from '../../../../contracts/training.ts';
import { useTRPC } from '../../../app/api.ts';
import { ConfirmPanel } from '../../../ui/confirm-panel.tsx';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { isActiveRun, stepWords } from '../training-words.ts';
import { stepColumns } from './step-columns.tsx';

const NONE: ReadonlySet<string> = new Set();

export interface StepsViewProps {
  readonly run: TrainingRun;
  readonly steps: readonly TrainingStep[];
  readonly titles: ReadonlyMap<string, string>;
}

export function StepsView({ run, steps, titles }: StepsViewProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  const [asking, setAsking] = useState(false);
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
      <DataTable<TrainingStep>
        label="Steps"
        name="training-steps"
        columns={columns}
        rows={steps}
        rowId={(one) => one.key}
        selected={selected}
        onSelect={setSelected}
        onOpen={(one) =>
          setSelected(selected.has(one.key) && selected.size === 1 ? NONE : new Set([one.key]))
        }
        empty="The steps appear once the split is made."
        actions={
          <Button
            variant="default"
            leftSection={<IconRepeat size={14} />}
            disabled={!can}
            title={why}
            onClick={() => setAsking(true)}
          >
            Compute again
          </Button>
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
