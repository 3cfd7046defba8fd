// What a round trip costs by the day of its row: dated charges of a typical trade and slippage, as a fraction of the entry. Called by
// the table loader, so that thresholds and search objectives are chosen after costs.

import type { ChargeModel, ChargeSegment } from '../../../../engines/costs/contract.ts';
import { chargeExchangeOf, firstCoveredDate } from '../../../../engines/costs/schedule.ts';
import type { Instrument } from '../../../../engines/market/instrument.ts';
import { AppError } from '../../../contracts/errors.ts';
import { chargeModelFrom, loadChargeSchedule } from '../../charges/index.ts';

/** Brokerage is capped per order: this size pays neither the cap's discount of a large trade nor a small one's full rate. */
export const TYPICAL_VALUE = 100_000;
/** One way, in basis points: the simulation's own default. */
export const SLIPPAGE_BPS = 5;

export interface RowCosts {
  /** Fraction of the entry; `entry` and `exit` are exchange-local dates. */
  readonly of: (instrument: Tradeable, entry: string, exit: string) => number;
  /** What these costs leave out or assume, in words; complete once every row was asked. */
  readonly notes: () => readonly string[];
}

export type Tradeable = Pick<Instrument, 'exchange' | 'kind'>;

/** `slippageInPrices`: the rows' worth comes from fills that contain it already (trades of a run). */
export function createRowCosts({ slippageInPrices }: { readonly slippageInPrices: boolean }): RowCosts {
  const slippage = slippageInPrices ? 0 : (2 * SLIPPAGE_BPS) / 10_000;
  const known = new Map<string, number>();
  const models = new Map<string, DatedModel | null>();
  const notes = new Set<string>();

  const modelOf = ({ exchange }: Tradeable, segment: ChargeSegment): DatedModel | null => {
    const key = `${exchange} ${segment}`;
    let model = models.get(key);
    if (model === undefined) {
      model = datedModel(segment, exchange);
      models.set(key, model);
    }
    if (model === null) notes.add('Outside India no charges are known: only slippage counts as cost there.');
    return model;
  };

  return {
    of(instrument, entry, exit) {
      const segment = segmentOf(instrument, entry !== exit);
      const key = `${instrument.exchange} ${segment} ${entry} ${exit}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const model = modelOf(instrument, segment);
      let cost = slippage;
      if (model !== null) {
        const buyDate = model.from > entry ? model.from : entry;
        const sellDate = model.from > exit ? model.from : exit;
        if (model.from > entry)
          notes.add(
            `Charges of ${segment.replace('-', ' ')} are known from ${model.from}: earlier rows are charged as on that day.`,
          );
        const trip = { buyValue: TYPICAL_VALUE, sellValue: TYPICAL_VALUE, buyOrders: 1, sellOrders: 1 };
        cost += model.charges({ ...trip, buyDate, sellDate }).total / TYPICAL_VALUE;
      }
      known.set(key, cost);
      return cost;
    },
    notes: () => [...notes].sort(),
  };
}

interface DatedModel {
  readonly charges: ChargeModel;
  readonly from: string;
}

function datedModel(segment: ChargeSegment, exchange: Instrument['exchange']): DatedModel | null {
  const place = chargeExchangeOf(exchange);
  if (place === undefined) return null;
  const from = firstCoveredDate(loadChargeSchedule(), segment, place);
  if (from === undefined)
    throw new AppError(
      'NO_DATA',
      `The charge schedule has no ${segment} on ${place}, so nothing can be judged after costs. Nothing was trained; complete the schedule.`,
    );
  return { charges: chargeModelFrom(segment, place, from), from };
}

/** Shares held over night are delivered; an index stands for the shares it is made of. */
function segmentOf({ kind }: Tradeable, overNight: boolean): ChargeSegment {
  if (kind === 'future') return 'futures';
  if (kind === 'option') return 'options';
  return overNight ? 'equity-delivery' : 'equity-intraday';
}
