// Datasets, their plans and proofs as text. Called by the dataset commands.

import type { LeakProof } from '../../../engines/validation/leaks/proof.ts';
import type { Dataset, DatasetPlan, DatasetSummary } from '../../contracts/datasets.ts';
import { count, counted, moment, percent, seconds } from './format.ts';
import { pairs, table } from './table.ts';

/** Folders of datasets bear twelve digits; four and more name one on the command line. */
export const shortDataset = (id: string): string => id.slice(0, 12);

const SHOWN_FINDINGS = 5;
const MEGABYTE = 2 ** 20;

export function datasetTable(datasets: readonly DatasetSummary[]): string[] {
  return table(
    [
      { title: 'dataset' },
      { title: 'created (IST)' },
      { title: 'state' },
      { title: 'rows', align: 'right' },
      { title: 'features', align: 'right' },
      { title: 'proof' },
      { title: 'name' },
    ],
    datasets.map((one) => [
      shortDataset(one.id),
      moment(one.createdAt),
      one.state,
      one.state === 'done' ? count(one.rows) : '',
      one.featureSet ? count(one.featureSet.features) : '',
      one.proof,
      `${one.name}${one.synthetic ? ' [synthetic]' : ''}`,
    ]),
  );
}

export function datasetLines(dataset: Dataset): string[] {
  const { featureSet, labelSummary } = dataset;
  return [
    ...pairs([
      ['dataset', `${dataset.id}${dataset.synthetic ? '  [synthetic data]' : ''}`],
      ['name', dataset.name],
      ...(dataset.justification ? [['why', dataset.justification] as const] : []),
      ['state', dataset.error === null ? dataset.state : `${dataset.state}: ${dataset.error}`],
      ['origin', dataset.origin],
      ['range', `${dataset.from} to ${dataset.to}${dataset.interval ? `, ${dataset.interval}` : ''}`],
      [
        'features',
        featureSet
          ? `${featureSet.id} v${featureSet.version}, ${counted(featureSet.features, 'column')}`
          : counted(dataset.featureNames.length, 'column'),
      ],
      ['label', dataset.labelWords],
      [
        'rows',
        `${count(dataset.rows)} of ${counted(dataset.instruments, 'instrument')}, ${count(dataset.droppedRows)} dropped`,
      ],
      ...(dataset.classes.length > 0 ? [['balance', balanceWords(dataset)] as const] : []),
      ...(labelSummary
        ? [
            [
              'label life',
              `${labelSummary.averageLifeMinutes.toFixed(1)} minutes, uniqueness ${labelSummary.averageUniqueness.toFixed(2)}`,
            ] as const,
          ]
        : []),
      ['proof', dataset.proof],
      ...(dataset.lastVerification
        ? [
            [
              'verified',
              `${moment(dataset.lastVerification.at)} IST: ${dataset.lastVerification.words}`,
            ] as const,
          ]
        : []),
      ['content', dataset.contentHash ?? '–'],
    ]),
    ...dataset.datasetFlags.map(({ message }) => `! ${message}`),
    ...dataset.exports.map((one) => `${one.format}: ${one.path} (${counted(one.rows, 'row')})`),
  ];
}

export function balanceWords({ classes, balance }: Pick<DatasetSummary, 'classes' | 'balance'>): string {
  const rows = balance.reduce((sum, one) => sum + one, 0);
  return classes
    .map((name, k) => `${name} ${count(balance[k]!)} (${percent(rows === 0 ? 0 : balance[k]! / rows)})`)
    .join(', ');
}

/** One line per check, with its first findings where it found any. */
export function proofLines(proof: LeakProof | null): string[] {
  if (proof === null) return ['There is no proof.'];
  return proof.checks.flatMap(({ verdict, title, summary, findings, findingCount }) => [
    `${verdict.padEnd(7)}  ${title}: ${summary}`,
    ...findings
      .slice(0, SHOWN_FINDINGS)
      .map(({ feature, instrumentId, time, words }) =>
        [
          `         ${feature}`,
          ...(instrumentId ? [instrumentId] : []),
          ...(time === null ? [] : [`${moment(time)} IST`]),
          words,
        ].join('  '),
      ),
    ...(findingCount > SHOWN_FINDINGS ? [`         … ${count(findingCount - SHOWN_FINDINGS)} more`] : []),
  ]);
}

export function planLines(plan: DatasetPlan): string[] {
  return [
    ...(plan.existing
      ? [`This dataset exists: ${shortDataset(plan.existing)}. Building it is no work.`]
      : []),
    ...table(
      [
        { title: 'instrument' },
        { title: 'from' },
        { title: 'sessions', align: 'right' },
        { title: 'bars', align: 'right' },
        { title: 'rows', align: 'right' },
      ],
      plan.instruments.map((one) => [
        one.instrumentId,
        one.baseInterval ?? '–',
        count(one.sessions),
        count(one.bars),
        count(one.rows),
      ]),
    ),
    ...plan.problems.map((problem) => `! ${problem}`),
    `At most ${counted(plan.rows, 'row')} of ${counted(plan.features, 'feature')}: about ${(plan.bytes / MEGABYTE).toFixed(1)} MB on disk, ${Math.ceil(plan.memoryBytes / MEGABYTE)} MB of memory, ${seconds(plan.estimatedMs)} (${plan.estimateBasis}). Dry run: nothing was built.`,
  ];
}
