// Lays what is stored beside what the calendar expects, for the heat map. Called by the market service; pure.

import type { Instrument } from '../../../engines/market/instrument.ts';
import type { Session } from '../../../engines/market/session.ts';
import type { Coverage, CoverageQuery, CoverageRow } from '../../contracts/market.ts';
import { profileOf } from './calendar.ts';
import { expectedBars } from './expected-bars.ts';
import type { StoredCoverage } from './store.ts';

/** Every date stored or scheduled between the first and the last one asked for or stored, ascending. */
export function coverageOf(
  query: CoverageQuery,
  stored: readonly StoredCoverage[],
  instruments: readonly Instrument[],
  sessionsOf: (instrument: Instrument, from: string, to: string) => readonly Session[],
): Coverage {
  const { interval } = query;
  const storedDates = stored.flatMap((row) => [row.dates[0]!, row.dates.at(-1)!]);
  if (storedDates.length === 0) return { interval, dates: [], rows: [] };
  storedDates.sort();
  const from = query.from ?? storedDates[0]!;
  const to = query.to ?? storedDates.at(-1)!;

  const known = new Map(instruments.map((instrument) => [instrument.id, instrument]));
  const expectedByProfile = new Map<string, ReadonlyMap<string, number>>();
  const expectedOf = (instrument: Instrument): ReadonlyMap<string, number> => {
    const profile = profileOf(instrument);
    let expected = expectedByProfile.get(profile);
    if (!expected) {
      const sessions = sessionsOf(instrument, from, to);
      expected = new Map(sessions.map((session) => [session.date, expectedBars(session, interval)]));
      expectedByProfile.set(profile, expected);
    }
    return expected;
  };

  const prepared = stored.map((row) => {
    const instrument = known.get(row.instrumentId)!;
    return { row, instrument, expected: expectedOf(instrument) };
  });
  const all = new Set<string>();
  for (const expected of expectedByProfile.values()) for (const date of expected.keys()) all.add(date);
  for (const { row } of prepared) for (const date of row.dates) all.add(date);
  const dates = [...all].sort();

  const rows = prepared.map(({ row, instrument, expected }): CoverageRow => {
    const at = new Map(row.dates.map((date, i) => [date, i]));
    const pick = (values: readonly number[]) =>
      dates.map((date) => {
        const i = at.get(date);
        return i === undefined ? 0 : values[i]!;
      });
    return {
      instrumentId: row.instrumentId,
      synthetic: instrument.synthetic,
      counts: pick(row.counts),
      expected: dates.map((date) => expected.get(date) ?? 0),
      findings: pick(row.findings),
    };
  });
  return { interval, dates, rows };
}
