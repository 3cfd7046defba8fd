// What the decision policy of a candidate made of its test rows: how often each gate decided, and what other margins and qualities would
// have let through. Called by the evaluation of a family.

import type { DecisionPolicy } from '../../../../engines/learn/policy/decide.ts';
import { type DecisionColumns, NO_GATE } from '../../../../engines/learn/policy/decision-model.ts';
import { type GridCell, gateGrid } from '../../../../engines/learn/policy/gate-grid.ts';
import { worthOfSide } from '../../../../engines/learn/task.ts';
import type { DecisionsView, GateCount } from '../../../contracts/training-results.ts';
import type { FamilyFits } from './contract.ts';
import type { ScoredRows } from './scored-rows.ts';

/** Null where the threshold decides. */
export function decisionsView(
  policy: DecisionPolicy | null,
  scored: ScoredRows,
  { segments }: Pick<FamilyFits, 'segments'>,
): DecisionsView | null {
  const { decisions } = scored;
  if (policy === null || decisions === undefined) return null;
  const sides = (wanted: number) => decisions.side.reduce((sum, side) => sum + Number(side === wanted), 0);
  const [buys, sells] = [sides(1), sides(-1)];
  let [net, hits, known] = [0, 0, 0];
  let sizes = 0;
  decisions.side.forEach((side, place) => {
    if (side === 0) return;
    sizes += decisions.multiplier[place]!;
    const earned = scored.worth[place]! - scored.cost[place]!;
    if (Number.isNaN(earned)) return;
    known++;
    net += earned;
    if (earned > 0) hits++;
  });
  return {
    policy,
    rows: scored.count,
    buys,
    sells,
    net,
    hitRate: known > 0 ? hits / known : Number.NaN,
    meanMultiplier: buys + sells > 0 ? sizes / (buys + sells) : Number.NaN,
    gates: gateCounts(policy, decisions),
    grid: gridOf(scored, decisions),
    learned: segments.flatMap(({ segment, output }) =>
      output.decision === undefined ? [] : [{ segment, words: output.decision.words }],
    ),
  };
}

function gateCounts({ gates }: DecisionPolicy, { gate, side }: DecisionColumns): GateCount[] {
  const flat = new Int32Array(NO_GATE + 1);
  const acted = new Int32Array(NO_GATE + 1);
  gate.forEach((place, row) => {
    const counts = side[row] === 0 ? flat : acted;
    counts[place] = counts[place]! + 1;
  });
  return [
    ...gates.map((own, place) => ({ gate: own.gate, flat: flat[place]!, acted: acted[place]! })),
    { gate: 'end', flat: flat[NO_GATE]!, acted: acted[NO_GATE]! },
  ];
}

function gridOf(scored: ScoredRows, { quality }: DecisionColumns): readonly GridCell[] | null {
  const { task, probability, width, count, label, value, cost, target } = scored;
  if (task.kind !== 'two-sided' || quality.every(Number.isNaN)) return null;
  const chance = (of: number) =>
    Float64Array.from({ length: count }, (_, row) => probability[row * width + of]!);
  const worth = (side: 1 | -1) =>
    worthOfSide(task, label, value, new Int8Array(count).fill(side)).map((own, row) => own - cost[row]!);
  return gateGrid({
    buy: chance(task.long),
    sell: chance(task.short),
    quality,
    outcome: target,
    worth: { buy: worth(1), sell: worth(-1) },
  });
}
