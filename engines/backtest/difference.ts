// Trade-level difference of two runs: which trades are the same, changed, or only in one, and what each is worth in rupees.
// Called by comparison and the waterfall. Every trade is in exactly one line, so the effects add up to the change of net P&L.

import { indianDay, indianMinute } from './breakdowns-clock.ts';
import type { Trade, TradeDifference } from './contract.ts';

/**
 * Pairs trades of the same instrument and side: first by the decision they came from, then by signal and setup, then the
 * nearest entries of the same Indian day. Lines are in entry order. `effect` is always second minus first net rupees.
 */
export function diffTrades(first: readonly Trade[], second: readonly Trade[]): TradeDifference[] {
  const pairs = new Map<Trade, Trade>();
  const matched = new Set<Trade>();
  const pair = (one: Trade, other: Trade): void => {
    pairs.set(one, other);
    matched.add(other);
  };
  const openFirst = (): readonly Trade[] => first.filter((trade) => !pairs.has(trade));
  const openSecond = (): readonly Trade[] => second.filter((trade) => !matched.has(trade));

  pairByKey(first, second, (trade) => `${positionKey(trade)} ${trade.decisionTime}`, pair);
  pairByKey(
    openFirst(),
    openSecond(),
    (trade) => `${positionKey(trade)} ${trade.signalTime} ${trade.tag}`,
    pair,
  );
  pairNearest(openFirst(), openSecond(), pair);

  const lines: TradeDifference[] = first.map((trade) => {
    const other = pairs.get(trade);
    if (other === undefined) return { kind: 'only-first', first: trade, changes: [], effect: -trade.netPnl };
    const changes = describeChanges(trade, other);
    return {
      kind: changes.length === 0 ? 'same' : 'changed',
      first: trade,
      second: other,
      changes,
      effect: other.netPnl - trade.netPnl,
    };
  });
  for (const trade of openSecond())
    lines.push({ kind: 'only-second', second: trade, changes: [], effect: trade.netPnl });
  return lines.sort(byEntry);
}

function positionKey(trade: Trade): string {
  return `${trade.instrumentId} ${trade.side}`;
}

/** Trades of equal key are paired in entry order. */
function pairByKey(
  first: readonly Trade[],
  second: readonly Trade[],
  keyOf: (trade: Trade) => string,
  pair: (one: Trade, other: Trade) => void,
): void {
  const waiting = groupBy(second, keyOf);
  for (const trade of first) {
    const other = waiting.get(keyOf(trade))?.shift();
    if (other !== undefined) pair(trade, other);
  }
}

/** Within an instrument, side and day the closest entries are paired first; ties go to the earlier trades. */
function pairNearest(
  first: readonly Trade[],
  second: readonly Trade[],
  pair: (one: Trade, other: Trade) => void,
): void {
  const keyOf = (trade: Trade): string => `${positionKey(trade)} ${indianDay(trade.entryTime)}`;
  const others = groupBy(second, keyOf);
  for (const [key, group] of groupBy(first, keyOf)) {
    const candidates = others.get(key) ?? [];
    const distances = group.flatMap((one) =>
      candidates.map((other) => ({ one, other, gap: Math.abs(one.entryTime - other.entryTime) })),
    );
    // Stable sort: equal gaps keep the order of the lists.
    distances.sort((a, b) => a.gap - b.gap);
    const taken = new Set<Trade>();
    for (const { one, other } of distances)
      if (!taken.has(one) && !taken.has(other)) {
        taken.add(one).add(other);
        pair(one, other);
      }
  }
}

function groupBy(trades: readonly Trade[], keyOf: (trade: Trade) => string): Map<string, Trade[]> {
  const groups = new Map<string, Trade[]>();
  for (const trade of trades) {
    const key = keyOf(trade);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [trade]);
    else group.push(trade);
  }
  return groups;
}

function byEntry(a: TradeDifference, b: TradeDifference): number {
  const one = (a.first ?? a.second)!;
  const other = (b.first ?? b.second)!;
  return (
    one.entryTime - other.entryTime ||
    (one.instrumentId < other.instrumentId ? -1 : one.instrumentId > other.instrumentId ? 1 : 0) ||
    one.side - other.side ||
    one.sequence - other.sequence
  );
}

/** Smallest relative difference that is a difference and not the rounding of another order of sums. */
const ROUNDING = 1e-9;

function differs(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) !== Number.isNaN(b);
  return Math.abs(a - b) > ROUNDING * Math.max(1, Math.abs(a), Math.abs(b));
}

function describeChanges(first: Trade, second: Trade): readonly string[] {
  const changes: string[] = [];
  const figure = (name: string, a: number, b: number): void => {
    if (differs(a, b)) changes.push(`${name} ${figures(a, b)}`);
  };
  const time = (name: string, a: number, b: number): void => {
    if (a !== b) changes.push(`${name} ${indianMinute(a)} → ${indianMinute(b)}`);
  };
  if (first.tag !== second.tag) changes.push(`setup ${first.tag} → ${second.tag}`);
  time('entry time', first.entryTime, second.entryTime);
  figure('entry price', first.entryPrice, second.entryPrice);
  figure('quantity', first.quantity, second.quantity);
  if (first.exitReason !== second.exitReason) changes.push(`exit ${first.exitReason} → ${second.exitReason}`);
  time('exit time', first.exitTime, second.exitTime);
  figure('exit price', first.exitPrice, second.exitPrice);
  figure('charges', first.charges.total, second.charges.total);
  // Nothing above differs and the money does: say so rather than call the trades the same.
  if (changes.length === 0) figure('net', first.netPnl, second.netPnl);
  return changes;
}

/** Two decimals, more where two would look equal, none for whole numbers. */
function figures(a: number, b: number): string {
  if (Number.isInteger(a) && Number.isInteger(b)) return `${a} → ${b}`;
  let decimals = 2;
  while (decimals < 10 && a.toFixed(decimals) === b.toFixed(decimals)) decimals++;
  return `${a.toFixed(decimals)} → ${b.toFixed(decimals)}`;
}
