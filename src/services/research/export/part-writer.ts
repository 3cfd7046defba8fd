// What the two file formats of an export have in common: parts go in one by one, nothing is known of the file's place. Types only.

import type { ExportedPart } from './export-columns.ts';

export interface PartWriter {
  /** `breath` is called between slices: it lets a cancellation in and throws for it. */
  write(part: ExportedPart, breath: () => Promise<void>): Promise<void>;
  finish(): Promise<void>;
}
