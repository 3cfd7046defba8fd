// A log file of bounded size: when it is full it becomes `.1`, `.1` becomes `.2`, and the oldest goes. Writes are synchronous,
// so that the last line before a crash is there. A full or missing disk never throws: losing log lines is better than losing
// the program. One process writes one file.

import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export interface RotatingFileOptions {
  readonly file: string;
  readonly maximumBytes: number;
  /** Old files kept beside the current one. */
  readonly keep: number;
}

export interface RotatingFile {
  write(line: string): void;
  close(): void;
}

export function createRotatingFile(options: RotatingFileOptions): RotatingFile {
  const { file, maximumBytes, keep } = options;
  let descriptor: number | undefined;
  let size = 0;
  let closed = false;

  const open = () => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    descriptor = openSync(file, 'a', 0o600);
    size = fstatSync(descriptor).size;
  };
  const shut = () => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  const rotate = () => {
    shut();
    rmSync(`${file}.${keep}`, { force: true });
    for (let n = keep - 1; n >= 0; n--) {
      try {
        renameSync(n === 0 ? file : `${file}.${n}`, `${file}.${n + 1}`);
      } catch {
        // That one does not exist yet.
      }
    }
    open();
  };

  return {
    write(line) {
      if (closed) return;
      try {
        if (descriptor === undefined) open();
        const bytes = Buffer.byteLength(line);
        if (size > 0 && size + bytes > maximumBytes) rotate();
        writeSync(descriptor!, line);
        size += bytes;
      } catch {
        // Tried again with the next line.
        try {
          shut();
        } catch {
          descriptor = undefined;
        }
      }
    },
    close() {
      closed = true;
      shut();
    },
  };
}
