// Finds exchange, symbol and interval in names: the file's (`NSE_M&M_5minute.csv.gz`), a symbol column's, or the ticker row
// of a yfinance file. Called by plan detection, which checks the interval against the stamps. Guesses are marked as such.
import type { Exchange } from '../../../engines/market/instrument.ts';
import type { Interval } from '../../../engines/market/interval.ts';
import { isIndexName } from './instrument-facts.ts';

export interface NameFinding {
  readonly exchange: Exchange | null;
  readonly symbol: string | null;
  readonly interval: Interval | null;
  readonly reason: string;
  readonly sure: boolean;
}

const EXCHANGE_WORDS: Readonly<Record<string, Exchange>> = {
  NSE: 'NSE',
  BSE: 'BSE',
  NFO: 'NFO',
  BFO: 'BFO',
  US: 'US',
  NASDAQ: 'US',
  NYSE: 'US',
  ARCA: 'US',
};
const INDEX_ALIASES: Readonly<Record<string, string>> = {
  '^NSEI': 'NIFTY50',
  '^NSEBANK': 'BANKNIFTY',
  '^INDIAVIX': 'INDIAVIX',
  '^BSESN': 'SENSEX',
};
/** Words of file names that are never symbols. */
const NOISE = new Set(
  'KITE YFINANCE YAHOO UPSTOX ANGEL DHAN FYERS POLYGON DATA DATASET CANDLE CANDLES BAR BARS OHLC OHLCV HISTORY HISTORICAL EXPORT DOWNLOAD PRICE PRICES FILE TEST SAMPLE OUTPUT RESULT STOCK STOCKS EQUITY INDEX INDICATORS EQ WITH AND THE NEW UNTITLED INTRADAY CSV CLEAN RAW FULL ALL MERGED COMBINED COPY'.split(
    ' ',
  ),
);
const INTERVAL_WORD =
  /^(?:(\d{1,4})?(m|min|mins|minute|minutes)|(\d{1,2})?(h|hr|hour|hours|hourly)|(1)?(d|day|days|daily|eod))$/i;
const NEAR_MONTH = /[-_](F1|I|FUT|FUT1)$/i;

export function intervalOfWord(word: string): Interval | null {
  const match = INTERVAL_WORD.exec(word);
  if (!match) return null;
  if (match[6]) return '1d';
  const minutes = match[4] ? Number(match[3] ?? 1) * 60 : Number(match[1] ?? 1);
  return intervalOfMinutes(minutes);
}

export function intervalOfMinutes(minutes: number): Interval | null {
  const known: Readonly<Record<number, Interval>> = {
    1: '1m',
    3: '3m',
    5: '5m',
    10: '10m',
    15: '15m',
    30: '30m',
    60: '60m',
    1440: '1d',
  };
  return known[minutes] ?? null;
}

/** What the file's name says. */
export function nameFromFile(fileName: string): NameFinding {
  const stem = fileName.replace(/\.gz$/i, '').replace(/\.(csv|txt|tsv|parquet|pq)$/i, '');
  const words = stem.split(/[_\s]+/).filter((word) => word !== '');
  const intervalAt = words.findIndex((word) => intervalOfWord(word) !== null);
  const interval = intervalAt < 0 ? null : intervalOfWord(words[intervalAt]!);
  const exchange = EXCHANGE_WORDS[words[0]?.toUpperCase() ?? ''] ?? null;
  if (exchange && words.length > 1) {
    const symbol = words
      .slice(1, intervalAt > 1 ? intervalAt : undefined)
      .join('_')
      .toUpperCase();
    return { exchange, symbol, interval, reason: `from the file name ${fileName}`, sure: true };
  }
  const word = words.find((candidate) => isSymbolWord(candidate));
  if (word) return { ...nameFromSymbol(word, `from the file name ${fileName}`), interval };
  const lower = words.find((candidate) => isSymbolWord(candidate.toUpperCase()));
  if (lower && words.length === 1)
    return {
      ...nameFromSymbol(lower.toUpperCase(), `guessed from the file name ${fileName}`),
      interval,
      sure: false,
    };
  return {
    exchange: null,
    symbol: null,
    interval,
    reason: `the file name ${fileName} names no symbol`,
    sure: false,
  };
}

/** What a symbol cell or ticker says: `ICICIBANK.NS`, `NSE:TCS`, `NIFTY-1M`, `BANKNIFTY_F1`, `RELIANCE-EQ`. */
export function nameFromSymbol(text: string, reason: string): NameFinding {
  let symbol = text.trim().toUpperCase();
  let exchange: Exchange | null = null;
  let interval: Interval | null = null;
  const alias = INDEX_ALIASES[symbol];
  if (alias)
    return { exchange: alias === 'SENSEX' ? 'BSE' : 'NSE', symbol: alias, interval, reason, sure: true };
  const prefix = /^([A-Z]+):(.+)$/.exec(symbol);
  if (prefix && EXCHANGE_WORDS[prefix[1]!]) {
    exchange = EXCHANGE_WORDS[prefix[1]!]!;
    symbol = prefix[2]!;
  }
  const suffix = /\.(NS|NSE|BO|BSE)$/.exec(symbol);
  if (suffix) {
    exchange = suffix[1]!.startsWith('N') ? 'NSE' : 'BSE';
    symbol = symbol.slice(0, suffix.index);
  }
  symbol = symbol.replace(/-EQ$/, '');
  const length = /[-_](\d*[A-Z]+)$/.exec(symbol);
  if (length && intervalOfWord(length[1]!)) {
    interval = intervalOfWord(length[1]!);
    symbol = symbol.slice(0, length.index);
  }
  if (NEAR_MONTH.test(symbol)) {
    symbol = `${symbol.replace(NEAR_MONTH, '')}FUT`;
    exchange ??= 'NFO';
  }
  return { exchange, symbol: symbol.slice(0, 40), interval, reason, sure: symbol !== '' };
}

/** An index never trades: volume and open interest mean its near-month future. */
export function asTraded(
  symbol: string,
  traded: boolean,
): { readonly symbol: string; readonly exchange: Exchange } | null {
  return traded && isIndexName(symbol) ? { symbol: `${symbol}FUT`, exchange: 'NFO' } : null;
}

function isSymbolWord(word: string): boolean {
  if (!/^[A-Z^][A-Z0-9&.^-]{0,39}$/.test(word) || intervalOfWord(word) !== null) return false;
  if (EXCHANGE_WORDS[word] || NOISE.has(word)) return false;
  return !/^\d/.test(word) && !/^(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\d*$/.test(word);
}
