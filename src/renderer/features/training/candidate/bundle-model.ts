// What the files of a bundle are for, how it is used from the command line, and how small a difference is. Pure.

import { BUNDLE_FILES } from '../../../../contracts/bundles.ts';
import type { BundleView, CandidateReport } from '../../../../contracts/training-results.ts';
import { istDateOf, NONE } from '../../../ui/format.ts';

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** `3.0 × 10⁻⁸`, `0` where nothing differs. */
export function differenceWords(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  if (value === 0) return '0';
  const [digits = '', power = '0'] = value.toExponential(1).split('e');
  const raised = [...String(Number(power))].map((sign) => SUPERSCRIPTS[sign] ?? sign).join('');
  return `${digits} × 10${raised}`;
}

const FILE_WORDS: Readonly<Record<string, string>> = {
  [BUNDLE_FILES.graph]: 'The graph for onnxruntime: batches, and everybody else’s tools',
  [BUNDLE_FILES.state]: 'The trained state exactly, for the walker that serves single rows',
  [BUNDLE_FILES.features]: 'Feature names in order, and what stands in where a value is missing',
  [BUNDLE_FILES.calibration]: 'How scores become probabilities',
  [BUNDLE_FILES.manifest]: 'Dataset, split, parameters, seed, figures and the hash of every other file',
  [BUNDLE_FILES.report]: 'This page’s figures',
  [BUNDLE_FILES.leakProof]: 'The proof of the dataset it was trained on',
};

export interface BundleFile {
  readonly name: string;
  readonly words: string;
  /** Null where the manifest was not read; the manifest itself has none. */
  readonly hash: string | null;
}

/** Every file of the form, in the order a reader wants, then those only the manifest knows. */
export function bundleFiles({ files = {} }: Pick<BundleView, 'files'>): readonly BundleFile[] {
  const known = Object.keys(FILE_WORDS);
  const more = Object.keys(files).filter((name) => !known.includes(name));
  return [...known, ...more].map((name) => ({
    name,
    words: FILE_WORDS[name] ?? 'Listed by the manifest',
    hash: files[name] ?? null,
  }));
}

export interface CommandLine {
  readonly words: string;
  readonly command: string;
}

/** Commands that use this candidate outside the desk; the days are those of its last test part. */
export function commandsOf({
  id,
  perSegment,
}: Pick<CandidateReport, 'id' | 'perSegment'>): readonly CommandLine[] {
  const last = perSegment.at(-1);
  const days = last ? ` --from ${istDateOf(last.testFrom)} --to ${istDateOf(last.testTo)}` : '';
  return [
    {
      words: 'Probabilities for any range of stored days, as a file under the data folder',
      command: `npm run -s cli -- predict --model ${id}${days}`,
    },
  ];
}
