// A strategy whose entries a model has to allow: everything else stays its own. Called by training for the money of models that judge
// the trades of a run. An entry the model was never asked about is not made: nothing is traded without an answer.

import { type EnterIntent, type Intent, NO_INTENTS, type Strategy } from '../contract.ts';
import {
  alongBars,
  checkDecisions,
  type DecisionTable,
  isActed,
  rowsOfBars,
} from '../ml-signal/decisions.ts';

/** What became of the entries the strategy wanted, over all instruments of a run. */
export interface FilterCounts {
  readonly allowed: number;
  readonly refused: number;
  /** Wanted at times the model has no answer for: outside its test parts, or trades the unfiltered run did not make. */
  readonly unanswered: number;
}

export interface FilteredStrategy extends Strategy {
  counts(): FilterCounts;
}

/**
 * Decisions of one instrument and time may hold both sides; the row of the entry's own side answers it. A row of side 0, whose features
 * never told its side, answers for either.
 */
export function createFilteredStrategy(
  source: Strategy,
  decisions: DecisionTable,
  id: string,
): FilteredStrategy {
  checkDecisions(decisions);
  let allowed = 0;
  let refused = 0;
  let unanswered = 0;
  return {
    ...source,
    id,
    version: `${source.version}+filter1`,
    title: `${source.title}, filtered`,
    summary: `${source.summary} Entries are made only where a model gives them a good enough chance.`,
    counts: () => ({ allowed, refused, unanswered }),

    prepare(input, parameters) {
      const run = source.prepare(input, parameters);
      const rows = decisions.get(input.instrumentId);
      const rowOfBar = rowsOfBars(rows, input);

      function allows(intent: EnterIntent, i: number): boolean {
        let row = rowOfBar[i]!;
        if (rows === undefined || row < 0) {
          unanswered++;
          return false;
        }
        const time = rows.time[row];
        const answers = (k: number) => rows.side[k] === 0 || rows.side[k] === intent.side;
        while (row >= 0 && rows.time[row] === time && !answers(row)) row--;
        if (row < 0 || rows.time[row] !== time) {
          unanswered++;
          return false;
        }
        if (isActed(rows, row)) allowed++;
        else refused++;
        return isActed(rows, row);
      }

      return {
        ...(run.nextBar && { nextBar: (i: number) => run.nextBar!(i) }),
        onBar(i, position): readonly Intent[] {
          const intents = run.onBar(i, position);
          if (intents.length === 0) return NO_INTENTS;
          return intents.filter((intent) => intent.kind !== 'enter' || allows(intent, i));
        },
        plots: () => [
          ...run.plots(),
          { name: 'Chance', pane: 'lower', values: alongBars(rowOfBar, rows?.confidence) },
        ],
      };
    },
  };
}
