// Collects what is wrong with a file: the first lines in full, the rest as a count, and the point at which the file is
// refused. Called by the parsers and day assembly; messages say what happened to the line, callers say what was kept.
import { AppError } from '../../contracts/errors.ts';
import type { ImportProblem } from '../../contracts/imports.ts';

/** Lines named one by one; the others are counted. */
const NAMED_LINES = 20;
const LONGEST_TEXT = 200;
/** More unreadable lines than this share of a file (and than MOST_BAD_LINES) mean the file or its plan is wrong. */
const LARGEST_BAD_SHARE = 0.03;
const MOST_BAD_LINES = 2;
/** A file that is mostly garbage is given up early instead of being read to its end. */
const EARLY_SAMPLE = 2000;

/** Thrown when nothing of a file may be stored; carries the problems for the report. */
export class FileRefused extends AppError {
  readonly problems: readonly ImportProblem[];

  constructor(message: string, problems: readonly ImportProblem[], cause?: unknown) {
    super('BAD_DATA', message, { problems }, cause);
    this.name = 'FileRefused';
    this.problems = problems;
  }
}

export function refuse(line: number, message: string, text?: string, cause?: unknown): FileRefused {
  return new FileRefused(message, [problem(line, message, 'error', text)], cause);
}

export function problem(
  line: number,
  message: string,
  severity: ImportProblem['severity'],
  text?: string,
): ImportProblem {
  return { line, message, severity, ...(text === undefined ? {} : { text: shorten(text) }) };
}

export function shorten(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters of a broken file must not reach a terminal
  const clean = text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '·');
  return clean.length > LONGEST_TEXT ? `${clean.slice(0, LONGEST_TEXT)}…` : clean;
}

export interface BadLines {
  /** Notes one line that could not be read. Throws FileRefused when the file is hopeless. */
  add(line: number, message: string, text: string, goodRows: number): void;
  /** Throws FileRefused when too many lines were bad; otherwise returns the problems to report. */
  finish(goodRows: number): ImportProblem[];
}

export function createBadLines(unit: 'line' | 'row' = 'line'): BadLines {
  const named: ImportProblem[] = [];
  let count = 0;

  const refusal = (goodRows: number) => {
    const first = named[0]!;
    const total = goodRows + count;
    const message = `${count.toLocaleString('en-IN')} of ${total.toLocaleString('en-IN')} ${unit}s cannot be read, the first is ${unit} ${first.line}: ${first.message}. Nothing of this file was stored. Correct the columns in the preview, or repair the file.`;
    return new FileRefused(message, [problem(0, message, 'error'), ...summary()]);
  };

  const summary = () =>
    count > named.length
      ? [...named, problem(0, `${count - named.length} more ${unit}s could not be read`, 'error')]
      : [...named];

  return {
    add(line, message, text, goodRows) {
      count++;
      if (named.length < NAMED_LINES) named.push(problem(line, message, 'error', text));
      if (count > EARLY_SAMPLE && count > goodRows) throw refusal(goodRows);
    },
    finish(goodRows) {
      const allowed = Math.max(MOST_BAD_LINES, (goodRows + count) * LARGEST_BAD_SHARE);
      if (count > 0 && (goodRows === 0 || count > allowed)) throw refusal(goodRows);
      return summary();
    },
  };
}
