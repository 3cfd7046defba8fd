// Where the numbers of one row come from: each feature computed again from the stored candles, beside the newest bar of every series
// it was allowed to read. Called by the dataset service.

import type { Trade } from '../../../engines/backtest/contract.ts';
import { createPlaces, freshFrom, lastComplete, timeframeOf } from '../../../engines/features/data.ts';
import type { FeatureSource, FeatureTimeframe } from '../../../engines/features/definition.ts';
import { buildMatrix } from '../../../engines/features/matrix.ts';
import type { ResolvedSet } from '../../../engines/features/resolve.ts';
import { barAt } from '../../../engines/market/bars.ts';
import type { DatasetTrace, DatasetTraceQuery } from '../../contracts/datasets.ts';
import { AppError } from '../../contracts/errors.ts';
import { createSeriesLoader, rowsAgain } from './build-part.ts';
import type { Part } from './part-codec.ts';
import type { DatasetRecipe } from './recipe.ts';
import type { ResearchSource } from './sources.ts';

export interface TraceInput {
  readonly source: ResearchSource;
  readonly recipe: DatasetRecipe;
  readonly set: ResolvedSet;
  readonly trades: readonly Trade[];
  readonly part: Part;
}

export async function traceRow(
  { source, recipe, set, trades, part }: TraceInput,
  { instrumentId, time }: DatasetTraceQuery,
): Promise<DatasetTrace> {
  const row = part.columns.time.indexOf(time);
  const instrument = recipe.instruments.find((one) => one.instrumentId === instrumentId);
  if (row < 0 || instrument === undefined)
    throw new AppError('NOT_FOUND', `The dataset has no row of ${instrumentId} decided at that moment.`, {
      instrumentId,
      time,
    });
  const { data } = await createSeriesLoader(source, recipe)(instrument);
  const candidate = set.needsCandidate
    ? rowsAgain({ source, recipe, data, instrument, trades }).candidates?.[row]
    : undefined;
  const at = Float64Array.of(time);
  const matrix = buildMatrix(set, data, { time: at, ...(candidate && { candidates: [candidate] }) });
  const places = createPlaces(data);
  const fresh = freshFrom(at, data.series.self!.sessions);
  const newest = (place: SeriesPlace) => {
    const found = places.at(place.source, place.timeframe);
    if (found === undefined) return [];
    const { bars } = found.input;
    const [last = -1] = lastComplete(at, found.closeTime, bars.openTime, fresh);
    if (last < 0) return [];
    const id = place.source === 'self' ? instrumentId : recipe.sides[place.source]!.instrumentId;
    return [
      {
        source: place.source,
        instrumentId: id,
        interval: timeframeOf(place.timeframe, recipe.interval),
        bar: barAt(bars, last),
        closeTime: found.closeTime[last]!,
      },
    ];
  };
  return {
    instrumentId,
    time,
    features: set.names.map((name, k) => {
      const stored = part.columns.features[k]![row]!;
      const recomputed = matrix.columns[k]![0]!;
      return {
        name,
        stored,
        recomputed,
        same: Object.is(stored, recomputed),
        bars: placesOf(set, set.outputs[k]!).flatMap(newest),
      };
    }),
  };
}

interface SeriesPlace {
  readonly source: FeatureSource;
  readonly timeframe: FeatureTimeframe;
}

/** Every series under a feature, each once. */
function placesOf(set: ResolvedSet, output: number): readonly SeriesPlace[] {
  const found = new Map<string, SeriesPlace>();
  const visit = (index: number): void => {
    const node = set.nodes[index]!;
    if (node.kind === 'series') found.set(`${node.source} ${node.timeframe}`, node);
    else if (node.kind === 'combined') node.parts.forEach(visit);
  };
  visit(output);
  return [...found.values()].map(({ source, timeframe }) => ({ source, timeframe }));
}
