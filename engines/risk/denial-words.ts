// Why an entry was refused, in words: for screens, reports and texts that name reasons.

import type { DenialReason } from './limits.ts';

export const DENIAL_WORDS: Readonly<Record<DenialReason, string>> = {
  'after-last-entry': 'After the last entry time',
  'already-in-position': 'Already in a position on this side',
  'opposite-position': 'The other side was open',
  'daily-loss-stop': 'Daily loss stop reached',
  'max-trades-per-day': 'Trades of the day used up',
  'max-trades-per-instrument': 'Trades of the instrument used up',
  'max-trades-per-side': 'Trades of this side used up',
  'max-open-positions': 'Too many open positions',
  'not-in-top-n': 'Top N of the day already taken',
  'below-score-quantile': 'Score below earlier days’ top N',
  'hindsight-top-n': 'Not among the day’s best, known afterwards',
  'below-one-lot': 'Capital for less than one share or lot',
  'insufficient-margin': 'Not enough free margin',
  'no-volume': 'No volume traded',
  'no-later-bar': 'No later bar to fill on',
  'signal-withdrawn': 'Signal withdrawn',
};
