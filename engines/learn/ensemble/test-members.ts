// Members for the tests of ensembles: one that writes down what it was taught and asked, and one that knows by heart every row it was
// taught. Feature 0 of the tables is each row's own number.

import type { Estimator, LabelledData, LearningData, Model } from '../contract.ts';
import type { MemberFamily } from './members.ts';

export interface Asked {
  readonly taught: readonly number[];
  readonly asked: readonly number[];
}

const idsOf = (data: LearningData): number[] => [...data.columns[0]!];

function plain(id: string, fit: Estimator['fit'], predict: Estimator['predict']): MemberFamily {
  const estimator: Estimator = {
    id,
    version: 1,
    title: id,
    help: 'A member of the tests.',
    parameters: [],
    tasks: ['binary', 'multiclass', 'regression'],
    acceptsMissing: true,
    fit,
    predict,
  };
  return { name: id, label: id, chosen: true, estimatorFor: () => estimator };
}

const modelOf = (id: string, data: LabelledData, state: unknown): Model => ({
  estimator: id,
  version: 1,
  names: data.names,
  classes: data.classes,
  parameters: {},
  state,
});

/** Notes into `log` every time it is asked, with the rows it had been taught. */
export function spy(log: Asked[]): MemberFamily {
  return plain(
    'spy',
    (data) => modelOf('spy', data, { taught: idsOf(data) }),
    (model, data) => {
      log.push({ taught: (model.state as { taught: number[] }).taught, asked: idsOf(data) });
      return new Float64Array(data.rows * Math.max(1, model.classes.length)).fill(0.5);
    },
  );
}

/** Certain of every row it was taught, without an opinion on any other. */
export const byHeart: MemberFamily = plain(
  'by-heart',
  (data) => modelOf('by-heart', data, { known: idsOf(data).map((id, i) => [id, data.target[i]!]) }),
  (model, data) => {
    const known = new Map((model.state as { known: [number, number][] }).known);
    return Float64Array.from(
      idsOf(data).flatMap((id) => {
        const target = known.get(id);
        return target === undefined ? [0.5, 0.5] : [target === 0 ? 0.99 : 0.01, target === 1 ? 0.99 : 0.01];
      }),
    );
  },
);
