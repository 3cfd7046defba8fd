// Which stocks are in the closing auction: the hint importers need to give a new instrument its hours.
// Called when instruments are made. The list is data with its date; hours before that date do not depend on it.
import { z } from 'zod';
import listFile from '../../../resources/universes/closing-auction.json' with { type: 'json' };
import { dateSchema } from '../../contracts/market.ts';

const listSchema = z.strictObject({
  name: z.string(),
  from: dateSchema,
  source: z.string(),
  symbols: z.array(z.string().min(1)).min(1),
});

let symbols: ReadonlySet<string> | undefined;

/** `NSE:RELIANCE` or `BSE:RELIANCE`: both exchanges hold the auction for the same stocks. */
export function isClosingAuctionStock(instrumentId: string): boolean {
  symbols ??= new Set(listSchema.parse(listFile).symbols);
  const [exchange, ...symbol] = instrumentId.split(':');
  return (exchange === 'NSE' || exchange === 'BSE') && symbols.has(symbol.join(':'));
}
