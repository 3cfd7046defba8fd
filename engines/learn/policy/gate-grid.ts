// What the gates of margin and quality would have let through: coverage and hit rate over a grid of both. Called by evaluation of
// recorded or out-of-fold predictions. The more cells are looked at, the better the best of them looks: show the grid, not its maximum.

import type { ParameterValues } from '../../parameters/parameters.ts';
import { createDecider, type DecisionPolicy } from './decide.ts';
import { OFFLINE_POLICY } from './policies.ts';

export interface GridRows {
  /** Chance to buy; the chance to sell is the rest where `sell` is absent. NaN: the model says nothing. */
  readonly buy: Float64Array;
  readonly sell?: Float64Array;
  /** Chance that the call is right; NaN where not known. */
  readonly quality: Float64Array;
  /** What came true: +1 buy, −1 sell, 0 neither. */
  readonly outcome: Int8Array;
  /** What buying and selling would have earned after charges; NaN: not known. */
  readonly worth?: { readonly buy: Float64Array; readonly sell: Float64Array };
}

export interface GridCell {
  readonly margin: number;
  readonly quality: number;
  /** Rows let through, and their share of all rows. */
  readonly acted: number;
  readonly coverage: number;
  /** Share of those that were right; neither side coming true is not right. NaN where none was let through. */
  readonly hitRate: number;
  /** Sum of what they earned; NaN where nobody knows what rows are worth. */
  readonly net: number;
}

/** The published grid. */
export const GRID_MARGINS: readonly number[] = [0.08, 0.1, 0.12, 0.14, 0.16, 0.18, 0.2];
export const GRID_QUALITIES: readonly number[] = [0.5, 0.55, 0.6];

export function gateGrid(
  rows: GridRows,
  margins: readonly number[] = GRID_MARGINS,
  qualities: readonly number[] = GRID_QUALITIES,
): GridCell[] {
  const { buy, sell, quality, outcome, worth } = rows;
  const columns = {
    sell: sell ?? buy,
    quality,
    outcome,
    ...(worth && { bought: worth.buy, sold: worth.sell }),
  };
  for (const [name, own] of Object.entries(columns))
    if (own.length !== buy.length)
      throw new RangeError(`${name} has ${own.length} values for ${buy.length} chances to buy`);
  return margins.flatMap((margin) =>
    qualities.map((least) => {
      const decider = createDecider(policyAt(margin, least));
      let [acted, hits, net] = [0, 0, worth === undefined ? Number.NaN : 0];
      for (let i = 0; i < buy.length; i++) {
        const { side } = decider({
          buy: buy[i]!,
          sell: sell === undefined ? 1 - buy[i]! : sell[i]!,
          quality: quality[i]!,
        });
        if (side === 0) continue;
        acted++;
        if (side === outcome[i]) hits++;
        const earned = (side > 0 ? worth?.buy : worth?.sell)?.[i] ?? Number.NaN;
        // A row whose worth nobody knows counts nothing, as everywhere else.
        if (worth !== undefined && !Number.isNaN(earned)) net += earned;
      }
      return { margin, quality: least, acted, coverage: acted / buy.length, hitRate: hits / acted, net };
    }),
  );
}

const SETTINGS: Readonly<Record<string, (margin: number, quality: number) => ParameterValues>> = {
  margin: (base) => ({ base }),
  quality: (_margin, minimum) => ({ minimum }),
};

function policyAt(margin: number, quality: number): DecisionPolicy {
  const gates = OFFLINE_POLICY.gates.map(({ gate, values }) => ({
    gate,
    values: { ...values, ...SETTINGS[gate]?.(margin, quality) },
  }));
  return { ...OFFLINE_POLICY, gates };
}
