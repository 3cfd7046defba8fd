// Every knob of AVWAP v11 with its default. Names, ranges and help feed the form, the CLI, presets and the run record.
// Defaults are the published ones (AVWAP v11 as published) except where the published value flatters the result; those are
// `evidence_window`, `scan_order`, `min_history_bars` and `avwap_dist_atr_max`, and `PUBLISHED_PARAMETERS` restores them.

import type { Parameter, ParameterValues } from '../../parameters/parameters.ts';
import { general, times } from './scan-parameters.ts';
import { impulse, indicators, trend } from './signal-parameters.ts';
import { avwap, exits, setups } from './trade-parameters.ts';

export const AVWAP_V11_PARAMETERS: readonly Parameter[] = [
  ...general,
  ...times,
  ...impulse,
  ...trend,
  ...avwap,
  ...setups,
  ...exits,
  ...indicators,
];

/** The values that reproduce the signals of the published runner: every one of them flatters or lets data faults through. */
export const PUBLISHED_PARAMETERS: ParameterValues = {
  evidence_window: 'published',
  scan_order: 'published',
  min_bars_left_after_entry: 0,
  min_history_bars: 0,
  avwap_dist_atr_max: 1_000_000,
};
