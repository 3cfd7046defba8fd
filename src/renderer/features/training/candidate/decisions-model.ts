// What the Decisions tab shows: the gates of a policy with their settings and counts, the grid of margin and quality with the setting in
// use, and the inputs one can try. Pure; the figures come from the report.

import { featuresRead, inputsNeeded } from '../../../../../engines/learn/policy/chosen.ts';
import type { DecisionPolicy } from '../../../../../engines/learn/policy/decide.ts';
import type { GridCell } from '../../../../../engines/learn/policy/gate-grid.ts';
import { gateOf } from '../../../../../engines/learn/policy/gates.ts';
import type { DecisionInputs, NumberInput } from '../../../../../engines/learn/policy/inputs.ts';
import { INPUT_FEATURES } from '../../../../../engines/learn/policy/inputs-from-features.ts';
import type { DecisionsView } from '../../../../contracts/training-results.ts';

export interface GateRow {
  /** From 1; 0 for the end of the chain. */
  readonly place: number;
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly settings: string;
  readonly flat: number;
  readonly acted: number;
  /** Of all rows. */
  readonly flatShare: number;
}

export function gateRows({ policy, gates, rows }: DecisionsView): readonly GateRow[] {
  return gates.flatMap(({ gate: id, flat, acted }, k): GateRow[] => {
    const flatShare = flat / rows;
    const own = policy.gates[k];
    if (own !== undefined) {
      const { title, help } = gateOf(id);
      return [
        {
          place: k + 1,
          id,
          title,
          help,
          settings: settingsWords(own.gate, own.values),
          flat,
          acted,
          flatShare,
        },
      ];
    }
    if (flat === 0) return [];
    const help = 'Rows that passed every gate without any of them choosing a side.';
    return [{ place: 0, id, title: 'Nobody chose a side', help, settings: '', flat, acted, flatShare }];
  });
}

/** The first setting, and those that are not the gate's own defaults. */
export function settingsWords(gate: string, values: DecisionPolicy['gates'][number]['values']): string {
  return gateOf(gate)
    .parameters.filter(({ name, default: usual }, k) => k === 0 || (values[name] ?? usual) !== usual)
    .map(({ name, label, default: usual }) => {
      const value = values[name] ?? usual;
      return `${label.toLowerCase()} ${typeof value === 'boolean' ? (value ? 'on' : 'off') : value}`;
    })
    .join(', ');
}

export const GRID_FIGURES = ['net', 'hitRate', 'coverage'] as const;
export type GridFigure = (typeof GRID_FIGURES)[number];

export interface GridMap {
  readonly margins: readonly number[];
  readonly qualities: readonly number[];
  /** By quality, then by margin. */
  readonly cells: readonly (readonly GridMapCell[])[];
  /** The policy's own margin and quality; null where it has no such gate. */
  readonly inUse: { readonly margin: number | null; readonly quality: number | null };
}

export interface GridMapCell extends GridCell {
  /** Nearest to the setting in use, where both are known. */
  readonly used: boolean;
  /** −1 … 1: the figure over the largest of its size; for rates and coverage 0 … 1. 0 where nothing was let through. */
  readonly tint: number;
}

export function gridMap(view: Pick<DecisionsView, 'grid' | 'policy'>, figure: GridFigure): GridMap | null {
  const { grid, policy } = view;
  if (grid === null || grid.length === 0) return null;
  const margins = [...new Set(grid.map(({ margin }) => margin))].sort((a, b) => a - b);
  const qualities = [...new Set(grid.map(({ quality }) => quality))].sort((a, b) => a - b);
  const inUse = {
    margin: settingOf(policy, 'margin', 'base'),
    quality: settingOf(policy, 'quality', 'minimum'),
  };
  const usedMargin = nearest(margins, inUse.margin);
  const usedQuality = nearest(qualities, inUse.quality);
  const most = Math.max(...grid.map((cell) => Math.abs(cell[figure])).filter(Number.isFinite), 0);
  return {
    margins,
    qualities,
    inUse,
    cells: qualities.map((quality) =>
      margins.map((margin) => {
        const cell = grid.find((one) => one.margin === margin && one.quality === quality)!;
        const value = cell[figure];
        return {
          ...cell,
          used: margin === usedMargin && quality === usedQuality,
          tint: cell.acted > 0 && most > 0 && Number.isFinite(value) ? value / most : 0,
        };
      }),
    ),
  };
}

function settingOf({ gates }: DecisionPolicy, gate: string, name: string): number | null {
  const value = gates.find((one) => one.gate === gate)?.values[name];
  return typeof value === 'number' ? value : null;
}

function nearest(values: readonly number[], wanted: number | null): number | null {
  if (wanted === null) return null;
  return values.reduce((best, value) => (Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best));
}

export interface TriedInput {
  readonly input: NumberInput;
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly start: number;
}

const share = (label: string, start: number) => ({ label, min: 0, max: 1, step: 0.01, start });
const side = (label: string) => ({ label, min: -1, max: 1, step: 1, start: 0 });
const lean = (label: string) => ({ label, min: -1, max: 1, step: 0.05, start: 0 });
const flag = (label: string) => ({ label, min: 0, max: 1, step: 1, start: 0 });

const TRIED: Readonly<Record<NumberInput, Omit<TriedInput, 'input'>>> = {
  buy: share('Chance to buy', 0.48),
  sell: share('Chance to sell', 0.3),
  neutral: share('Neutrality', 0.5),
  quality: share('Quality of the call', 0.57),
  ruleScore: lean('Score of the rules'),
  ruleSide: side('Side of the rules'),
  flowSide: side('Side of order flow'),
  vwapSide: side('Side against VWAP'),
  higherTrend: lean('Higher timeframes'),
  setupBull: flag('Setup to buy'),
  setupBear: flag('Setup to sell'),
  taNeutrality: share('Neutrality of indicators', 0.3),
  proposedSide: { ...side('Side of the trade'), start: 1 },
  winProbability: share('Chance to win', 0.62),
  atrPercentile: share('Rank of volatility', 0.5),
  predictedReturn: { label: 'Predicted return', min: -0.01, max: 0.01, step: 0.0005, start: 0.002 },
  returnConfidence: share('Its size over the largest before', 0.6),
  returnThreshold: { label: 'Size asked for', min: 0, max: 0.01, step: 0.0005, start: 0.001 },
  thresholdOffset: { label: 'Tuned by', min: -0.01, max: 0.01, step: 0.01, start: 0 },
};

/** What the policy asks for and what it counts where it is known, in the order of asking. */
export function triedInputs(policy: DecisionPolicy): readonly TriedInput[] {
  const features = Object.entries(INPUT_FEATURES) as [NumberInput, string][];
  const read = featuresRead(
    policy,
    features.map(([, name]) => name),
  );
  const counted = features.flatMap(([input, name]) => (read.includes(name) ? [input] : []));
  return [...new Set([...inputsNeeded(policy), ...counted])].map((input) => ({ input, ...TRIED[input] }));
}

export function startOf(tried: readonly TriedInput[]): DecisionInputs {
  return Object.fromEntries(tried.map(({ input, start }) => [input, start])) as DecisionInputs;
}

/** With one input changed. The two sides cannot be likelier than certain together: the other gives way. */
export function withInput(inputs: DecisionInputs, input: NumberInput, value: number): DecisionInputs {
  const next = { ...inputs, [input]: value };
  const room = Number((1 - value).toFixed(10));
  if (input === 'buy' && next.sell !== undefined) return { ...next, sell: Math.min(next.sell, room) };
  if (input === 'sell' && next.buy !== undefined) return { ...next, buy: Math.min(next.buy, room) };
  return next;
}
