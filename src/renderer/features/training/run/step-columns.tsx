// Columns of the table of steps.

import { Progress } from '@mantine/core';
import type { TrainingStep } from '../../../../contracts/training-steps.ts';
import { Badge } from '../../../ui/badge.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatDuration } from '../../../ui/format.ts';
import { Instant } from '../../../ui/time.tsx';
import { STEP_KIND_WORDS, STEP_STATE_WORDS, stepWords } from '../training-words.ts';

const HASH_DIGITS = 12;

function StateCell({ step }: { readonly step: TrainingStep }) {
  if (step.state === 'running')
    return (
      <span style={{ display: 'flex', alignItems: 'center', gap: 8 }}>
        <span style={{ flex: '0 0 56px' }}>
          <Progress
            value={step.fraction * 100}
            size={4}
            aria-label={`${Math.round(step.fraction * 100)} percent`}
          />
        </span>
        <span className="ad-number">{Math.round(step.fraction * 100)} %</span>
      </span>
    );
  return (
    <span
      style={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 6,
        ...(step.state === 'failed' ? { color: 'var(--ad-amber)' } : {}),
      }}
    >
      {STEP_STATE_WORDS[step.state]}{' '}
      {step.reused ? <Badge title="Computed before from equal inputs">reused</Badge> : null}
    </span>
  );
}

export function stepColumns(titles: ReadonlyMap<string, string>): readonly TableColumn<TrainingStep>[] {
  return [
    {
      id: 'step',
      header: 'Step',
      width: 340,
      value: (step) => stepWords(step, titles),
      cell: (step) => <span title={step.key}>{stepWords(step, titles)}</span>,
      filterText: (step) => step.key,
    },
    { id: 'kind', header: 'Kind', width: 86, value: (step) => STEP_KIND_WORDS[step.kind] },
    {
      id: 'state',
      header: 'State',
      width: 126,
      value: (step) => STEP_STATE_WORDS[step.state],
      cell: (step) => <StateCell step={step} />,
      filterText: (step) => (step.reused ? 'reused' : ''),
    },
    {
      id: 'elapsed',
      header: 'Took',
      width: 76,
      align: 'right',
      value: (step) => step.elapsedMs,
      cell: (step) => formatDuration(step.elapsedMs ?? Number.NaN),
      help: 'Time its thread worked; sleep of the machine left out',
    },
    {
      id: 'words',
      header: 'What it found or why it stopped',
      width: 380,
      value: (step) => step.error ?? step.words,
      cell: (step) => (
        <span title={step.error ?? step.words} style={step.error ? { color: 'var(--ad-amber)' } : undefined}>
          {step.error ?? (step.words || '–')}
        </span>
      ),
    },
    {
      id: 'started',
      header: 'Began (IST)',
      width: 180,
      value: (step) => step.startedAt,
      cell: (step) => <Instant time={step.startedAt ?? Number.NaN} seconds />,
    },
    {
      id: 'input',
      header: 'Input hash',
      width: 116,
      value: (step) => step.inputHash,
      cell: (step) => (
        <span className="ad-mono" title={step.inputHash ?? undefined}>
          {step.inputHash?.slice(0, HASH_DIGITS) ?? '–'}
        </span>
      ),
      help: 'Over everything the step reads: equal inputs are computed once',
    },
    {
      id: 'output',
      header: 'Output hash',
      width: 116,
      value: (step) => step.outputHash,
      cell: (step) => (
        <span className="ad-mono" title={step.outputHash ?? undefined}>
          {step.outputHash?.slice(0, HASH_DIGITS) ?? '–'}
        </span>
      ),
    },
  ];
}
