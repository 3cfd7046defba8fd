// What a finished build tells of itself beside its columns: per instrument, the label's summary, and everything its user must know.
// Called by the build. Pure, but for the charges of the break-even.

import { classesOf } from '../../../engines/labels/spec.ts';
import { describeLabel } from '../../../engines/labels/words.ts';
import type { DatasetFlag, DatasetInstrument } from '../../contracts/datasets.ts';
import type { LabelSummary } from '../../contracts/labels.ts';
import { breakEven } from './break-even.ts';
import type { DatasetDetail } from './dataset-row.ts';
import type { StoredPart } from './dataset-store.ts';
import { addCounts, NO_LABELS, summaryOfCounts } from './label-counts.ts';
import type { AskedInstrument, PreparedDataset } from './recipe.ts';

export function detailOfBuild(
  { recipe, set, asked }: PreparedDataset,
  parts: readonly StoredPart[],
  datasetFlags: readonly DatasetFlag[],
): Omit<DatasetDetail, 'fileHashes'> {
  const counts = parts.map((part) => part.facts!.label).reduce(addCounts, NO_LABELS);
  return {
    label: recipe.label,
    labelSummary: summaryOfCounts(counts, {
      words: describeLabel(recipe.label),
      classes: classesOf(recipe.label),
      breakEven: breakEvenOf(recipe.to, asked, parts),
    }),
    featureNames: set.names,
    perInstrument: parts.map(instrumentOf),
    datasetFlags,
  };
}

/** Charges belong to one instrument and price: of the one whose price lies in the middle, as the words say. */
function breakEvenOf(
  date: string,
  asked: readonly AskedInstrument[],
  parts: readonly StoredPart[],
): LabelSummary['breakEven'] {
  const priced = parts
    .flatMap((part) => (part.facts!.price === null ? [] : [{ part, price: part.facts!.price }]))
    .sort((a, b) => a.price - b.price);
  const middle = priced[priced.length >> 1];
  const instrument = asked.find((one) => one.instrument.id === middle?.part.instrumentId)?.instrument;
  if (middle === undefined || instrument === undefined) return null;
  return breakEven({ instrument, price: middle.price, date, distances: middle.part.facts!.distances });
}

function instrumentOf(part: StoredPart): DatasetInstrument {
  const facts = part.facts!;
  const dropped: Record<string, number> = { ...facts.label.dropped };
  if (facts.outsideWindow > 0) dropped['outside-hours'] = facts.outsideWindow;
  return {
    instrumentId: part.instrumentId,
    baseInterval: facts.baseInterval,
    sessions: facts.sessions,
    missingSessions: facts.missingSessions,
    rows: part.rows,
    dropped,
    candleHash: part.candleHash,
    contentHash: part.contentHash,
  };
}

export function flagsOfBuild(
  { asked, warnings, synthetic }: PreparedDataset,
  parts: readonly StoredPart[],
  { proven, of }: { readonly proven: number; readonly of: number },
): readonly DatasetFlag[] {
  const flags: DatasetFlag[] = [];
  const facts = parts.map((part) => part.facts!);
  const total = (count: (one: (typeof facts)[number]) => number) =>
    facts.reduce((sum, one) => sum + count(one), 0);
  const add = (id: string, count: number, message: (count: string) => string) => {
    if (count > 0) flags.push({ id, count, message: message(count.toLocaleString('en-IN')) });
  };
  if (synthetic)
    flags.push({
      id: 'synthetic',
      count: asked.filter((one) => one.source !== null && one.instrument.synthetic).length,
      message:
        'Some of its instruments are made by the sample generator. Nothing learned here holds in a market.',
    });
  add(
    'data-quality',
    total((one) => one.flaggedDays),
    (n) =>
      `${n === '1' ? '1 instrument day carries' : `${n} instrument days carry`} data-quality findings. See Data → Quality.`,
  );
  add(
    'missing-sessions',
    total((one) => one.missingSessions),
    (n) =>
      `${n === '1' ? '1 session of the calendar is' : `${n} sessions of the calendar are`} not stored. Rows on either side of such a gap are as they are; nothing is filled.`,
  );
  add(
    'outside-session',
    total((one) => one.outsideBars),
    (n) => `${storedBars(n)} outside the trading session: not used.`,
  );
  add(
    'unpriced-bars',
    total((one) => one.unpricedBars),
    (n) => `${storedBars(n)} with a price of zero or less: not used.`,
  );
  add(
    'off-grid',
    total((one) => one.offGridBars),
    (n) => `${storedBars(n)} stamped beside the interval's grid: not used.`,
  );
  const gaveNothing = [
    ...asked.filter((one) => one.source === null).map((one) => one.instrument.id),
    ...parts.filter((part) => part.rows === 0).map((part) => part.instrumentId),
  ];
  if (gaveNothing.length > 0)
    flags.push({
      id: 'no-rows',
      count: gaveNothing.length,
      message: `No rows from ${gaveNothing.slice(0, 10).join(', ')}${gaveNothing.length > 10 ? ` and ${gaveNothing.length - 10} more` : ''}.`,
    });
  for (const warning of warnings) flags.push({ id: 'missing-side', count: 1, message: warning });
  if (proven < of)
    flags.push({
      id: 'proof-sample',
      count: of - proven,
      message: `The leak proof recomputed ${proven} of ${of} instruments, evenly spaced: all of them together would not fit into memory.`,
    });
  return flags;
}

function storedBars(n: string): string {
  return n === '1' ? '1 stored bar' : `${n} stored bars`;
}
