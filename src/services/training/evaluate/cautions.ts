// Every flattering assumption that is still in a candidate's numbers, named. Called by the evaluation; shown beside the figures and written
// into every report.

import type { Dataset } from '../../../contracts/datasets.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import type { DecisionsView, MoneyScores, SegmentResult } from '../../../contracts/training-results.ts';
import type { HoldOutLooks } from '../ledger/hold-out-openings.ts';
import type { FitOutput, TrainingTable } from '../steps/contract.ts';

export interface CautionsAsked {
  readonly synthetic: boolean;
  readonly request: TrainingRequest;
  readonly table: TrainingTable;
  readonly dataset: Pick<Dataset, 'label' | 'proof' | 'droppedRows'>;
  readonly perSegment: readonly SegmentResult[];
  readonly skipped: readonly { readonly segment: number; readonly output: Pick<FitOutput, 'skipped'> }[];
  readonly testedTwice: boolean;
  readonly trainsAfterTest: boolean;
  readonly money: MoneyScores | null;
  /** Why there is none. */
  readonly noMoney: string | null;
  /** Null where thresholds decide. */
  readonly decisions: DecisionsView | null;
  readonly distinctTrials: number;
  readonly holdOutLooks: HoldOutLooks;
}

export function cautionsOf(asked: CautionsAsked): string[] {
  const { synthetic, request, table, dataset, perSegment, skipped, money, noMoney, distinctTrials } = asked;
  const found: string[] = [];
  if (synthetic)
    found.push(
      'Synthetic: the market was generated with a planted edge. These figures say nothing of any real market.',
    );
  if (dataset.proof !== 'passed')
    found.push(
      dataset.proof === 'none'
        ? 'The dataset has no leak proof: nobody has shown that its features know nothing of the future.'
        : `The dataset's leak proof says "${dataset.proof}": read it before believing any figure here.`,
    );
  found.push(
    `Chosen among many: ${distinctTrials} different things were tried on this dataset. The deflated Sharpe ratio counts them; AUC and net worth do not.`,
  );
  if (hasOverlap(table))
    found.push(
      'Labels overlap: windows of neighbouring rows share bars, so rows are fewer independent cases than they count. Intervals draw whole days for that reason.',
    );
  found.push(
    ...(asked.decisions === null ? [thresholdCaution(perSegment)] : decisionCautions(asked.decisions)),
  );
  if (table.task.kind === 'two-sided' && !isMirrored(dataset.label))
    found.push(
      'Rows know the worth of their labelled side only; acting on the other side is taken as its mirror, which is an approximation where stop and target lie unequally far.',
    );
  if (perSegment.some(({ calibration }) => calibration.method !== 'none' && !calibration.accepted))
    found.push(
      'In some segments the calibration was refused: their probabilities are the raw ones of the model.',
    );
  for (const { segment, output } of skipped)
    if (output.skipped !== null) found.push(`Segment ${segment + 1} has no result: ${output.skipped}.`);
  if (asked.testedTwice)
    found.push(
      'Rows were tested in several folds; their probabilities are means over the models, better than any single one of them.',
    );
  if (asked.trainsAfterTest)
    found.push(
      'Some folds train on days after their test days. Purging and embargo keep labels apart, but no trader could have had those models then.',
    );
  if (money === null)
    found.push(`No money through the backtest engine: ${noMoney ?? 'the dataset cannot be traded.'}`);
  else if (dataset.droppedRows > 0)
    found.push(
      `${dataset.droppedRows.toLocaleString('en-IN')} decisions have no label and are no rows of the dataset (their window left the session, bars are missing, or the label asks nothing there): the money here does not trade them, while a model that serves is asked about them, too.`,
    );
  found.push(...holdOutCautions(asked.holdOutLooks));
  if (request.holdOutSessions === 0)
    found.push(
      'No hold-out was reserved: every day was looked at while choosing, and none is left to check the choice.',
    );
  return [...found, ...(table.notes ?? [])];
}

function holdOutCautions({ before, opened }: HoldOutLooks): string[] {
  const found: string[] = [];
  if (before > 0)
    found.push(
      `The hold-out was set apart after ${before} trials had been judged on the whole dataset: whoever saw those results has seen its days. Only newer days are an untouched test.`,
    );
  if (opened > 0)
    found.push(
      `The hold-out was opened ${opened === 1 ? 'once' : `${opened} times`} before this was judged: whoever saw that result chose with it in mind.`,
    );
  return found;
}

function thresholdCaution(perSegment: readonly SegmentResult[]): string {
  const untraded = perSegment.filter(({ threshold }) => threshold === null).map(({ segment }) => segment + 1);
  return untraded.length === 0
    ? 'Thresholds were chosen inside each training part. The curve over thresholds on test rows is for looking: choosing from it would be hindsight.'
    : `Thresholds were chosen inside each training part; in segment ${untraded.join(', ')} none had earned more than staying out, so nothing was acted on there.`;
}

function decisionCautions({ policy, grid, gates, rows, learned, meanMultiplier }: DecisionsView): string[] {
  const unknown = learned.flatMap(({ segment, words }) =>
    words.filter((one) => one.includes('is not known here')).map((one) => `segment ${segment + 1}: ${one}`),
  );
  const stayedOut = gates.reduce((sum, { flat }) => sum + flat, 0);
  return [
    `The decision policy "${policy.title}" was chosen by hand, with its settings: nothing inside the training parts says that it is the right one, and whoever has seen earlier results chose with them in mind.`,
    ...(grid === null
      ? []
      : [
          'The grid of margin and quality is drawn over test rows, for looking: taking its best cell would be hindsight.',
        ]),
    ...(unknown.length === 0 ? [] : [`Gates without their model answer FLAT (${unknown.join(' ')})`]),
    ...(stayedOut === rows ? ['The policy stayed out of every test row.'] : []),
    ...(Number.isNaN(meanMultiplier) || meanMultiplier === 1
      ? []
      : [
          `The policy sizes its trades (${meanMultiplier.toFixed(2)} on average); the account that was traded here takes every one of them at its own size, so the sizes are not in any figure.`,
        ]),
  ];
}

/** Whether any label was still open when the next row of its instrument was decided. */
function hasOverlap({ rows, time, t1, instrument }: TrainingTable): boolean {
  for (let row = 1; row < rows; row++)
    if (instrument[row] === instrument[row - 1] && t1[row - 1]! > time[row]!) return true;
  return false;
}

/** Stop and target equally far, or none of both: then the other side's worth is the mirror exactly. */
function isMirrored(label: Dataset['label']): boolean {
  switch (label?.kind) {
    case 'triple-barrier':
      return JSON.stringify(label.target) === JSON.stringify(label.stop);
    case 'tp-sl-window':
      return label.target === label.stop;
    case 'volatility-direction':
      return label.targetMultiple === label.stopMultiple;
    case 'next-return':
    case 'setup-conditional':
      return true;
    default:
      return false;
  }
}
