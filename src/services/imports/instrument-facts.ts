// What an imported series is: kind, lot and price step, from exchange and symbol. Called when a file is stored. Facts a
// candle file cannot know (lot size of a contract, closing-auction membership) stay at their neutral value here.
import type { Instrument, InstrumentKind } from '../../../engines/market/instrument.ts';
import type { ImportPlan } from '../../contracts/imports.ts';

const INDEX_NAMES = new Set([
  'NIFTY',
  'NIFTY50',
  'NIFTY 50',
  'NIFTY_50',
  'BANKNIFTY',
  'NIFTYBANK',
  'NIFTY BANK',
  'NIFTY_BANK',
  'FINNIFTY',
  'MIDCPNIFTY',
  'NIFTYNXT50',
  'NIFTYIT',
  'NIFTY IT',
  'NIFTY500',
  'INDIAVIX',
  'INDIA VIX',
  'INDIA_VIX',
  'SENSEX',
  'BANKEX',
  'SENSEX50',
  'SPX',
  'NDX',
  'VIX',
  'DJI',
]);

/** Price steps of the NSE cash market by closing price, with the date each table took effect (exchange circulars). */
const TICK_BANDS: readonly {
  readonly from: string;
  readonly bands: readonly (readonly [number, number])[];
}[] = [
  {
    from: '2025-04-15',
    bands: [
      [250, 0.01],
      [1000, 0.05],
      [5000, 0.1],
      [10_000, 0.5],
      [20_000, 1],
      [Infinity, 5],
    ],
  },
  {
    from: '2024-06-10',
    bands: [
      [250, 0.01],
      [Infinity, 0.05],
    ],
  },
  { from: '1994-11-03', bands: [[Infinity, 0.05]] },
];

export interface InstrumentHints {
  /** Last close of the file and its date: choose the price step in force. */
  readonly lastClose: number;
  readonly lastDate: string;
  /** Says which stocks take part in the closing auction; none by default. */
  readonly closingAuction?: (id: string) => boolean;
}

export function isIndexName(symbol: string): boolean {
  return INDEX_NAMES.has(symbol.toUpperCase());
}

export function kindOf(symbol: string): InstrumentKind {
  const name = symbol.toUpperCase();
  if (isIndexName(name)) return 'index';
  if (/FUT\d?$/.test(name)) return 'future';
  if (/ATM_?(CALL|PUT|CE|PE)$/.test(name) || /\d(CE|PE)$/.test(name)) return 'option';
  return 'equity';
}

export function instrumentOf(plan: ImportPlan, hints: InstrumentHints): Instrument {
  const kind = kindOf(plan.symbol);
  return {
    id: plan.instrumentId,
    exchange: plan.exchange,
    symbol: plan.symbol,
    kind,
    lotSize: 1,
    tickSize: tickSizeOf(plan, kind, hints),
    closingAuction: hints.closingAuction?.(plan.instrumentId) ?? false,
    synthetic: false,
  };
}

function tickSizeOf(
  plan: ImportPlan,
  kind: InstrumentKind,
  { lastClose, lastDate }: InstrumentHints,
): number {
  if (plan.exchange === 'US') return 0.01;
  if (kind !== 'equity') return 0.05;
  const table = TICK_BANDS.find(({ from }) => lastDate >= from) ?? TICK_BANDS.at(-1)!;
  return table.bands.find(([below]) => lastClose < below)?.[1] ?? 0.05;
}
