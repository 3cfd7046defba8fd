// `strategies [strategy]`: what can be run, and every parameter `--set` and `--grid` may name. Reads no data.

import type { Command } from 'commander';
import type { Parameter } from '../../../engines/parameters/parameters.ts';
import type { StrategyInfo } from '../../contracts/backtests.ts';
import { AppError } from '../../contracts/errors.ts';
import { strategyCatalogue } from '../../services/backtests/index.ts';
import type { Context } from '../context.ts';
import { fold, pairs } from '../text/table.ts';

const TEXT_WIDTH = 96;

export function define(command: Command, context: Context): void {
  command
    .argument('[strategy]', 'list the parameters of this one')
    .action((strategyId: string | undefined) => {
      const { strategies, simulation } = strategyCatalogue();
      const shown = strategyId === undefined ? strategies : [found(strategies, strategyId)];
      context.output.result({ strategies: shown, simulation }, () =>
        strategyId === undefined
          ? pairs(strategies.map(({ id, title, summary }) => [id, `${title}: ${summary}`]))
          : [...headOf(shown[0]!), ...groupsOf([...shown[0]!.parameters, ...simulation])],
      );
    });
}

function found(strategies: readonly StrategyInfo[], strategyId: string): StrategyInfo {
  const strategy = strategies.find(({ id }) => id === strategyId);
  if (strategy) return strategy;
  throw new AppError(
    'NOT_FOUND',
    `There is no strategy "${strategyId}". Choose one of ${strategies.map(({ id }) => id).join(', ')}.`,
  );
}

function headOf({ id, version, title, summary, defaultInterval }: StrategyInfo): string[] {
  return [
    `${title} (${id}, version ${version}, usually on ${defaultInterval} bars)`,
    ...fold(summary, TEXT_WIDTH),
  ];
}

function groupsOf(parameters: readonly Parameter[]): string[] {
  const groups = Map.groupBy(parameters, ({ group }) => group);
  return [...groups].flatMap(([group, members]) => ['', group, ...members.flatMap(parameterLines)]);
}

function parameterLines(parameter: Parameter): string[] {
  return [
    `  ${parameter.name} = ${parameter.default}  (${rangeOf(parameter)})`,
    ...fold(parameter.help, TEXT_WIDTH - 6).map((line) => `      ${line}`),
  ];
}

function rangeOf(parameter: Parameter): string {
  switch (parameter.type) {
    case 'number':
    case 'integer':
      return `${parameter.min} to ${parameter.max}${parameter.unit ? ` ${parameter.unit}` : ''}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return parameter.choices.map(({ value }) => value).join(', ');
    case 'time':
      return 'time of day HH:MM';
  }
}
