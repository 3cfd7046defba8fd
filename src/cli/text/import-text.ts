// What an import did, as text: one line per file, then what was refused and what waits for a decision.

import type { ImportFileResult, ImportResult } from '../../contracts/imports.ts';
import { count, counted, seconds, shortId } from './format.ts';
import { table } from './table.ts';

interface ImportedRun {
  readonly runId: string | null;
  readonly path: string;
  readonly trades: number;
  readonly flags: readonly { readonly message: string }[];
}

export function importLines(
  { files, refused, bars, elapsedMs }: Pick<ImportResult, 'files' | 'refused' | 'bars' | 'elapsedMs'>,
  runs: readonly ImportedRun[],
  dryRun: boolean,
): string[] {
  const changed = files.reduce((sum, file) => sum + file.changedSessions, 0);
  return [
    ...(files.length > 0 ? fileTable(files) : []),
    ...runs.flatMap((run) => [
      `${run.path}: ${count(run.trades)} trades as published${run.runId ? `, run ${shortId(run.runId)}` : ''}`,
      ...run.flags.map(({ message }) => `  ! ${message}`),
    ]),
    ...files.flatMap(({ path, problems }) =>
      problems.map(({ line, message }) => `  ${path}${line > 0 ? ` line ${line}` : ''}: ${message}`),
    ),
    ...refused.flatMap(({ path, problems }) =>
      problems.map(({ line, message }) => `refused ${path}${line > 0 ? ` line ${line}` : ''}: ${message}`),
    ),
    ...(changed > 0
      ? [
          `${count(changed)} stored days differ from the new bars: see the differences in Data, or import with --replace.`,
        ]
      : []),
    `${counted(bars, 'bar')} in ${counted(files.length, 'file')}, ${seconds(elapsedMs)}.${dryRun ? ' Dry run: nothing was stored.' : ''}`,
  ];
}

function fileTable(files: readonly ImportFileResult[]): string[] {
  return table(
    [
      { title: 'instrument' },
      { title: 'interval' },
      { title: 'bars', align: 'right' },
      { title: 'sessions', align: 'right' },
      { title: 'new', align: 'right' },
      { title: 'same', align: 'right' },
      { title: 'differ', align: 'right' },
      { title: 'flagged days' },
    ],
    files.map((file) => [
      file.instrument,
      file.interval,
      count(file.bars),
      count(file.sessions),
      count(file.newSessions),
      count(file.unchangedSessions),
      count(file.changedSessions),
      Object.entries(file.flags)
        .map(([flag, days]) => `${flag} ${days}`)
        .join(', '),
    ]),
  );
}
