// What acting on one prediction of a bundle means: the policy's decision with its reasons, or the threshold. Called by serving.ts. The same
// code that decided the test rows; only the tuner, where it is asked for, is a matter of serving alone.

import { NEW_TUNER, tunedBy, tunerOffset } from '../../../../engines/learn/policy/confidence-tuner.ts';
import type { Decision } from '../../../../engines/learn/policy/decide.ts';
import { createRowDecider, featuresOfDecision } from '../../../../engines/learn/policy/decision-model.ts';
import { actingOn } from '../../../../engines/learn/task.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { StoredModel } from '../steps/contract.ts';

export interface ActedRow {
  /** The row's own side, where the label left it to the row. */
  readonly side?: 1 | -1;
  /** In the bundle's order, NaN missing: what the gates read. */
  readonly values?: Float32Array;
  /** Predicted returns are measured against those of their own instrument before. */
  readonly instrument?: string;
}

export interface Acted {
  /** Acted on where `acts`; else the side the model leans to. */
  readonly side: 1 | -1;
  readonly confidence: number;
  /** By the policy; without one, the confidence reaches the bundle's threshold, and never without that either. */
  readonly acts: boolean;
  /** Size of the trade: 1 where nothing scales it, 0 where nothing is done. */
  readonly multiplier: number;
  /** With every reason; absent where the threshold decides. */
  readonly decision?: Decision;
  /** Chance that the call is right, and that neither side comes true; NaN where nobody says. */
  readonly quality?: number;
  readonly neutral?: number;
}

export interface Actor {
  act(prediction: Float64Array, row?: 1 | -1 | ActedRow): Acted;
  learn(right: boolean): void;
}

export function createActor(stored: StoredModel, tuned: boolean): Actor {
  const { task, threshold, inputs, decision: model } = stored;
  const decider = model === undefined ? null : createRowDecider(model, task);
  const read = model === undefined ? [] : featuresOfDecision(model);
  const places = read.map((name) => inputs.indexOf(name));
  const streams = new Map<string, number>();
  let tuner = NEW_TUNER;

  function valuesOf(values: Float32Array | undefined): readonly Float32Array[] {
    if (read.length > 0 && values?.length !== inputs.length)
      throw new AppError(
        'REFUSED',
        `The decision policy of ${stored.family} reads ${read.slice(0, 5).join(', ')}${read.length > 5 ? ' and others' : ''}, and the row came with ${values?.length ?? 0} of ${inputs.length} features. Nothing was decided; give the row's features in the bundle's order.`,
      );
    return places.map((at) => Float32Array.of(values![at]!));
  }

  function streamOf(instrument: string): number {
    const known = streams.get(instrument) ?? streams.size;
    streams.set(instrument, known);
    return known;
  }

  return {
    act(prediction, given) {
      const row: ActedRow = typeof given === 'number' ? { side: given } : (given ?? {});
      const own = row.side === undefined ? undefined : Int8Array.of(row.side);
      const acting = actingOn(task, prediction, 1, own);
      const leaning = acting.side[0] === -1 ? -1 : 1;
      const confidence = acting.confidence[0]!;
      if (decider === null) {
        const acts = threshold !== null && confidence >= threshold;
        return { side: leaning, confidence, acts, multiplier: Number(acts) };
      }
      const [{ inputs: seen, decision }] = decider.decide(
        { rows: 1, names: read, columns: valuesOf(row.values) },
        prediction,
        {
          ...(own && { side: own }),
          stream: [streamOf(row.instrument ?? '')],
          ...(tuned && { offset: tunerOffset(tuner) }),
        },
      ) as [ReturnType<typeof decider.decide>[number]];
      const side = decision.side === 0 ? leaning : decision.side;
      return {
        side,
        confidence: task.kind === 'two-sided' ? prediction[side === 1 ? task.long : task.short]! : confidence,
        acts: decision.side !== 0,
        multiplier: decision.multiplier,
        decision,
        quality: seen.quality ?? Number.NaN,
        neutral: seen.neutral ?? Number.NaN,
      };
    },
    learn(right) {
      tuner = tunedBy(tuner, right);
    },
  };
}
