// What trading costs: statutory charges and brokerage by date, and slippage. Interfaces and result shapes only.

/** Charge kinds on an Indian contract note, in rupees. `total` is their exact sum. */
export interface Charges {
  readonly brokerage: number;
  readonly stt: number;
  readonly transaction: number;
  readonly sebi: number;
  readonly stamp: number;
  readonly gst: number;
  readonly total: number;
}

export const CHARGE_KINDS = ['brokerage', 'stt', 'transaction', 'sebi', 'stamp', 'gst'] as const;
export type ChargeKind = (typeof CHARGE_KINDS)[number];

export const NO_CHARGES: Charges = Object.freeze({
  brokerage: 0,
  stt: 0,
  transaction: 0,
  sebi: 0,
  stamp: 0,
  gst: 0,
  total: 0,
});

export const CHARGE_SEGMENTS = ['equity-intraday', 'equity-delivery', 'futures', 'options'] as const;
export type ChargeSegment = (typeof CHARGE_SEGMENTS)[number];

/** A completed round trip as the charge formulae need it. Values are turnover in rupees, both positive. */
export interface RoundTrip {
  readonly buyValue: number;
  readonly sellValue: number;
  /** Executed orders on each side (brokerage is per executed order). */
  readonly buyOrders: number;
  readonly sellOrders: number;
  /** Exchange-local dates `yyyy-mm-dd`: each leg is priced by the schedule in force on its own day. */
  readonly buyDate: string;
  readonly sellDate: string;
}

/** Prices a round trip, in rupees, unrounded (the contract note rounds STT per day and scrip; reports do that, trades do not). */
export type ChargeModel = (trip: RoundTrip) => Charges;

/** Price concession in rupees per unit, always against the trader, for an order of `quantity` filled on a bar. */
export interface SlippageModel {
  readonly name: string;
  /** A market order (entry, forced exit, signal exit). */
  market(price: number, barHigh: number, barLow: number, quantity: number): number;
  /** A stop that was triggered: never smaller than `market`. */
  stop(price: number, barHigh: number, barLow: number, quantity: number): number;
}
