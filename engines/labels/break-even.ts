// The share of wins at which a target and a stop pay for themselves. Called by the label designer and dataset reports.
// Charges come in as a function: schedules are another engine's business, and the caller says which day's apply.

/** Charges of a round trip in rupees, from its two turnovers. */
export type ChargesOf = (buyValue: number, sellValue: number) => number;

export interface BreakEvenInput {
  /** +1 long, −1 short: which leg comes first decides which turnover is taxed. */
  readonly side: 1 | -1;
  /** Distances as fractions of the entry price. */
  readonly target: number;
  readonly stop: number;
  readonly price: number;
  readonly quantity: number;
  readonly chargesOf: ChargesOf;
}

export interface BreakEven {
  /** stop / (target + stop): what the barriers alone ask for. */
  readonly withoutCharges: number;
  /** After charges; above 1 is out of reach, and infinite where even a win loses money. */
  readonly withCharges: number;
  /** Rupees kept by a win and given by a loss, after charges (the loss is positive). */
  readonly win: number;
  readonly loss: number;
}

/**
 * p such that p · win = (1 − p) · loss, for trades that all end at their target or their stop, filled at the level.
 * Throws RangeError unless price, quantity and both distances are positive.
 */
export function breakEven(input: BreakEvenInput): BreakEven {
  const { side, target, stop, price, quantity, chargesOf } = input;
  if (!(target > 0 && stop > 0 && price > 0 && quantity > 0))
    throw new RangeError('a break-even needs a positive price, quantity, target and stop');
  const entry = price * quantity;
  const resultOf = (move: number): number => {
    const exit = entry * (1 + side * move);
    const charges = side > 0 ? chargesOf(entry, exit) : chargesOf(exit, entry);
    return entry * move - charges;
  };
  const win = resultOf(target);
  const loss = -resultOf(-stop);
  return {
    withoutCharges: stop / (target + stop),
    withCharges: win > 0 ? Math.max(0, loss / (win + loss)) : Number.POSITIVE_INFINITY,
    win,
    loss,
  };
}
