// The kinds of labels for a form: title, what they answer, parameters and presets. Called by the label service. Plain data; the
// formulas are the engines'.

import { labelFrom } from '../../../engines/labels/check.ts';
import { labelParameters } from '../../../engines/labels/parameters.ts';
import { isCandidateLabel, LABEL_KINDS, type LabelKind } from '../../../engines/labels/spec.ts';
import type { LabelKindInfo } from '../../contracts/labels.ts';

interface KindWords {
  readonly title: string;
  readonly help: string;
  readonly presets: readonly {
    readonly title: string;
    readonly values: Readonly<Record<string, number | string>>;
  }[];
}

const WORDS: Readonly<Record<LabelKind, KindWords>> = {
  'triple-barrier': {
    title: 'Triple barrier',
    help: 'Does the price reach the target before the stop, within the window? A bar that touches both counts as lost unless finer bars tell; no window crosses a session.',
    presets: [
      { title: 'Long, 0.75 % against 0.50 %, 12 bars', values: {} },
      { title: 'Short, 0.75 % against 0.50 %, 12 bars', values: { side: 'short' } },
      {
        title: 'Direction, 1 ATR on both sides, 12 bars',
        values: {
          side: 'direction',
          'target.by': 'atr',
          'target.multiple': 1,
          'stop.by': 'atr',
          'stop.multiple': 1,
        },
      },
    ],
  },
  'tp-sl-window': {
    title: 'Target and stop within a window',
    help: 'BUY where a long would have reached its target before its stop and a short would not, SELL the other way round, else FLAT.',
    presets: [{ title: 'Scalper: 0.15 % against 0.08 %, 2 minutes', values: {} }],
  },
  'setup-conditional': {
    title: 'Direction after a setup',
    help: 'Only where exactly one setup stands and flow agrees with it: BUY or SELL where the price has left a dead band at the end of the window, else FLAT.',
    presets: [{ title: '10 bars, half an ATR', values: {} }],
  },
  'volatility-direction': {
    title: 'Direction in volatilities',
    help: 'BUY, SELL or HOLD by barriers that widen and narrow with the volatility of the last returns.',
    presets: [{ title: 'One volatility on both sides, 15 bars', values: {} }],
  },
  'next-return': {
    title: 'Return over the next bars',
    help: 'The return from the entry to the end of the window, as a direction or as a number to regress on.',
    presets: [
      { title: 'Up or down over the next bar', values: {} },
      {
        title: 'Log return over 6 bars',
        values: { answer: 'magnitude', measure: 'log', 'horizon.length': 6 },
      },
    ],
  },
  'strategy-exits': {
    title: 'Trades of a run, as they ended',
    help: 'One row per trade of a run: did it win, net of the charges of its day? The outcome is the run’s own.',
    presets: [
      { title: 'Won after charges', values: {} },
      { title: 'At least half the risk', values: { criterion: 'r-multiple', minimumR: 0.5 } },
    ],
  },
  'meta-barrier': {
    title: 'Trades of a run, against their first levels',
    help: 'One row per trade of a run: was its first target reached before its first stop within the window, whatever the strategy did later?',
    presets: [{ title: 'Within 60 minutes', values: {} }],
  },
};

export function labelKinds(): readonly LabelKindInfo[] {
  return LABEL_KINDS.map((kind) => {
    const { title, help, presets } = WORDS[kind];
    return {
      kind,
      title,
      help,
      rows: isCandidateLabel(labelFrom(kind, {})) ? 'trades' : 'bars',
      parameters: labelParameters(kind),
      presets: presets.map((preset) => ({ title: preset.title, spec: labelFrom(kind, preset.values) })),
    };
  });
}
