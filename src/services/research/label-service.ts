// The label service: what kinds of labels there are, and a preview that labels one instrument's stored bars with barriers to draw.
// Called by the API and the command line. Stores nothing; runs in the calling process, so the number of bars is bounded.

import type { FeatureData } from '../../../engines/features/data.ts';
import type { BarLabels } from '../../../engines/labels/definition.ts';
import { isCandidateLabel } from '../../../engines/labels/spec.ts';
import { describeLabel } from '../../../engines/labels/words.ts';
import { sliceBars } from '../../../engines/market/bars.ts';
import { lowerBound } from '../../../engines/numeric/sorted.ts';
import { AppError } from '../../contracts/errors.ts';
import {
  type LabelPreview,
  type LabelPreviewRequest,
  type LabelService,
  labelPreviewRequestSchema,
} from '../../contracts/labels.ts';
import type { Db } from '../db/port.ts';
import { profileOf } from '../market/index.ts';
import { breakEven } from './break-even.ts';
import { researchSource } from './build-body.ts';
import { labelKinds } from './label-catalogue.ts';
import { countLabels, subtractDropped, summaryOfCounts } from './label-counts.ts';
import { checkedLabel, labelInputOf, labelled, labelWarmupBars, warmupOnly } from './label-engine.ts';
import { medianDistances, medianPrice } from './label-levels.ts';
import { firstExtras, labelExtras, labelFeatures } from './label-setups.ts';
import {
  baseIntervalFor,
  labelWarmupSessions,
  loadSource,
  type ResearchSource,
  warmupDate,
} from './sources.ts';

const MOST_BARS = 60_000;

export function createLabelService({ db }: { readonly db: Db }): LabelService {
  const source = researchSource(db);
  return {
    catalogue: async () => labelKinds(),
    preview: (request) => previewOf(source, labelPreviewRequestSchema.parse(request)),
  };
}

async function previewOf(source: ResearchSource, request: LabelPreviewRequest): Promise<LabelPreview> {
  const { instrumentId, interval, from, to } = request;
  const spec = checkedLabel(request.label);
  if (isCandidateLabel(spec))
    throw new AppError(
      'BAD_REQUEST',
      'This label judges the trades of a run, not bars. Build a dataset on a run to see it.',
    );
  if (to < from)
    throw new AppError(
      'BAD_REQUEST',
      `The range ends before it begins (${from} to ${to}). Choose other dates.`,
    );
  const instrument = await source.store.instrument(instrumentId);
  if (!instrument)
    throw new AppError(
      'NOT_FOUND',
      `No bars of ${instrumentId} are stored. Import them first, or choose another.`,
    );
  const counts = await source.store.sessionCounts(instrumentId, from, to);
  const base = baseIntervalFor(counts, [interval]);
  if (base === null)
    throw new AppError(
      'NO_DATA',
      counts.size === 0
        ? `No bars of ${instrumentId} are stored from ${from} to ${to}. Choose other dates, or import candles.`
        : `${interval} bars of ${instrumentId} cannot be built from what is stored (${[...counts.keys()].join(', ')}). Choose a longer interval.`,
    );
  const profile = profileOf(instrument);
  const sessions = labelWarmupSessions(labelFeatures(spec), labelWarmupBars(spec), interval);
  const loadFrom = warmupDate(source.calendar, profile, from, sessions);
  const { series } = await loadSource(source, { instrumentId, profile, interval: base, loadFrom }, to);
  const data: FeatureData = { decisionInterval: interval, series: { self: series } };
  const input = labelInputOf(data);
  const open = series.sessions.find((session) => session.date >= from)?.open ?? Number.POSITIVE_INFINITY;
  const first = lowerBound(input.bars.openTime, open);
  const bars = sliceBars(input.bars, first, input.bars.length);
  if (bars.length > MOST_BARS)
    throw new AppError(
      'BAD_REQUEST',
      `These dates hold ${bars.length.toLocaleString('en-IN')} bars; a preview shows at most ${MOST_BARS.toLocaleString('en-IN')}. Choose a shorter range or a longer interval.`,
    );
  const extras = labelExtras(data, spec);
  const all = labelled(input, spec, extras);
  const shown = fromRow(all, first);
  const before = labelled(warmupOnly(input, first, open), spec, firstExtras(extras, first));
  const counted = countLabels({ ...shown, ...subtractDropped(all, before) }, input.closeTime.subarray(first));
  return {
    instrumentId,
    interval,
    pathInterval: base,
    synthetic: instrument.synthetic,
    bars,
    label: shown.label,
    value: shown.value,
    t1: shown.t1,
    hit: shown.hit,
    entry: shown.entryPrice,
    target: shown.targetPrice,
    stop: shown.stopPrice,
    summary: summaryOfCounts(counted, {
      words: describeLabel(spec),
      classes: shown.classes,
      breakEven: breakEven({
        instrument,
        price: medianPrice(bars.close) ?? Number.NaN,
        date: series.sessions.findLast((session) => session.open <= (bars.openTime.at(-1) ?? 0))?.date ?? to,
        distances: medianDistances(spec, shown),
      }),
    }),
  };
}

function fromRow(labels: BarLabels, first: number): BarLabels {
  return {
    ...labels,
    length: labels.length - first,
    label: labels.label.slice(first),
    value: labels.value.slice(first),
    t1: labels.t1.slice(first),
    hit: labels.hit.slice(first),
    weight: labels.weight.slice(first),
    entryTime: labels.entryTime.slice(first),
    entryPrice: labels.entryPrice.slice(first),
    targetPrice: labels.targetPrice.slice(first),
    stopPrice: labels.stopPrice.slice(first),
  };
}
