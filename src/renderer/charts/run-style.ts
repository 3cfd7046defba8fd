// How a run is drawn beside others: hue and dash by its place in the comparison, the same on every chart of the page.
// Never colour alone: dashes differ too, and line ends carry the run's letter.

import type { ChartTokens } from './tokens.ts';

export interface RunStyle {
  readonly colour: string;
  /** Dash lengths in pixels; solid for the first. */
  readonly dash: 'solid' | readonly number[];
  /** `A` … `H`: the run's name at line ends and in tables. */
  readonly letter: string;
}

const DASHES: readonly RunStyle['dash'][] = [
  'solid',
  [6, 3],
  [2, 3],
  [8, 3, 2, 3],
  [12, 4],
  [4, 2, 1, 2],
  [10, 3, 2, 3, 2, 3],
  [1, 3],
];

/** `index` 0…7; beyond eight the styles repeat. */
export function runStyle(tokens: Pick<ChartTokens, 'runs'>, index: number): RunStyle {
  const place = index % DASHES.length;
  return {
    colour: tokens.runs[place] ?? '#888888',
    dash: DASHES[place] ?? 'solid',
    letter: String.fromCharCode(65 + place),
  };
}
