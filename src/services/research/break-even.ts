// The share of wins at which a label's target and stop pay for themselves, before and after the charges of a date. Called by label
// previews and dataset builds. Formulas: with gain t, loss s and cost c (fractions of the entry), break-even is (s + c) / (t + s).

import { type ChargeSegment, NO_CHARGES } from '../../../engines/costs/contract.ts';
import { chargeExchangeOf } from '../../../engines/costs/schedule.ts';
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
  const value = price * quantity;
  const { charges, words } = chargesOf(instrument, value, date);
  const cost = charges / value;
  const unit = quantity === 1 ? '1 share' : `1 lot of ${quantity}`;
  const rupees = price.toLocaleString('en-IN', { maximumFractionDigits: 2 });
  return {
    withoutCharges: stop / (target + stop),
    withCharges: (stop + cost) / (target + stop),
    basis: `${unit} of ${instrument.id} at ₹${rupees}, ${words}`,
  };
}

function chargesOf(
  instrument: Instrument,
  value: number,
  date: string,
): { readonly charges: number; readonly words: string } {
  const exchange = chargeExchangeOf(instrument.exchange);
  if (exchange === undefined)
    return { charges: NO_CHARGES.total, words: 'outside India: no charges are known, none counted' };
  const segment = segmentOf(instrument);
  try {
    // Both legs at the entry's value: what a winner turns over more, a loser turns over less.
    const trip = {
      buyValue: value,
      sellValue: value,
      buyOrders: 1,
      sellOrders: 1,
      buyDate: date,
      sellDate: date,
    };
    const { total } = chargeModelFrom(segment, exchange, date)(trip);
    return { charges: total, words: `${segment.replace('-', ' ')}, charges of ${date}, no slippage` };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { charges: NO_CHARGES.total, words: `no charges are known for ${date}, none counted` };
  }
}

/** Labels never cross a session, so shares are charged as intraday trades. */
function segmentOf({ kind }: Instrument): ChargeSegment {
  if (kind === 'future') return 'futures';
  return kind === 'option' ? 'options' : 'equity-intraday';
}
