// A label in one line of words: `Long, target 0.75 %, stop 0.5 %, 12 bars, entry at the next open`. Called wherever a label is named.

import type { Distance, Entry, Horizon, LabelSpec } from '../../../engines/labels/spec.ts';

export function labelWords(label: LabelSpec): string {
  switch (label.kind) {
    case 'triple-barrier': {
      const parts = [
        label.side === 'direction' ? 'Direction' : label.side === 'long' ? 'Long' : 'Short',
        `target ${distance(label.target)}`,
        `stop ${distance(label.stop)}`,
        horizon(label.horizon),
        entry(label.entry),
      ];
      if (label.sessionEnd === 'exit') parts.push('out at the session’s close');
      if (label.timeout === 'class') parts.push('time as a class');
      return parts.join(', ');
    }
    case 'tp-sl-window':
      return `BUY, SELL or FLAT: target ${percent(label.target)}, stop ${percent(label.stop)}, ${horizon(label.horizon)}, ${entry(label.entry)}`;
    case 'volatility-direction':
      return `BUY, SELL or HOLD: target ${label.targetMultiple} σ, stop ${label.stopMultiple} σ of ${label.returns} returns, ${horizon(label.horizon)}, ${entry(label.entry)}`;
    case 'setup-conditional':
      return `After a setup, ${horizon(label.horizon)}: BUY or SELL beyond ${percent(label.floor)} and ${label.atrMultiple} ATR(${label.atrPeriod}), imbalance at least ${label.minimumImbalance}, ${entry(label.entry)}`;
    case 'next-return':
      return `${label.answer === 'sign' ? 'Up or down' : label.measure === 'log' ? 'Log return' : 'Return'} over ${horizon(label.horizon)}, ${entry(label.entry)}`;
    case 'strategy-exits':
      return label.criterion === 'net-profit'
        ? 'Trades as the run ended them, won if they earned after charges'
        : `Trades as the run ended them, won from ${label.minimumR} R after charges`;
    case 'meta-barrier':
      return `Trades against their first stop and target within ${horizon(label.horizon)}${label.sessionEnd === 'exit' ? ', out at the session’s close' : ''}`;
  }
}

function distance(of: Distance): string {
  switch (of.by) {
    case 'fixed':
      return percent(of.fraction);
    case 'atr':
      return `${of.multiple} ATR(${of.period})`;
    case 'volatility':
      return `${of.multiple} σ of ${of.returns} returns`;
  }
}

function horizon({ unit, length }: Horizon): string {
  return `${length} ${length === 1 ? unit.slice(0, -1) : unit}`;
}

function entry(at: Entry): string {
  return at === 'next-open' ? 'entry at the next open' : 'entry at the decision bar’s close';
}

function percent(fraction: number): string {
  return `${Number((fraction * 100).toFixed(4))} %`;
}
