// The honesty waterfall as a table: what each favourable assumption was worth, in signed rupees that add up.

import type { Waterfall } from '../../../engines/backtest/contract.ts';
import { count, percent, rupees } from './format.ts';
import { table } from './table.ts';

export function waterfallLines({
  steps,
  publishedNetPnl,
  honestNetPnl,
  name,
}: Waterfall & { readonly name: string }): string[] {
  return [
    `Honesty waterfall of ${name}`,
    ...table(
      [
        { title: 'step' },
        { title: 'change', align: 'right' },
        { title: 'net P&L', align: 'right' },
        { title: 'trades', align: 'right' },
        { title: 'win rate', align: 'right' },
        { title: 'trades changed', align: 'right' },
      ],
      [
        ...steps.map((step, i) => [
          step.label,
          i === 0 ? '' : rupees(step.change, true),
          rupees(step.netPnl, true),
          count(step.trades),
          percent(step.hitRate),
          i === 0 ? '' : count(step.changedTrades),
        ]),
        ['Honest − published', rupees(honestNetPnl - publishedNetPnl, true), '', '', '', ''],
      ],
    ),
  ];
}
