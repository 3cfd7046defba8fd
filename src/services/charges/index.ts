// Charge schedules of the application: reads the shipped data, checks it, and builds charge models from it.
// Called by the backtest worker, the CLI and the settings page. Holds no formula (engines/costs does) and guesses no rate.

import { z } from 'zod';
import { CHARGE_SEGMENTS, type ChargeModel, type ChargeSegment } from '../../../engines/costs/contract.ts';
import {
  CERTAINTIES,
  CHARGE_EXCHANGES,
  CHARGE_ITEMS,
  type ChargeExchange,
  type ChargeRow,
  createChargeModel,
  firstCoveredDate,
  scheduleIssues,
} from '../../../engines/costs/schedule.ts';
import zerodha from '../../../resources/charges/zerodha.json' with { type: 'json' };
import { AppError } from '../../contracts/errors.ts';

const dateSchema = z.iso.date();

const chargeRowSchema = z
  .strictObject({
    item: z.enum(CHARGE_ITEMS),
    segments: z.array(z.enum(CHARGE_SEGMENTS)).min(1),
    exchanges: z.array(z.enum(CHARGE_EXCHANGES)).min(1),
    buyPercent: z.number().min(0).max(100),
    sellPercent: z.number().min(0).max(100),
    maximumPerOrder: z.number().positive().optional(),
    flatPerOrder: z.number().min(0).optional(),
    validFrom: dateSchema,
    validTo: dateSchema.nullable(),
    certainty: z.enum(CERTAINTIES),
    source: z.string().min(1),
    note: z.string().min(1).optional(),
  })
  .refine(
    (row) =>
      row.item === 'brokerage' || (row.maximumPerOrder === undefined && row.flatPerOrder === undefined),
    { error: 'only brokerage may be capped or flat per order' },
  );

const chargeScheduleSchema = z.strictObject({
  broker: z.string().min(1),
  country: z.string().length(2),
  coverageFrom: dateSchema,
  about: z.array(z.string()),
  rows: z.array(chargeRowSchema).min(1),
});

let shipped: readonly ChargeRow[] | undefined;

/**
 * The shipped schedule, checked once. Throws `BAD_DATA` naming what is wrong: a row that does not parse, a gap, an overlap.
 * `source` is for tests and for schedules a user edits.
 */
export function loadChargeSchedule(source?: unknown): readonly ChargeRow[] {
  if (source !== undefined) return checkSchedule(source);
  shipped ??= checkSchedule(zerodha);
  return shipped;
}

function checkSchedule(source: unknown): readonly ChargeRow[] {
  const parsed = chargeScheduleSchema.safeParse(source);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new AppError(
      'BAD_DATA',
      `The charge schedule cannot be read: ${issue.path.join('.') || 'document'}: ${issue.message}. Nothing was priced; correct that entry.`,
      parsed.error.issues.map((one) => ({ path: one.path.join('.'), message: one.message })),
    );
  }
  const issues = [...scheduleIssues(parsed.data.rows)];
  for (const row of parsed.data.rows)
    if (row.validFrom < parsed.data.coverageFrom)
      issues.push(`${row.item}: starts ${row.validFrom}, before the stated coverage`);
  if (issues.length > 0)
    throw new AppError(
      'BAD_DATA',
      `The charge schedule is not complete: ${issues[0]}${issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''}. Nothing was priced; correct the dates.`,
      issues,
    );
  return parsed.data.rows;
}

/**
 * A charge model that is known to cover everything from `firstDate` on. Throws `NO_DATA` before any work is done where the
 * schedule starts later, so that a run does not fail in its middle.
 */
export function chargeModelFrom(
  segment: ChargeSegment,
  exchange: ChargeExchange,
  firstDate: string,
  rows: readonly ChargeRow[] = loadChargeSchedule(),
): ChargeModel {
  const covered = firstCoveredDate(rows, segment, exchange);
  if (covered === undefined || firstDate < covered)
    throw new AppError(
      'NO_DATA',
      `Charges of ${segment} on ${exchange} are known ${covered === undefined ? 'for no day' : `from ${covered}`}, but ${firstDate} was asked for. Nothing was run; start on or after ${covered ?? 'a covered day'}, or choose the flat cost.`,
      { segment, exchange, firstDate, coveredFrom: covered ?? null },
    );
  return createChargeModel(rows, segment, exchange);
}
