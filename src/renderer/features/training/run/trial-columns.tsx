// Columns of the trials of one family: place, state, score, and every parameter that was searched.

import type { TrialView } from '../../../../contracts/training.ts';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatDuration, formatNumber, formatRatio } from '../../../ui/format.ts';
import { segmentWords, windowLabel } from '../training-words.ts';

/** Pixels of a letter in a header, on average. */
const LETTER = 7;

const STATE_WORDS: Readonly<Record<TrialView['state'], string>> = {
  running: 'Running',
  complete: 'Complete',
  pruned: 'Stopped early',
  failed: 'Failed',
};

export function trialColumns(
  trials: readonly TrialView[],
  labels: ReadonlyMap<string, string>,
  objective: string,
): readonly TableColumn<TrialView>[] {
  const names = [...new Set(trials.flatMap((trial) => Object.keys(trial.values)))];
  return [
    {
      id: 'place',
      header: 'Trial',
      width: 184,
      value: (trial) => `${segmentWords(trial.segment)}, trial ${trial.index + 1}`,
    },
    {
      id: 'state',
      header: 'State',
      width: 108,
      value: (trial) => STATE_WORDS[trial.state],
      cell: (trial) => (
        <span
          title={trial.reason ?? undefined}
          style={trial.state === 'failed' ? { color: 'var(--ad-amber)' } : undefined}
        >
          {STATE_WORDS[trial.state]}
        </span>
      ),
      filterText: (trial) => trial.reason ?? '',
    },
    {
      id: 'score',
      header: objective,
      width: 86,
      align: 'right',
      value: (trial) => trial.score,
      cell: (trial) => (trial.score === null ? '–' : formatRatio(trial.score, 5)),
      help: 'Objective on the inner part',
    },
    ...names.map(
      (name): TableColumn<TrialView> => ({
        id: `value-${name}`,
        header: labels.get(name) ?? name,
        // As wide as its title.
        width: Math.max(112, 28 + (labels.get(name) ?? name).length * LETTER),
        align: windowLabel(name) === null ? 'right' : 'left',
        value: (trial) => trial.values[name],
        cell: (trial) => {
          const value = trial.values[name];
          if (typeof value !== 'number') return String(value ?? '–');
          return Number.isInteger(value) ? formatNumber(value) : formatRatio(value, 4);
        },
      }),
    ),
    {
      id: 'rounds',
      header: 'Last round',
      width: 84,
      align: 'right',
      value: (trial) => trial.steps[trial.steps.length - 1]?.step,
      help: 'Round or epoch of the last intermediate value',
    },
    {
      id: 'elapsed',
      header: 'Took',
      width: 72,
      align: 'right',
      value: (trial) => trial.elapsedMs,
      cell: (trial) => formatDuration(trial.elapsedMs ?? Number.NaN),
    },
    {
      id: 'reason',
      header: 'Reason',
      width: 340,
      value: (trial) => trial.reason,
      cell: (trial) => <span title={trial.reason ?? undefined}>{trial.reason ?? '–'}</span>,
    },
  ];
}
