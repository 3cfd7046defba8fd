// Dated charge schedules: which rate was in force on a day, and the charge model built from them.
// The rows are data (resources/charges, read and checked by services/charges). The backtest, paper and reports call the model
// once per trade. Must not round (a contract note rounds per day and scrip, a trade does not) and must not guess a missing rate.

import type { Exchange } from '../market/instrument.ts';
import type { ChargeModel, ChargeSegment } from './contract.ts';
import { CHARGE_SEGMENTS } from './contract.ts';

export const CHARGE_EXCHANGES = ['NSE', 'BSE'] as const;
export type ChargeExchange = (typeof CHARGE_EXCHANGES)[number];

/** `investor-protection` is the IPFT contribution: charged, taxed and shown as part of the transaction charge. */
export const CHARGE_ITEMS = [
  'brokerage',
  'stt',
  'transaction',
  'investor-protection',
  'sebi',
  'stamp',
  'gst',
] as const;
export type ChargeItem = (typeof CHARGE_ITEMS)[number];

/** `confirmed`: act or circular; `secondary`: press or a published price list; `approximate`: date or rate reconstructed. */
export const CERTAINTIES = ['confirmed', 'secondary', 'approximate'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** One rate over one span of days. Percents apply to the turnover of a leg (for `gst`: to the taxed charges of that leg). */
export interface ChargeRow {
  readonly item: ChargeItem;
  readonly segments: readonly ChargeSegment[];
  readonly exchanges: readonly ChargeExchange[];
  readonly buyPercent: number;
  readonly sellPercent: number;
  /** Brokerage only: the percentage is capped at this many rupees per executed order. */
  readonly maximumPerOrder?: number;
  /** Brokerage only: rupees per executed order on top of the percentage. */
  readonly flatPerOrder?: number;
  /** Exchange-local dates `yyyy-mm-dd`, both inclusive; null = still in force. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly certainty: Certainty;
  readonly source: string;
  readonly note?: string;
}

/** Thrown when the schedule has no rate (or two) for a day: pricing the trade anyway would be a guess. */
export class ChargeScheduleError extends Error {
  readonly date: string;
  readonly item: ChargeItem;

  constructor(message: string, date: string, item: ChargeItem) {
    super(message);
    this.name = 'ChargeScheduleError';
    this.date = date;
    this.item = item;
  }
}

/** Where a trade on this exchange is charged: derivative segments belong to their exchange; undefined outside India. */
export function chargeExchangeOf(exchange: Exchange): ChargeExchange | undefined {
  switch (exchange) {
    case 'NSE':
    case 'NFO':
      return 'NSE';
    case 'BSE':
    case 'BFO':
      return 'BSE';
    case 'US':
      return undefined;
  }
}

/** Rates of one side on one day, as fractions of turnover. */
interface LegRates {
  readonly brokerage: number;
  readonly brokerageMaximum: number;
  readonly brokerageFlat: number;
  readonly stt: number;
  readonly transaction: number;
  readonly sebi: number;
  readonly stamp: number;
  readonly gst: number;
}

interface DayRates {
  readonly buy: LegRates;
  readonly sell: LegRates;
}

/** The row in force. Throws `ChargeScheduleError` where there is none or more than one. */
export function rowInForce(
  rows: readonly ChargeRow[],
  item: ChargeItem,
  segment: ChargeSegment,
  exchange: ChargeExchange,
  date: string,
): ChargeRow {
  const found = rows.filter(
    (row) =>
      row.item === item &&
      row.segments.includes(segment) &&
      row.exchanges.includes(exchange) &&
      row.validFrom <= date &&
      (row.validTo === null || date <= row.validTo),
  );
  const where = `${item} of ${segment} on ${exchange}`;
  if (found.length === 0)
    throw new ChargeScheduleError(
      `No ${where} is known for ${date}: the charge schedule does not cover that day. Choose a later start or add the rate.`,
      date,
      item,
    );
  if (found.length > 1)
    throw new ChargeScheduleError(
      `The charge schedule has ${found.length} rates for ${where} on ${date}; exactly one may be in force.`,
      date,
      item,
    );
  return found[0]!;
}

/**
 * The charge model of one segment and exchange. Formulae: docs/guide/charges.md. Each leg is priced by the rates of its own day and
 * GST by the leg it taxes. Brokerage is per executed order; orders of a side are taken as equal in size, which is the dearest
 * way to split a capped fee and therefore never flatters. Rates of a day are looked up once and kept.
 */
export function createChargeModel(
  rows: readonly ChargeRow[],
  segment: ChargeSegment,
  exchange: ChargeExchange,
): ChargeModel {
  const relevant = rows.filter((row) => row.segments.includes(segment) && row.exchanges.includes(exchange));
  const known = new Map<string, DayRates>();
  const ratesOf = (date: string): DayRates => {
    let rates = known.get(date);
    if (rates === undefined) {
      rates = dayRates(relevant, segment, exchange, date);
      known.set(date, rates);
    }
    return rates;
  };

  return (trip) => {
    const buy = ratesOf(trip.buyDate).buy;
    const sell = ratesOf(trip.sellDate).sell;
    const buyBrokerage = brokerageOf(buy, trip.buyValue, trip.buyOrders);
    const sellBrokerage = brokerageOf(sell, trip.sellValue, trip.sellOrders);
    const buyTransaction = buy.transaction * trip.buyValue;
    const sellTransaction = sell.transaction * trip.sellValue;
    const buySebi = buy.sebi * trip.buyValue;
    const sellSebi = sell.sebi * trip.sellValue;

    const brokerage = buyBrokerage + sellBrokerage;
    const stt = buy.stt * trip.buyValue + sell.stt * trip.sellValue;
    const transaction = buyTransaction + sellTransaction;
    const sebi = buySebi + sellSebi;
    const stamp = buy.stamp * trip.buyValue + sell.stamp * trip.sellValue;
    const gst =
      buy.gst * (buyBrokerage + buyTransaction + buySebi) +
      sell.gst * (sellBrokerage + sellTransaction + sellSebi);
    const total = brokerage + stt + transaction + sebi + stamp + gst;
    return { brokerage, stt, transaction, sebi, stamp, gst, total };
  };
}

function brokerageOf(rates: LegRates, value: number, orders: number): number {
  if (orders <= 0) return 0;
  const perOrder = Math.min((rates.brokerage * value) / orders, rates.brokerageMaximum) + rates.brokerageFlat;
  return perOrder * orders;
}

function dayRates(
  rows: readonly ChargeRow[],
  segment: ChargeSegment,
  exchange: ChargeExchange,
  date: string,
): DayRates {
  const row = (item: ChargeItem): ChargeRow => rowInForce(rows, item, segment, exchange, date);
  const brokerage = row('brokerage');
  const stt = row('stt');
  const transaction = row('transaction');
  const protection = row('investor-protection');
  const sebi = row('sebi');
  const stamp = row('stamp');
  const gst = row('gst');
  const leg = (percentOf: (one: ChargeRow) => number): LegRates => ({
    brokerage: percentOf(brokerage) / 100,
    brokerageMaximum: brokerage.maximumPerOrder ?? Number.POSITIVE_INFINITY,
    brokerageFlat: brokerage.flatPerOrder ?? 0,
    stt: percentOf(stt) / 100,
    transaction: (percentOf(transaction) + percentOf(protection)) / 100,
    sebi: percentOf(sebi) / 100,
    stamp: percentOf(stamp) / 100,
    gst: percentOf(gst) / 100,
  });
  return { buy: leg((one) => one.buyPercent), sell: leg((one) => one.sellPercent) };
}

/** First day every item of the segment is known, or undefined where one is missing altogether. */
export function firstCoveredDate(
  rows: readonly ChargeRow[],
  segment: ChargeSegment,
  exchange: ChargeExchange,
): string | undefined {
  let first: string | undefined;
  for (const item of CHARGE_ITEMS) {
    const [earliest] = rowsOf(rows, item, segment, exchange)
      .map((row) => row.validFrom)
      .sort();
    if (earliest === undefined) return undefined;
    if (first === undefined || earliest > first) first = earliest;
  }
  return first;
}

/** Least certain of the rates in force on a day: what a report shows beside the charges. */
export function certaintyOn(
  rows: readonly ChargeRow[],
  segment: ChargeSegment,
  exchange: ChargeExchange,
  date: string,
): Certainty {
  const worst = CHARGE_ITEMS.map((item) =>
    CERTAINTIES.indexOf(rowInForce(rows, item, segment, exchange, date).certainty),
  ).reduce((a, b) => Math.max(a, b), 0);
  return CERTAINTIES[worst]!;
}

/** Gaps, overlaps and reversed spans, in words; empty when every day from the first on has exactly one rate of each item. */
export function scheduleIssues(rows: readonly ChargeRow[]): readonly string[] {
  const issues: string[] = [];
  for (const segment of CHARGE_SEGMENTS)
    for (const exchange of CHARGE_EXCHANGES)
      for (const item of CHARGE_ITEMS) {
        const where = `${item} of ${segment} on ${exchange}`;
        const spans = [...rowsOf(rows, item, segment, exchange)].sort((a, b) =>
          a.validFrom < b.validFrom ? -1 : 1,
        );
        if (spans.length === 0) issues.push(`${where}: no rate at all`);
        spans.forEach((span, i) => {
          const next = spans[i + 1];
          if (span.validTo !== null && span.validTo < span.validFrom)
            issues.push(`${where}: the span from ${span.validFrom} ends before it starts`);
          if (next === undefined) {
            if (span.validTo !== null) issues.push(`${where}: no rate after ${span.validTo}`);
          } else if (span.validTo === null || span.validTo >= next.validFrom)
            issues.push(`${where}: two rates on ${next.validFrom}`);
          else if (nextDate(span.validTo) !== next.validFrom)
            issues.push(`${where}: no rate between ${span.validTo} and ${next.validFrom}`);
        });
      }
  return issues;
}

function rowsOf(
  rows: readonly ChargeRow[],
  item: ChargeItem,
  segment: ChargeSegment,
  exchange: ChargeExchange,
): readonly ChargeRow[] {
  return rows.filter(
    (row) => row.item === item && row.segments.includes(segment) && row.exchanges.includes(exchange),
  );
}

const DAY_MS = 86_400_000;

function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
