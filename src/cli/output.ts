// Everything the command line prints. The result goes to stdout, either as text or as exactly one JSON document; notes and
// errors go to stderr. In JSON mode stderr stays empty and errors are the document.

import type { AppError } from '../contracts/errors.ts';
import { toErrorData } from '../contracts/errors.ts';

export interface Output {
  readonly json: boolean;
  readonly quiet: boolean;
  /** The one result of a command. `lines` is only called where text is wanted. */
  result(document: unknown, lines: () => readonly string[]): void;
  /** A remark beside the result; not shown with --quiet or --json. */
  note(text: string): void;
  help(text: string): Promise<void>;
  failure(error: AppError, help: string): Promise<void>;
  /** Resolves when everything printed has left this process. */
  flush(): Promise<void>;
}

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

const MOST_DETAIL_LINES = 12;

export function createOutput({ json, quiet, out, err }: OutputOptions): Output {
  let written: Promise<void> = Promise.resolve();
  let answered = false;
  // `… | head` closes the pipe early: that is the reader's choice, not an error of ours.
  for (const stream of [out, err])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  const write = (stream: NodeJS.WritableStream, text: string) => {
    const done = new Promise<void>((resolve) => stream.write(text, () => resolve()));
    written = written.then(() => done);
    return written;
  };
  const answer = (document: unknown) => {
    if (answered) throw new Error('A command may print one result only');
    answered = true;
    // Figures that are not finite become null: JSON has no other word for them.
    return write(out, `${JSON.stringify(document)}\n`);
  };

  return {
    json,
    quiet,
    result(document, lines) {
      if (json) void answer(document);
      else void write(out, `${lines().join('\n')}\n`);
    },
    note(text) {
      if (!json && !quiet) void write(err, `${text}\n`);
    },
    help: (text) => (json ? answer({ help: text }) : write(out, text)),
    failure(error, help) {
      if (json) return answered ? written : answer({ error: toErrorData(error) });
      if (error.message === 'Name a command.' && help !== '') return write(err, help);
      return write(err, `${[`error: ${error.message}`, ...detailLines(error)].join('\n')}\n`);
    },
    flush: () => written,
  };
}

/** Lines of refused files: what a person needs to repair them. */
function detailLines({ details }: AppError): string[] {
  const refused = (details as { refused?: unknown } | undefined)?.refused;
  if (!Array.isArray(refused)) return [];
  const lines = (refused as Refused[]).flatMap(({ path, problems }) =>
    problems.map(({ line, message }) => `  ${path}${line > 0 ? ` line ${line}` : ''}: ${message}`),
  );
  // The message itself names a single problem.
  if (lines.length < 2) return [];
  const more = lines.length - MOST_DETAIL_LINES;
  return more > 0 ? [...lines.slice(0, MOST_DETAIL_LINES), `  … and ${more} more`] : lines;
}

interface Refused {
  readonly path: string;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}
