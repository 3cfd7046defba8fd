// The session in slices of equal length, numbered from its open: a step function of the clock that a tree splits in one go.

import { SESSION_CLOCK } from '../../indicators/session-clock.ts';
import type { FeatureTemplate } from '../definition.ts';
import { rowFeature } from '../row-feature.ts';

const MINUTES_GONE = 0;

export const SESSION_BUCKETS: readonly FeatureTemplate[] = [
  rowFeature({
    id: 'session_bucket',
    version: 1,
    title: 'Slice of the session',
    help: 'Number of the slice of `minutes` since the scheduled open in which the bar ended, from 0: a bar that closes on the border belongs to the slice before it. Counted from the open, so that sessions of other hours compare.',
    family: 'session',
    unit: 'slices',
    range: { min: 0, max: 1440 },
    parameters: [{ name: 'minutes', default: 30, min: 1, max: 720, help: 'Length of a slice.' }],
    indicators: () => [{ definition: SESSION_CLOCK }],
    lookback: 0,
    compute: (row, { minutes }) => Math.max(0, Math.ceil(row.value(0, MINUTES_GONE, 0) / minutes!) - 1),
  }),
];
