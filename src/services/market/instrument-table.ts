// Rows of the instrument table. Called by the store. Facts only; what is stored of an instrument is candle_day's business.

import type { Exchange, Instrument, InstrumentKind } from '../../../engines/market/instrument.ts';
import type { Db } from '../db/port.ts';

interface InstrumentRow {
  readonly id: string;
  readonly exchange: Exchange;
  readonly symbol: string;
  readonly kind: InstrumentKind;
  readonly lot_size: number;
  readonly tick_size: number;
  readonly closing_auction: number;
  readonly synthetic: number;
}

export async function readInstruments(db: Db, instrumentId?: string): Promise<readonly Instrument[]> {
  const rows = await db.all<InstrumentRow>(
    `SELECT id, exchange, symbol, kind, lot_size, tick_size, closing_auction, synthetic FROM instrument
     ${instrumentId === undefined ? '' : 'WHERE id = ?'} ORDER BY id`,
    instrumentId === undefined ? [] : [instrumentId],
  );
  return rows.map((row) => ({
    id: row.id,
    exchange: row.exchange,
    symbol: row.symbol,
    kind: row.kind,
    lotSize: row.lot_size,
    tickSize: row.tick_size,
    closingAuction: row.closing_auction === 1,
    synthetic: row.synthetic === 1,
  }));
}

export async function upsertInstrumentsIn(
  tx: Db,
  instruments: readonly Instrument[],
  recordedAt: number,
): Promise<void> {
  for (const instrument of instruments) {
    await tx.run(
      `INSERT INTO instrument (id, exchange, symbol, kind, lot_size, tick_size, closing_auction, synthetic, recorded_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET exchange = excluded.exchange, symbol = excluded.symbol, kind = excluded.kind,
         lot_size = excluded.lot_size, tick_size = excluded.tick_size, closing_auction = excluded.closing_auction,
         synthetic = excluded.synthetic`,
      [
        instrument.id,
        instrument.exchange,
        instrument.symbol,
        instrument.kind,
        instrument.lotSize,
        instrument.tickSize,
        instrument.closingAuction ? 1 : 0,
        instrument.synthetic ? 1 : 0,
        recordedAt,
      ],
    );
  }
}
