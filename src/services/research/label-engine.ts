// The label engines as this domain uses them: a checked spec with words a user understands, and one call that labels the decision
// bars of an instrument. Called by recipes, builds and previews. Holds no formula.

import { createPlaces, type FeatureData } from '../../../engines/features/data.ts';
import { labelBars } from '../../../engines/labels/bar-labels.ts';
import { canonicalLabel, checkLabel, LabelSpecError, labelValues } from '../../../engines/labels/check.ts';
import type { BarLabels, LabelExtras, LabelInput } from '../../../engines/labels/definition.ts';
import { checkHorizon } from '../../../engines/labels/label-path.ts';
import { type BarLabelSpec, isCandidateLabel, type LabelSpec } from '../../../engines/labels/spec.ts';
import { sliceBars } from '../../../engines/market/bars.ts';
import { closeTimes } from '../../../engines/market/close-times.ts';
import { type Interval, intervalMs, MINUTE_MS } from '../../../engines/market/interval.ts';
import type { Session } from '../../../engines/market/session.ts';
import { lowerBound } from '../../../engines/numeric/sorted.ts';
import { AppError } from '../../contracts/errors.ts';

/** Defaults filled in. Throws BAD_PARAMETER with each problem by parameter. */
export function checkedLabel(given: unknown): LabelSpec {
  return explained(() => checkLabel(given));
}

/** Throws BAD_PARAMETER where no row of `interval` decisions over `pathInterval` bars could have such a window. */
export function checkMeasurable(label: LabelSpec, interval: Interval, pathInterval: Interval): void {
  if ('horizon' in label) explained(() => checkHorizon({ interval, pathInterval }, label.horizon));
}

/** A sentence where no decision of these sessions could wait for the end of the label's window; null where some can. */
export function windowTooLong(
  label: LabelSpec,
  interval: Interval,
  sessions: readonly Session[],
): string | null {
  if (isCandidateLabel(label) || !('horizon' in label) || sessions.length === 0) return null;
  if ('sessionEnd' in label && label.sessionEnd === 'exit') return null;
  const { unit, length } = label.horizon;
  const windowMs = length * (unit === 'bars' ? intervalMs(interval) : MINUTE_MS);
  // The first decision falls at the close of the session's first bar.
  const longestMs = Math.max(...sessions.map(({ open, close }) => close - open)) - intervalMs(interval);
  if (windowMs <= longestMs) return null;
  return `The label's window of ${length} ${unit} does not fit into any session of these dates after the first decision: no row will have an outcome. Shorten the label's window.`;
}

/** One text per meaning: what a label's hash is taken over. */
export function canonicalLabelText(label: LabelSpec): string {
  return canonicalLabel(label);
}

/** Decision bars before the first row that the label's own scale reads. */
export function labelWarmupBars(label: LabelSpec): number {
  let bars = 0;
  for (const [name, value] of Object.entries(labelValues(label)))
    if (typeof value === 'number' && /(^|\.)(period|returns|atrPeriod)$/.test(name))
      bars = Math.max(bars, value);
  return bars;
}

/** Decision bars and the path their outcomes are read from. */
export function labelInputOf(data: FeatureData): LabelInput {
  const self = data.series.self!;
  const decision = createPlaces(data).at('self', 'decision')!;
  return {
    interval: data.decisionInterval,
    bars: decision.input.bars,
    closeTime: decision.closeTime,
    pathInterval: self.interval,
    path: self.bars,
    pathCloseTime: closeTimes(self.bars, self.sessions, self.interval),
    sessions: self.sessions,
  };
}

/** What lies before decision `rows`, whose session opens at `open`: no window crosses a session, so it labels alone as in the whole. */
export function warmupOnly(input: LabelInput, rows: number, open: number): LabelInput {
  const path = lowerBound(input.path.openTime, open);
  return {
    ...input,
    bars: sliceBars(input.bars, 0, rows),
    closeTime: input.closeTime.subarray(0, rows),
    path: sliceBars(input.path, 0, path),
    pathCloseTime: input.pathCloseTime.subarray(0, path),
    sessions: input.sessions.filter((session) => session.open < open),
  };
}

export function labelled(input: LabelInput, spec: BarLabelSpec, extras: LabelExtras): BarLabels {
  return explained(() => labelBars(input, spec, extras));
}

export function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof LabelSpecError)) throw error;
    throw new AppError(
      'BAD_PARAMETER',
      `${error.message} Nothing was stored.`,
      { problems: error.problems },
      error,
    );
  }
}
