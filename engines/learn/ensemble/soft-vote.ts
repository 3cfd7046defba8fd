// Several families vote with equal weights: the mean of their probabilities, or of their numbers. An estimator of the contract.

import { checkForModel } from '../check-data.ts';
import type { Estimator, FitContext, LabelledData, LearningData, Model } from '../contract.ts';
import { blendMean } from './blend.ts';
import { checkedFit, meanImportance } from './checked.ts';
import {
  chosenMembers,
  MEMBER_FAMILIES,
  type MemberFamily,
  memberParameters,
  memberSwitches,
  TREE_SETTINGS,
} from './members.ts';
import { createPartRunner } from './part-runner.ts';
import type { Part, SoftVoteState } from './state.ts';

const ID = 'soft-vote';
const VERSION = 1;

/** A vote over these families. */
export function createSoftVote(families: readonly MemberFamily[]): Estimator {
  const declared = [...memberSwitches(families), ...TREE_SETTINGS];
  const byId = (id: string): Estimator => memberById(families, id);
  return {
    id: ID,
    version: VERSION,
    title: 'Vote of its own members',
    help: 'The mean of several families it trains itself, equal weights: rarely best, seldom far from it. What members disagree on is pulled to the middle.',
    parameters: declared,
    tasks: ['binary', 'multiclass', 'regression'],
    acceptsMissing: true,
    fit(data: LabelledData, given, context: FitContext): Model {
      const parameters = checkedFit(ID, VERSION, declared, data, given, context, false);
      const members = chosenMembers(families, parameters);
      const modelOf = (parts: readonly Part[], stopped: SoftVoteState['stopped']): Model => ({
        estimator: ID,
        version: VERSION,
        names: data.names,
        classes: data.classes,
        parameters,
        state: { kind: 'soft-vote', parts, seed: context.seed, stopped } satisfies SoftVoteState,
      });
      const runner = createPartRunner(context, parameters, members.length, (parts) =>
        modelOf(parts, 'running'),
      );
      return runner.run(
        () => {
          for (const member of members) {
            const estimator = member.estimatorFor(data.classes.length);
            runner.fit({
              key: `member/${estimator.id}`,
              estimator,
              parameters: memberParameters(estimator, parameters),
              data,
              ...(context.validation === undefined ? {} : { validation: context.validation }),
            });
          }
          return modelOf(runner.parts(), 'finished');
        },
        (parts) => modelOf(parts, 'cancelled'),
      );
    },
    predict(model: Model, data: LearningData): Float64Array {
      checkForModel(model, data);
      const { parts } = model.state as SoftVoteState;
      const predictions = parts.map((part) => byId(part.model.estimator).predict(part.model, data));
      return blendMean(predictions, data.rows, Math.max(1, model.classes.length));
    },
    importance: (model, kind) =>
      meanImportance((model.state as SoftVoteState).parts, byId, model.names.length, kind),
  };
}

export function memberById(families: readonly MemberFamily[], id: string): Estimator {
  for (const family of families)
    for (const classes of [2, 0])
      if (family.estimatorFor(classes).id === id) return family.estimatorFor(classes);
  throw new RangeError(`the ensemble holds a model of ${id}, which is not one of its families`);
}

export const softVote: Estimator = createSoftVote(MEMBER_FAMILIES);
