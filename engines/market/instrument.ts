// What is traded: identity and the contract facts that sizing, charges and calendars need.

export const EXCHANGES = ['NSE', 'BSE', 'NFO', 'BFO', 'US'] as const;
export type Exchange = (typeof EXCHANGES)[number];

export const INSTRUMENT_KINDS = ['equity', 'index', 'future', 'option'] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

export interface Instrument {
  /** `EXCHANGE:SYMBOL`, for instance `NSE:M&M`; unique. */
  readonly id: string;
  readonly exchange: Exchange;
  readonly symbol: string;
  readonly kind: InstrumentKind;
  /** Units per lot: 1 for cash equity. */
  readonly lotSize: number;
  /** Smallest price step in rupees (or dollars). */
  readonly tickSize: number;
  /** In the closing auction since 3 Aug 2026 (stocks with derivatives): continuous trading ends 15:15. */
  readonly closingAuction: boolean;
  /** Made by the sample-market generator: shown as synthetic wherever it appears. */
  readonly synthetic: boolean;
}
