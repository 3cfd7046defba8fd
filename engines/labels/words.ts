// A label in a sentence, and what each kind is for: what designers, reports and the CLI print. Changes nothing about the label.

import type { Distance, Entry, Horizon, LabelKind, LabelSpec, SessionEnd } from './spec.ts';

export interface LabelKindText {
  readonly title: string;
  readonly help: string;
}

export const LABEL_TEXTS: Readonly<Record<LabelKind, LabelKindText>> = {
  'triple-barrier': {
    title: 'Triple barrier',
    help: 'Which comes first: the target, the stop or the end of the window? A bar that touches both has lost. For one side, or as a direction (up, none, down). López de Prado (2018), chapter 3.',
  },
  'tp-sl-window': {
    title: 'Take-profit / stop-loss window',
    help: 'BUY where a long would have reached its target before its stop and a short would not, SELL the other way round, else FLAT.',
  },
  'volatility-direction': {
    title: 'Volatility-scaled direction',
    help: 'BUY, SELL or HOLD as in the take-profit window, with distances in standard deviations of recent returns, so that quiet and wild hours ask for comparable moves.',
  },
  'setup-conditional': {
    title: 'Setup-conditional direction',
    help: 'Only where exactly one setup stands and order flow and VWAP side agree: the direction of the return over the window, FLAT inside a dead band. Rows without a setup are dropped and counted.',
  },
  'next-return': {
    title: 'Next return',
    help: 'The return from the entry to the end of the window, as its sign or as a number to regress on.',
  },
  'strategy-exits': {
    title: 'Trade outcome (meta-label)',
    help: 'Trades of a run as they ended: won or lost after the charges in force on their day, with the multiple of the risk taken.',
  },
  'meta-barrier': {
    title: 'Trade barriers (meta-label)',
    help: 'Trades of a run against their own first stop and target within a window, whatever the strategy did with them later. Trades without both levels are dropped and counted.',
  },
};

/** `Long: target 0.75 %, stop 0.50 %, 12 bars, entry at the next open`. */
export function describeLabel(spec: LabelSpec): string {
  switch (spec.kind) {
    case 'triple-barrier': {
      const [above, below] = spec.side === 'direction' ? ['upper', 'lower'] : ['target', 'stop'];
      return [
        `${SIDE_WORDS[spec.side]}: ${above} ${distanceWords(spec.target)}`,
        `${below} ${distanceWords(spec.stop)}`,
        horizonWords(spec.horizon),
        ENTRY_WORDS[spec.entry],
        ...sessionWords(spec.sessionEnd),
        ...(spec.timeout === 'class' ? ['neither touched is a class of its own'] : []),
      ].join(', ');
    }
    case 'tp-sl-window':
      return `BUY/SELL/FLAT: target ${percent(spec.target)}, stop ${percent(spec.stop)}, ${horizonWords(spec.horizon)}, ${ENTRY_WORDS[spec.entry]}`;
    case 'volatility-direction':
      return `BUY/SELL/HOLD: target ${spec.targetMultiple}σ, stop ${spec.stopMultiple}σ of ${spec.returns} returns (at least ${percent(spec.floor)}), ${horizonWords(spec.horizon)}, ${ENTRY_WORDS[spec.entry]}`;
    case 'setup-conditional':
      return `BUY/SELL/FLAT on setups: imbalance from ${spec.minimumImbalance}, move beyond ${percent(spec.floor)} and ${spec.atrMultiple} × ATR(${spec.atrPeriod}), ${horizonWords(spec.horizon)}, ${ENTRY_WORDS[spec.entry]}`;
    case 'next-return':
      return `${spec.answer === 'sign' ? 'Sign' : 'Size'} of the ${spec.measure === 'log' ? 'log ' : ''}return over ${horizonWords(spec.horizon)}, ${ENTRY_WORDS[spec.entry]}`;
    case 'strategy-exits':
      return spec.criterion === 'r-multiple'
        ? `Trades that earned at least ${spec.minimumR ?? 0} R after charges`
        : 'Trades with a net profit after charges';
    case 'meta-barrier':
      return [
        `Trades against their own target and stop, ${horizonWords(spec.horizon)}`,
        ...sessionWords(spec.sessionEnd),
      ].join(', ');
  }
}

const SIDE_WORDS = { long: 'Long', short: 'Short', direction: 'Direction' } as const;
const ENTRY_WORDS: Readonly<Record<Entry, string>> = {
  'next-open': 'entry at the next open',
  close: 'entry at the decision bar’s close',
};

function sessionWords(sessionEnd: SessionEnd): readonly string[] {
  return sessionEnd === 'exit' ? ['out at the session’s close'] : [];
}

function distanceWords(distance: Distance): string {
  switch (distance.by) {
    case 'fixed':
      return percent(distance.fraction);
    case 'atr':
      return `${distance.multiple} × ATR(${distance.period})`;
    case 'volatility':
      return `${distance.multiple}σ of ${distance.returns} returns (at least ${percent(distance.floor)})`;
  }
}

function horizonWords({ unit, length }: Horizon): string {
  const one = unit === 'bars' ? 'bar' : 'minute';
  return `${length} ${length === 1 ? one : `${one}s`}`;
}

/** At least two decimals, more where the number has them. */
function percent(fraction: number): string {
  const value = Number((fraction * 100).toPrecision(10));
  return `${Number.isInteger(value * 100) ? value.toFixed(2) : value} %`;
}
