// The share of wins at which a label's target and stop pay for themselves, before and after the charges of a date. Called by label
// previews and dataset builds. The formula is the engine's; this finds the charges of the instrument and date, for a long.

import type { ChargeSegment } from '../../../engines/costs/contract.ts';
import { chargeExchangeOf } from '../../../engines/costs/schedule.ts';
import { breakEven as breakEvenShare, type ChargesOf } from '../../../engines/labels/break-even.ts';
import type { Instrument } from '../../../engines/market/instrument.ts';
import { AppError } from '../../contracts/errors.ts';
import type { LabelSummary } from '../../contracts/labels.ts';
import { chargeModelFrom } from '../charges/index.ts';

export interface BreakEvenInput {
  readonly instrument: Instrument;
  /** Median price of the rows. */
  readonly price: number;
  /** Exchange-local date of the charges. */
  readonly date: string;
  /** Fractions of the entry; null where the label has no such pair. */
  readonly distances: { readonly target: number; readonly stop: number } | null;
}

/** Null where the label has no pair of distances or no price is known. */
export function breakEven({ instrument, price, date, distances }: BreakEvenInput): LabelSummary['breakEven'] {
  if (distances === null || !(price > 0)) return null;
  const { target, stop } = distances;
  if (!(target > 0 && stop > 0)) return null;
  const quantity = instrument.lotSize;
  const { chargesOf, words } = chargesOn(instrument, date);
  const share = breakEvenShare({ side: 1, target, stop, price, quantity, chargesOf });
  const unit = quantity === 1 ? '1 share' : `1 lot of ${quantity}`;
  const rupees = price.toLocaleString('en-IN', { maximumFractionDigits: 2 });
  return {
    withoutCharges: share.withoutCharges,
    withCharges: share.withCharges,
    basis: `${unit} of ${instrument.id} at ₹${rupees}, ${words}`,
  };
}

function chargesOn(
  instrument: Instrument,
  date: string,
): { readonly chargesOf: ChargesOf; readonly words: string } {
  const exchange = chargeExchangeOf(instrument.exchange);
  if (exchange === undefined)
    return { chargesOf: NONE, words: 'outside India: no charges are known, none counted' };
  const segment = segmentOf(instrument);
  try {
    const model = chargeModelFrom(segment, exchange, date);
    const orders = { buyOrders: 1, sellOrders: 1, buyDate: date, sellDate: date };
    const chargesOf: ChargesOf = (buyValue, sellValue) => model({ buyValue, sellValue, ...orders }).total;
    // Asked once here: a date before the first known rate says so now, not in the middle of a sum.
    chargesOf(1, 1);
    return { chargesOf, words: `${segment.replace('-', ' ')}, charges of ${date}, no slippage` };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { chargesOf: NONE, words: `no charges are known for ${date}, none counted` };
  }
}

const NONE: ChargesOf = () => 0;

/** Labels never cross a session, so shares are charged as intraday trades. */
function segmentOf({ kind }: Instrument): ChargeSegment {
  if (kind === 'future') return 'futures';
  return kind === 'option' ? 'options' : 'equity-intraday';
}
