// Measures LightGBM and XGBoost on this machine and on the very same table, where a Python has them. For `bench:trees --peers` only:
// the product itself needs no Python.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FEATURES, type MadeData, makeData } from './made-data.ts';
import { RECORDED, type RecordedFigure } from './recorded.ts';

interface Size {
  readonly rows: number;
  readonly rounds: number;
  readonly task: 'binary' | 'three';
  readonly threads: number;
}

type Measured = Pick<
  RecordedFigure,
  'library' | 'trainSeconds' | 'binningSeconds' | 'peakMb' | 'logLoss' | 'auc'
>;

const SCRIPT = fileURLToPath(new URL('./peers.py', import.meta.url));

/** Medians of `repeat` runs, each in a process of its own; targets as promised for the recorded figures. Throws where Python has neither. */
export function measurePeers(
  sizes: readonly Size[],
  { repeat, say }: { readonly repeat: number; readonly say: (line: string) => void },
): RecordedFigure[] {
  const python = process.env.PYTHON ?? 'python3';
  const libraries = JSON.parse(execFileSync(python, [SCRIPT], { encoding: 'utf8' })) as readonly string[];
  if (libraries.length === 0)
    throw new Error(`${python} has neither LightGBM nor XGBoost; set PYTHON to one that has.`);
  say(`measuring ${libraries.join(' and ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'tree-peers-'));
  try {
    const figures: RecordedFigure[] = [];
    const written = new Set<number>();
    for (const { rows, rounds, task, threads } of distinct(sizes)) {
      if (!written.has(rows)) writeTable(folder, rows);
      written.add(rows);
      for (const library of libraries) {
        const arguments_ = [SCRIPT, folder, library, rows, rounds, task, threads].map(String);
        const runs = Array.from({ length: Math.max(1, repeat) }, () => {
          return JSON.parse(execFileSync(python, arguments_, { encoding: 'utf8' })) as Measured;
        }).sort((a, b) => a.trainSeconds - b.trainSeconds);
        const own = runs[runs.length >> 1]!;
        const recorded = RECORDED.find(
          (one) =>
            one.library === own.library &&
            one.rows === rows &&
            one.rounds === rounds &&
            one.task === task &&
            one.threads === threads,
        );
        figures.push({ ...own, rows, rounds, task, threads, target: recorded?.target ?? null });
        say(`${own.library}, ${rows} rows, ${task}, ${threads} threads: ${own.trainSeconds.toFixed(2)} s`);
      }
    }
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Ours is measured with two kinds of kernels; theirs once. */
function distinct(sizes: readonly Size[]): readonly Size[] {
  const byName = new Map(
    sizes.map(({ rows, rounds, task, threads }) => [
      [rows, rounds, task, threads].join(),
      { rows, rounds, task, threads },
    ]),
  );
  return [...byName.values()];
}

function writeTable(folder: string, rows: number): void {
  const { train, test } = makeData(rows);
  writePart(join(folder, `${rows}.train`), train);
  writePart(join(folder, `${rows}.test`), test);
}

/** Rows × features as little-endian float32, and a byte of each label. */
function writePart(path: string, { columns, rows, binary, three }: MadeData): void {
  const table = new Float32Array(rows * FEATURES);
  columns.forEach((column, f) => {
    for (let i = 0; i < rows; i++) table[i * FEATURES + f] = column[i]!;
  });
  writeFileSync(`${path}.f32`, table);
  writeFileSync(`${path}.binary`, binary);
  writeFileSync(`${path}.three`, three);
}
