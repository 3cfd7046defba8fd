// How the JSON files of a bundle are written, and the hashes that name them. Called by writing, reading and verifying; pure.

import { createHash } from 'node:crypto';
import type { BundleManifest } from '../../../contracts/bundles.ts';

export function sha256(content: Uint8Array | string): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Readable, the same bytes for the same value; numbers that are not finite become null. */
export function bundleJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Keys in order at every depth: the text an id is taken of does not depend on who wrote the file. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    const entries = Object.entries(part as Record<string, unknown>);
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** A bundle is its content: everything the manifest says, files by their hashes included, but not when it was written. */
export function bundleId(manifest: Omit<BundleManifest, 'id'>): string {
  const { createdAt: _createdAt, id: _id, ...content } = manifest as BundleManifest;
  return sha256(canonicalJson(content));
}
