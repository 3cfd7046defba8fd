// The kinds of labels for a form: title, what they answer, parameters and presets. Called by the label service. Plain data; the
// formulas are the engines'.

import { labelFrom } from '../../../engines/labels/check.ts';
import { labelParameters } from '../../../engines/labels/parameters.ts';
import { isCandidateLabel, LABEL_KINDS, type LabelKind } from '../../../engines/labels/spec.ts';
import { LABEL_TEXTS } from '../../../engines/labels/words.ts';
import type { LabelKindInfo } from '../../contracts/labels.ts';

interface Preset {
  readonly title: string;
  readonly values: Readonly<Record<string, number | string>>;
}

const PRESETS: Readonly<Record<LabelKind, readonly Preset[]>> = {
  'triple-barrier': [
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
  'tp-sl-window': [{ title: 'Scalper: 0.15 % against 0.08 %, 2 minutes', values: {} }],
  'setup-conditional': [{ title: '10 bars, half an ATR', values: {} }],
  'volatility-direction': [{ title: 'One volatility on both sides, 15 bars', values: {} }],
  'next-return': [
    { title: 'Up or down over the next bar', values: {} },
    {
      title: 'Log return over 6 bars',
      values: { answer: 'magnitude', measure: 'log', 'horizon.length': 6 },
    },
  ],
  'strategy-exits': [
    { title: 'Won after charges', values: {} },
    { title: 'At least half the risk', values: { criterion: 'r-multiple', minimumR: 0.5 } },
  ],
  'meta-barrier': [{ title: 'Within 60 minutes', values: {} }],
};

export function labelKinds(): readonly LabelKindInfo[] {
  return LABEL_KINDS.map((kind) => {
    return {
      kind,
      ...LABEL_TEXTS[kind],
      rows: isCandidateLabel(labelFrom(kind, {})) ? 'trades' : 'bars',
      parameters: labelParameters(kind),
      presets: PRESETS[kind].map((preset) => ({ title: preset.title, spec: labelFrom(kind, preset.values) })),
    };
  });
}
