// The strategies AnchorDesk ships. The form, the CLI and jobs look them up here by id.

import { avwapV11 } from './avwap-v11/strategy.ts';
import type { Strategy } from './contract.ts';
import { smaCross } from './sma-cross/strategy.ts';

export const STRATEGIES: readonly Strategy[] = [avwapV11, smaCross];

export function findStrategy(id: string): Strategy | undefined {
  return STRATEGIES.find((strategy) => strategy.id === id);
}
