// The job body of a feature study: computes a set over some instruments without labels and describes its columns. Stores nothing; the
// job's result is the study.

import { z } from 'zod';
import type { FeatureData } from '../../../engines/features/data.ts';
import { buildMatrix } from '../../../engines/features/matrix.ts';
import { lowerBound } from '../../../engines/numeric/sorted.ts';
import { codec } from '../../contracts/codec.ts';
import { AppError } from '../../contracts/errors.ts';
import { type FeatureStudyRequest, featureStudyRequestSchema } from '../../contracts/features.ts';
import type { JobBody } from '../jobs/body.ts';
import { createCandleStore, loadCalendar, profileOf } from '../market/index.ts';
import { resolved } from './feature-catalogue.ts';
import { createFeatureSetStore } from './feature-set-store.ts';
import { baseIntervalFor, loadSource, timeframesOf, warmupDate, warmupSessions } from './sources.ts';
import { createRowPool, STUDY_ROWS } from './study.ts';

export const studyPayloadSchema = z.object({ request: featureStudyRequestSchema });

export const featureStudyBody: JobBody = async (payload, context, { db }) => {
  const { request } = studyPayloadSchema.parse(payload);
  const { instruments, interval, from, to } = request;
  const { set } = await createFeatureSetStore(db).get(request.featureSet);
  const nodes = resolved(set);
  const source = { store: createCandleStore(db), calendar: loadCalendar() };
  const pool = createRowPool(nodes.names, await expectedRows(source.store, request));
  const used: string[] = [];
  for (const [k, id] of instruments.entries()) {
    context.signal.throwIfAborted();
    context.progress({
      stage: `Computing ${id}`,
      fraction: (0.9 * k) / instruments.length,
      done: k,
      total: instruments.length,
      unit: 'instruments',
    });
    const instrument = await source.store.instrument(id);
    if (!instrument)
      throw new AppError('NOT_FOUND', `No bars of ${id} are stored. Import them first, or leave it out.`);
    const base = baseIntervalFor(
      await source.store.sessionCounts(id, from, to),
      timeframesOf(nodes, 'self', interval),
    );
    if (base === null) {
      context.log(`${id}: no stored bars make what the set reads between ${from} and ${to}.`);
      continue;
    }
    const profile = profileOf(instrument);
    const loadFrom = warmupDate(source.calendar, profile, from, warmupSessions(nodes, interval, 0));
    const { series } = await loadSource(source, { instrumentId: id, profile, interval: base, loadFrom }, to);
    const data: FeatureData = { decisionInterval: interval, series: { self: series } };
    const matrix = buildMatrix(nodes, data);
    const first = series.sessions.find((session) => session.date >= from)?.open ?? Number.POSITIVE_INFINITY;
    const start = lowerBound(matrix.time, first + 1);
    pool.add(
      matrix.time.subarray(start),
      matrix.columns.map((column) => column.subarray(start)),
    );
    used.push(id);
  }
  if (used.length === 0)
    throw new AppError(
      'NO_DATA',
      `No stored bars of the chosen instruments make what the set reads between ${from} and ${to}. Choose other dates, or import candles.`,
    );
  context.progress({ stage: 'Comparing features', fraction: 0.92 });
  // Job results are plain JSON: figures that are not finite travel in the codec's clothes.
  return codec.serialize(pool.study({ instruments: used, from, to }));
};

async function expectedRows(
  store: ReturnType<typeof createCandleStore>,
  { instruments, from, to }: FeatureStudyRequest,
): Promise<number> {
  let bars = 0;
  for (const id of instruments) {
    const counts = await store.sessionCounts(id, from, to);
    // Minutes of a session bound its decision bars; thinning a little early does no harm.
    bars += Math.max(0, ...counts.values()) * 75;
  }
  return Math.max(bars, STUDY_ROWS);
}
