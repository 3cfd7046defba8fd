// What other domains may use of the market: the service, the store, and the calendar.
export { type Calendar, loadCalendar, marketClock, type Profile, profileOf } from './calendar.ts';
export { isClosingAuctionStock } from './calendar-universe.ts';
export { decodeDay, type EncodedDay, encodeDay } from './candle-codec.ts';
export {
  type DayOutcome,
  type DayWrite,
  replaceDayIn,
  type WriteOptions,
  writeDaysIn,
} from './candle-writer.ts';
export { upsertInstrumentsIn } from './instrument-table.ts';
export { createMarketService, type MarketDependencies } from './market-service.ts';
export {
  type CandleStore,
  createCandleStore,
  type StoredBars,
  type StoredDay,
  type StoredDayFacts,
} from './store.ts';
