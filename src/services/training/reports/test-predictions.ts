// `test_predictions.csv` in the layout of the published forecast: stamp, signal, confidence, predicted and actual return. Pure. The last
// column names the instrument, which a table of one instrument did not need.

import { indianStamp } from '../../backtests/index.ts';
import { isActedOn, type ScoredRows } from '../evaluate/scored-rows.ts';
import type { TrainingTable } from '../steps/contract.ts';
import { csvText } from './csv-text.ts';
import { tickerOf } from './report-place.ts';

/** By time. The signal is that of the row's own threshold; a classifier predicts no return, so that cell is blank. */
export function testPredictionsCsv(
  { instruments }: Pick<TrainingTable, 'instruments'>,
  scored: ScoredRows,
): string {
  const places = Array.from({ length: scored.count }, (_, place) => place);
  places.sort((a, b) => scored.time[a]! - scored.time[b]! || a - b);
  return csvText(
    ['timestamp', 'signal', 'confidence', 'predicted_return', 'actual_return', 'ticker'],
    places.map((place) => [
      indianStamp(scored.time[place]!),
      isActedOn(scored, place) ? scored.side[place]! : 0,
      scored.confidence[place]!,
      scored.task.kind === 'number' ? scored.score[place]! : null,
      scored.worth[place]! * scored.side[place]!,
      tickerOf(instruments[scored.instrument[place]!]!),
    ]),
  );
}
