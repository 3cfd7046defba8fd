// The parameters of every kind of label: name, range, default and help, declared once. Forms, the CLI and `check.ts` read them.
// A name is the path in the spec (`target.fraction`); the shape is that of a strategy's parameters, plus when it applies.

import type { ChoiceParameter, NumberParameter } from '../parameters/parameters.ts';
import {
  DISTANCE_KINDS,
  ENTRIES,
  HORIZON_UNITS,
  LABEL_SIDES,
  type LabelKind,
  RETURN_ANSWERS,
  RETURN_MEASURES,
  SESSION_ENDS,
  TIMEOUTS,
  TRADE_CRITERIA,
} from './spec.ts';

/** A label asks for numbers and choices; `when` says under which choice the spec may hold the parameter. */
export type LabelParameter = NumberParameter | ChoiceParameter;

function choices(values: readonly string[], labels: readonly string[]): ChoiceParameter['choices'] {
  return values.map((value, i) => ({ value, label: labels[i]! }));
}

function distance(
  name: 'target' | 'stop',
  label: string,
  fraction: number,
  multiple: number,
): LabelParameter[] {
  const scaled = { name: `${name}.by`, is: ['atr', 'volatility'] };
  return [
    {
      name: `${name}.by`,
      label: `${label} measured by`,
      group: label,
      type: 'choice',
      default: 'fixed',
      choices: choices(DISTANCE_KINDS, ['a fixed percentage', 'average true range', 'volatility']),
      help: `How far the ${name} lies from the entry. Scaled distances are fixed at the decision.`,
    },
    {
      name: `${name}.fraction`,
      label: 'Distance',
      group: label,
      type: 'number',
      default: fraction,
      min: 0.0001,
      max: 0.5,
      step: 0.0005,
      unit: 'fraction',
      help: `Distance of the ${name} from the entry price.`,
      when: { name: `${name}.by`, is: ['fixed'] },
    },
    {
      name: `${name}.multiple`,
      label: 'Multiple',
      group: label,
      type: 'number',
      default: multiple,
      min: 0.05,
      max: 50,
      step: 0.1,
      unit: '×',
      help: 'How many average true ranges, or standard deviations of a bar’s return.',
      when: scaled,
    },
    {
      name: `${name}.period`,
      label: 'ATR period',
      group: label,
      type: 'integer',
      default: 14,
      min: 2,
      max: 500,
      unit: 'bars',
      help: 'True ranges averaged (Wilder), ending at the decision bar.',
      when: { name: `${name}.by`, is: ['atr'] },
    },
    {
      name: `${name}.returns`,
      label: 'Returns',
      group: label,
      type: 'integer',
      default: 60,
      min: 2,
      max: 1000,
      unit: 'bars',
      help: 'Bar-to-bar returns inside sessions whose standard deviation is taken; nights give none.',
      when: { name: `${name}.by`, is: ['volatility'] },
    },
    {
      name: `${name}.floor`,
      label: 'Least volatility',
      group: label,
      type: 'number',
      default: 0.0005,
      min: 0,
      max: 0.1,
      step: 0.0001,
      unit: 'fraction',
      help: 'The standard deviation is taken as at least this, before it is multiplied.',
      when: { name: `${name}.by`, is: ['volatility'] },
    },
  ];
}

function horizon(unit: string, length: number): LabelParameter[] {
  return [
    {
      name: 'horizon.unit',
      label: 'Window in',
      group: 'Window',
      type: 'choice',
      default: unit,
      choices: choices(HORIZON_UNITS, ['decision bars', 'minutes of trading']),
      help: 'Bars count scheduled decision bars; minutes must be a whole number of the bars the outcome is read from.',
    },
    {
      name: 'horizon.length',
      label: 'Window length',
      group: 'Window',
      type: 'integer',
      default: length,
      min: 1,
      max: 2000,
      help: 'How long the outcome may take.',
    },
  ];
}

const ENTRY: LabelParameter = {
  name: 'entry',
  label: 'Entry',
  group: 'Window',
  type: 'choice',
  default: 'next-open',
  choices: choices(ENTRIES, ['open of the next bar', 'close of the decision bar']),
  help: 'The next open is the first price that can be had. The decision bar’s close flatters: it is known only when it is gone.',
};

const SESSION_END: LabelParameter = {
  name: 'sessionEnd',
  label: 'Window past the session',
  group: 'Window',
  type: 'choice',
  default: 'drop',
  choices: choices(SESSION_ENDS, ['drop the row', 'exit at the session’s close']),
  help: 'No window crosses a session: the row is dropped and counted, or closed out as an intraday position is.',
};

function number(
  name: string,
  label: string,
  [standard, min, max]: readonly [number, number, number],
  unit: string,
  help: string,
  type: 'number' | 'integer' = 'number',
): NumberParameter {
  return { name, label, group: 'Label', type, default: standard, min, max, unit, help };
}

const PARAMETERS: Readonly<Record<LabelKind, readonly LabelParameter[]>> = {
  'triple-barrier': [
    {
      name: 'side',
      label: 'Side',
      group: 'Label',
      type: 'choice',
      default: 'long',
      choices: choices(LABEL_SIDES, ['long', 'short', 'direction (up, none, down)']),
      help: 'Whose outcome is asked. Direction has no position: the target distance lies above, the stop distance below.',
    },
    ...distance('target', 'Target', 0.0075, 2),
    ...distance('stop', 'Stop', 0.005, 1),
    ...horizon('bars', 12),
    ENTRY,
    SESSION_END,
    {
      name: 'timeout',
      label: 'Neither touched',
      group: 'Label',
      type: 'choice',
      default: 'lose',
      choices: choices(TIMEOUTS, ['counts as lost', 'is a class of its own']),
      help: 'What a window is called that ends without touching target or stop.',
      when: { name: 'side', is: ['long', 'short'] },
    },
  ],
  'tp-sl-window': [
    number('target', 'Target', [0.0015, 0.0001, 0.1], 'fraction', 'Move in favour that wins.'),
    number(
      'stop',
      'Stop',
      [0.0008, 0.0001, 0.1],
      'fraction',
      'Move against that loses; it wins a bar that touches both.',
    ),
    ...horizon('minutes', 2),
    ENTRY,
  ],
  'volatility-direction': [
    number('targetMultiple', 'Target', [1, 0.05, 50], '× volatility', 'Move in favour that wins.'),
    number('stopMultiple', 'Stop', [1, 0.05, 50], '× volatility', 'Move against that loses.'),
    number(
      'returns',
      'Returns',
      [60, 2, 1000],
      'bars',
      'Bar-to-bar returns inside sessions whose standard deviation is taken.',
      'integer',
    ),
    number(
      'floor',
      'Least volatility',
      [0.0005, 0, 0.1],
      'fraction',
      'The standard deviation is taken as at least this, before it is multiplied.',
    ),
    ...horizon('bars', 15),
    ENTRY,
  ],
  'setup-conditional': [
    number(
      'minimumImbalance',
      'Least imbalance',
      [0.04, 0, 1],
      'ratio',
      'Order imbalance needed in the direction of the setup.',
    ),
    number('floor', 'Least move', [0.0005, 0, 0.1], 'fraction', 'A smaller return is FLAT.'),
    number(
      'atrMultiple',
      'Least move in ATR',
      [0.5, 0, 20],
      '× ATR',
      'A return smaller than this many average true ranges is FLAT.',
    ),
    number(
      'atrPeriod',
      'ATR period',
      [14, 2, 500],
      'bars',
      'True ranges averaged (Wilder), ending at the decision bar.',
      'integer',
    ),
    ...horizon('bars', 10),
    ENTRY,
  ],
  'next-return': [
    {
      name: 'answer',
      label: 'Answer',
      group: 'Label',
      type: 'choice',
      default: 'sign',
      choices: choices(RETURN_ANSWERS, ['up or down', 'the return itself']),
      help: 'A class to classify, or a number to regress on.',
    },
    {
      name: 'measure',
      label: 'Return',
      group: 'Label',
      type: 'choice',
      default: 'simple',
      choices: choices(RETURN_MEASURES, ['simple', 'logarithmic']),
      help: 'Simple returns are what a position earns; logarithmic ones add up over time.',
    },
    ...horizon('bars', 1),
    ENTRY,
  ],
  'strategy-exits': [
    {
      name: 'criterion',
      label: 'A trade wins by',
      group: 'Label',
      type: 'choice',
      default: 'net-profit',
      choices: choices(TRADE_CRITERIA, ['net profit', 'multiple of the risk']),
      help: 'Net of the charges in force on the trade’s day.',
    },
    {
      ...number(
        'minimumR',
        'Least multiple',
        [0.05, -5, 50],
        'R',
        'Net profit over the rupees between entry and stop that counts as a win.',
      ),
      when: { name: 'criterion', is: ['r-multiple'] },
    },
  ],
  'meta-barrier': [...horizon('minutes', 60), SESSION_END],
};

/** In the order a form shows them. */
export function labelParameters(kind: LabelKind): readonly LabelParameter[] {
  return PARAMETERS[kind];
}
