// Two questions instead of one: does anything happen at all, and if so, which way? The neutrality model answers the first, a family
// taught on the sides alone the second; their product is a probability for each of three classes. An estimator of the contract.

import { checkForModel } from '../check-data.ts';
import type { Estimator, EstimatorParameter, LabelledData, LearningData, Model } from '../contract.ts';
import { logistic } from '../linear/logistic.ts';
import { taskOf } from '../task.ts';
import { checkedFit, meanImportance, takeRows } from './checked.ts';
import { MEMBER_FAMILIES, type MemberFamily, memberParameters, TREE_SETTINGS } from './members.ts';
import { flatClassOf, flatOrNot } from './neutrality.ts';
import { createPartRunner } from './part-runner.ts';
import { memberById } from './soft-vote.ts';
import { type NeutralThenSideState, type Part, modelOf as partModel } from './state.ts';

const ID = 'neutral-then-side';
const VERSION = 1;
/** What never happened in training is given this chance: not seen is not impossible. */
const UNSEEN = 1e-6;

const ownParameters = (families: readonly MemberFamily[]): readonly EstimatorParameter[] => [
  {
    name: 'family',
    label: 'Family of the side',
    group: 'Members',
    help: 'What tells up from down, taught on rows where either came true.',
    type: 'choice',
    default: 'depthwise',
    choices: families.map(({ name, label }) => ({ value: name, label })),
  },
  {
    name: 'neutralC',
    label: 'C of neutrality',
    group: 'Neutrality',
    help: 'Inverse strength of the neutrality model’s penalty; 0.5 as published.',
    type: 'number',
    default: 0.5,
    min: 1e-6,
    max: 1e6,
    logarithmic: true,
  },
];

const declared = [...ownParameters(MEMBER_FAMILIES), ...TREE_SETTINGS];
const byId = (id: string): Estimator => memberById(MEMBER_FAMILIES, id);

export const neutralThenSide: Estimator = {
  id: ID,
  version: VERSION,
  title: 'Neutrality, then side',
  help: 'First whether anything happens, by balanced logistic regression, then which way, by a family taught on the sides alone. For three classes: two sides and one between.',
  parameters: declared,
  tasks: ['multiclass'],
  acceptsMissing: true,
  fit(data, given, context): Model {
    const parameters = checkedFit(ID, VERSION, declared, data, given, context, true);
    const { short, long, flat } = classesOf(data.classes);
    const flatShare = shareOf(data, flat);
    const modelOf = (parts: readonly Part[], stopped: NeutralThenSideState['stopped']): Model => ({
      estimator: ID,
      version: VERSION,
      names: data.names,
      classes: data.classes,
      parameters,
      state: {
        kind: 'neutral-then-side',
        parts,
        seed: context.seed,
        stopped,
        short,
        long,
        flat,
        flatShare,
      } satisfies NeutralThenSideState,
    });
    const runner = createPartRunner(context, parameters, 2, (parts) => modelOf(parts, 'running'));
    const family = MEMBER_FAMILIES.find(({ name }) => name === parameters.family)!;
    const estimator = family.estimatorFor(2);
    const sidesOf = (rows: LabelledData): LabelledData => {
      const sides = Uint32Array.from([...rows.target.keys()].filter((i) => rows.target[i] !== flat));
      const own = takeRows(rows, sides);
      return {
        ...own,
        classes: [data.classes[short]!, data.classes[long]!],
        target: own.target.map((y) => Number(y === long)),
      };
    };
    const sides = sidesOf(data);
    const later = context.validation === undefined ? undefined : sidesOf(context.validation);
    return runner.run(
      () => {
        runner.fit({
          key: 'neutral',
          estimator: logistic,
          parameters: { c: parameters.neutralC!, classWeight: 'balanced' },
          data: flatOrNot(data, flat),
        });
        if (sides.rows > 0)
          runner.fit({
            key: 'side',
            estimator,
            parameters: memberParameters(estimator, parameters),
            data: sides,
            ...(later === undefined || later.rows === 0 ? {} : { validation: later }),
          });
        return modelOf(runner.parts(), 'finished');
      },
      (parts) => modelOf(parts, 'cancelled'),
    );
  },
  predict(model: Model, data: LearningData): Float64Array {
    checkForModel(model, data);
    const state = model.state as NeutralThenSideState;
    const { short, long, flat } = state;
    const neutral = logistic.predict(partModel(state, 'neutral')!, data);
    const side = partModel(state, 'side');
    // Stopped before the second question, or never a side in training: even chances.
    const sides = side === undefined ? null : byId(side.estimator).predict(side, data);
    const out = new Float64Array(data.rows * 3);
    for (let i = 0; i < data.rows; i++) {
      const chance = asSeen(neutral[2 * i + 1]!, state.flatShare);
      out[3 * i + flat] = chance;
      out[3 * i + short] = (1 - chance) * (sides?.[2 * i] ?? 0.5);
      out[3 * i + long] = (1 - chance) * (sides?.[2 * i + 1] ?? 0.5);
    }
    return out;
  },
  importance: (model, kind) =>
    meanImportance((model.state as NeutralThenSideState).parts, byId, model.names.length, kind),
};

function classesOf(classes: readonly string[]): { short: number; long: number; flat: number } {
  const task = classes.length === 3 ? taskOf(null, classes) : null;
  const flat = task === null ? null : flatClassOf(task);
  if (task?.kind !== 'two-sided' || flat === null)
    throw new RangeError(
      `${ID} needs three classes, two sides and one between, such as down, flat, up; the data has ${classes.join(', ')}`,
    );
  return { short: task.short, long: task.long, flat };
}

function shareOf({ rows, target, weight }: LabelledData, wanted: number): number {
  let [own, all] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const w = weight?.[i] ?? 1;
    all += w;
    if (target[i] === wanted) own += w;
  }
  return own / all;
}

/** Balanced classes see a world where both are as frequent; the true odds are those times the odds in training (Saerens et al. 2002). */
export function asSeen(balanced: number, share: number): number {
  if (share === 0) return UNSEEN;
  if (share === 1) return 1 - UNSEEN;
  const own = balanced * share;
  return own / (own + (1 - balanced) * (1 - share));
}
