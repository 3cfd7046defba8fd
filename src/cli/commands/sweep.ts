// `sweep <strategy> --grid name=…`: every combination of a parameter grid. The result is kept with its job, like a sweep of the
// desk; cells are printed best first, with the warning that the best of many is not evidence.

import type { Command } from 'commander';
import {
  type SweepCell,
  type SweepRequest,
  type SweepResult,
  sweepRequestSchema,
} from '../../contracts/backtests.ts';
import { checkedCells } from '../../services/backtests/index.ts';
import { readGrid } from '../arguments/parameters.ts';
import { addRunOptions, type RunOptions, runRequestOf } from '../arguments/run-request.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badUsage } from '../failures.ts';
import { count, percent, ratio, rupees, seconds } from '../text/format.ts';
import { table } from '../text/table.ts';
import { rehearseWork, runWork } from '../work/run-work.ts';

interface SweepOptions extends RunOptions {
  readonly grid?: readonly string[];
}

const SHOWN_CELLS = 20;

export function define(command: Command, context: Context): void {
  addRunOptions(command)
    .option('--grid <name=values...>', 'name=a,b,c or name=start:end:step; several make their product')
    .option('--dry-run', 'compute and print, store nothing')
    .action((strategyId: string, options: SweepOptions) => run(strategyId, options, context));
}

function run(strategyId: string, options: SweepOptions, context: Context): Promise<void> {
  const dryRun = options.dryRun ?? false;
  return withDesk(context, dryRun ? 'rehearse' : 'write', async (desk) => {
    const grid = readGrid(strategyId, options.grid ?? []);
    if (Object.keys(grid).length === 0)
      throw badUsage('A sweep needs at least one --grid name=values. Nothing was run.');
    const request: SweepRequest = sweepRequestSchema.parse({
      ...(await runRequestOf(strategyId, options, desk.market)),
      grid,
    });
    // Before anything is stored, not by the job.
    const title = `Sweep of ${strategyId}, ${checkedCells(request).length} combinations`;
    const result = (await (dryRun
      ? rehearseWork(desk, { kind: 'sweep', payload: request }, context)
      : runWork(desk, { kind: 'sweep', title, payload: request }, context))) as SweepResult;
    context.output.result({ ...result, grid, dryRun }, () => linesOf(result, Object.keys(grid)));
  });
}

function linesOf({ cells, engine, elapsedMs, warning }: SweepResult, names: readonly string[]): string[] {
  const best = [...cells].sort((a, b) => b.netPnl - a.netPnl);
  const shown = best.slice(0, SHOWN_CELLS);
  return [
    ...table(
      [
        ...names.map((title) => ({ title, align: 'right' as const })),
        { title: 'trades', align: 'right' },
        { title: 'net P&L', align: 'right' },
        { title: 'Sharpe', align: 'right' },
        { title: 'max drawdown', align: 'right' },
        { title: 'hit rate', align: 'right' },
        { title: 'profit factor', align: 'right' },
      ],
      shown.map((cell) => [...names.map((name) => String(cell.parameters[name])), ...figuresOf(cell)]),
    ),
    ...(best.length > shown.length
      ? [`… ${count(best.length - shown.length)} more; --json prints all.`]
      : []),
    `${count(cells.length)} combinations in ${seconds(elapsedMs)} (${engine} engine).`,
    warning,
  ];
}

function figuresOf(cell: SweepCell): string[] {
  return [
    count(cell.trades),
    rupees(cell.netPnl, true),
    ratio(cell.sharpe),
    rupees(cell.maxDrawdown),
    percent(cell.hitRate),
    ratio(cell.profitFactor),
  ];
}
