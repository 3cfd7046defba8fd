// Three ways to begin, as whole requests: a baseline, a walk-forward over the boosted families, a deep search of one. Pure.

import { type TrainingRequest, trainingRequestSchema } from '../../../../contracts/training.ts';

export interface TrainingPreset {
  readonly id: 'baseline' | 'walk-forward' | 'search';
  readonly title: string;
  readonly help: string;
  readonly part: Partial<Omit<TrainingRequest, 'datasetId'>> & Pick<TrainingRequest, 'families'>;
}

const own = (estimator: string, preset?: string): TrainingRequest['families'][number] => ({
  estimator,
  ...(preset === undefined ? {} : { preset }),
  parameters: {},
});

export const TRAINING_PRESETS: readonly TrainingPreset[] = [
  {
    id: 'baseline',
    title: 'Baseline',
    help: 'Defaults only, one trial each: a line and trees. Minutes; what every search must beat.',
    part: {
      families: [own('logistic'), own('leafwise')],
      trials: 1,
      pruner: 'none',
      softVote: false,
      stack: 'none',
    },
  },
  {
    id: 'walk-forward',
    title: 'Walk-forward search',
    help: 'Three boosted families, ten trials per segment, windows of 45 days moved by 15, and their mean.',
    part: {
      split: { kind: 'preset', preset: 'window-45-15' },
      families: [
        own('leafwise', 'segments-leafwise'),
        own('depthwise', 'segments-depthwise'),
        own('symmetric', 'segments-symmetric'),
      ],
      trials: 10,
      sampler: 'tpe',
      pruner: 'median',
      softVote: true,
      stack: 'none',
    },
  },
  {
    id: 'search',
    title: 'Hyper-parameter search',
    help: 'One family over wide ranges, fifty trials per segment with hyperband, ranked by AUC.',
    part: {
      split: { kind: 'preset', preset: 'walk-forward-60-10' },
      families: [own('leafwise', 'ensemble-leafwise')],
      trials: 50,
      sampler: 'tpe',
      pruner: 'hyperband',
      objective: 'auc',
      softVote: false,
      stack: 'none',
    },
  },
];

/** Label of a dataset → what an estimator must be able to do. */
export function taskOf(classes: readonly string[]): 'binary' | 'multiclass' | 'regression' {
  return classes.length === 0 ? 'regression' : classes.length === 2 ? 'binary' : 'multiclass';
}

/** The preset with only those families the dataset's task and this desk allow; the first that can, where none is left. */
export function fitPreset(
  preset: TrainingPreset,
  estimators: readonly {
    readonly id: string;
    readonly tasks: readonly string[];
    readonly unavailable: string | null;
  }[],
  task: string,
): TrainingPreset['part'] {
  const able = estimators.filter((one) => one.unavailable === null && one.tasks.includes(task));
  const kept = preset.part.families.filter(({ estimator }) => able.some((one) => one.id === estimator));
  const [first] = able;
  const families = kept.length > 0 ? kept : first ? [own(first.id)] : [];
  return { ...preset.part, families, softVote: preset.part.softVote === true && families.length > 1 };
}

/** A request of these choices and the contract's defaults; families may be none, which the form then asks for. */
export function requestOfPreset(part: TrainingPreset['part'], datasetId: string | null): TrainingRequest {
  const request = trainingRequestSchema.parse({
    ...part,
    families: [{ estimator: '-' }],
    datasetId: datasetId ?? '--------',
  });
  return { ...request, families: part.families };
}
