// What the estimator sees of the rows: the columns of the chosen windows, of them those worth its while, and the regimes of the market.
// Fitted on the `fit` part alone; kept with the segment's parts, since most trials ask for the same. Called by fits and trials.

import type { EstimatorParameters, FitProgress, LabelledData } from '../../../../engines/learn/contract.ts';
import { regimeChances } from '../../../../engines/learn/regimes/append-regimes.ts';
import { fitRegimes } from '../../../../engines/learn/regimes/fit-regimes.ts';
import type { RegimeState } from '../../../../engines/learn/regimes/state.ts';
import { leafwise } from '../../../../engines/learn/trees/families/families.ts';
import { median } from '../../../../engines/numeric/statistics.ts';
import type { FitScope } from '../../../../engines/validation/splits/training-part.ts';
import { assertInside } from './assert-inside.ts';
import { type Preparation, StepStopped, type StoredModel } from './contract.ts';
import type { PartData, SegmentParts } from './parts.ts';
import { rowsOf } from './row-data.ts';
import { withChances } from './stored-model.ts';
import { seenNames } from './window-choice.ts';

export interface PreparedParts {
  /** As a stored model keeps it. */
  readonly preparation: StoredModel['preparation'];
  /** Selected features, then regimes. */
  readonly fit: LabelledData;
  readonly stop: LabelledData;
  readonly judge: LabelledData;
  /** Features the regimes look at. */
  readonly observed: readonly string[];
}

/** The rounds whose gains are compared: enough for weak features to be tried, few beside a search. */
const SELECTION_ROUNDS = 100;
/** Selection and regimes say something of the market, not of a candidate: every family of a segment that sees the same gets the same. */
const SEED = 1;
const PREPARED = 'prepared';

/**
 * `choices`: parameters of the trial or fit that say which windows are seen. `onProgress`: false stops with StepStopped. Throws RangeError
 * for a choice that is none.
 */
export function preparedParts(
  parts: SegmentParts,
  asked: Preparation,
  choices: EstimatorParameters,
  onProgress: (progress: FitProgress & { readonly words: string }) => boolean,
): PreparedParts {
  const { names } = parts.fit.data;
  const seen = asked.windows === undefined ? names : seenNames(names, asked.windows, choices);
  const key = JSON.stringify([asked.selection, asked.regimes, seen]);
  // Only the newest stays: each choice of windows has data of its own, and trees keep bins by it.
  const known = parts.made.get(PREPARED) as { key: string; made: PreparedParts } | undefined;
  if (known?.key === key) return known.made;
  const seenIn = ({ data }: PartData) => (seen.length === names.length ? data : selection(data, seen));
  const selected =
    asked.selection === 'median'
      ? selectedNames({ ...parts.fit, data: seenIn(parts.fit) }, onProgress)
      : null;
  const regimes = asked.regimes === null ? null : regimesOf(parts, asked.regimes, onProgress);
  for (const [what, fitted] of [
    ['the selection', selected],
    ['the regimes', regimes],
  ] as const)
    if (fitted !== null) assertInside(fitted.scope, parts.outer, what);
  const prepared = (from: PartData): LabelledData =>
    appended(
      selected === null ? seenIn(from) : selection(from.data, selected.value),
      from.data,
      regimes?.value,
    );
  const made: PreparedParts = {
    preparation: { selected: selected?.value ?? seen, regimes: regimes?.value ?? null },
    fit: prepared(parts.fit),
    stop: prepared(parts.stop),
    judge: prepared(parts.judge),
    observed: regimes?.value.hmm.names ?? [],
  };
  parts.made.set(PREPARED, { key, made });
  return made;
}

/** What was fitted, with the scope of the rows it was fitted on. */
interface Fitted<T> {
  readonly value: T;
  readonly scope: FitScope;
}

/** Features whose share of the gain is at least the median's, in the dataset's order (half of them, or more where gains are equal). */
function selectedNames(
  { part, data }: PartData,
  onProgress: (progress: FitProgress & { readonly words: string }) => boolean,
): Fitted<readonly string[]> {
  let stopped = false;
  const model = leafwise.fit(
    data,
    { rounds: SELECTION_ROUNDS },
    {
      seed: SEED,
      onProgress: (progress) => {
        stopped ||= !onProgress({
          ...progress,
          fraction: 0.1 * progress.fraction,
          words: 'choosing features',
        });
        return !stopped;
      },
    },
  );
  if (stopped) throw new StepStopped();
  const gain = leafwise.importance!(model, 'gain');
  const middle = median(Array.from(gain));
  return { value: data.names.filter((_, f) => gain[f]! >= middle), scope: part.scope };
}

/** The same whatever windows are seen: regimes observe what they were told to. */
function regimesOf(
  { fit: { part, data }, made }: SegmentParts,
  asked: NonNullable<Preparation['regimes']>,
  onProgress: (progress: FitProgress & { readonly words: string }) => boolean,
): Fitted<RegimeState> {
  const key = `regimes ${JSON.stringify(asked)}`;
  const known = made.get(key) as Fitted<RegimeState> | undefined;
  if (known !== undefined) return known;
  let stopped = false;
  const value = fitRegimes(data, { ...asked, seed: SEED }, (iteration) => {
    stopped ||= !onProgress({ fraction: 0.1, round: iteration, words: 'learning regimes' });
    return !stopped;
  });
  if (stopped) throw new StepStopped();
  const fitted = { value, scope: part.scope };
  made.set(key, fitted);
  return fitted;
}

function selection(data: LabelledData, names: readonly string[]): LabelledData {
  return { ...data, names, columns: rowsOf(data, names).columns };
}

function appended(data: LabelledData, all: LabelledData, regimes: RegimeState | undefined): LabelledData {
  if (regimes === undefined) return data;
  return withChances(data, regimeChances(regimes, all), regimes.hmm.start.length);
}
