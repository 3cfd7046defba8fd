// Reads docs/dependencies.md: which npm package, in which folders, and why. Pure.

export interface ListedPackage {
  readonly name: string;
  /** Path prefixes from the project root; `tools` for what only scripts and configuration use, `peer` for what only a package needs. */
  readonly folders: readonly string[];
  readonly reason: string;
}

export function parseDependencyList(markdown: string): readonly ListedPackage[] {
  const listed: ListedPackage[] = [];
  for (const line of markdown.split('\n')) {
    const [, name, folders, reason] = /^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/.exec(line) ?? [];
    if (!name || !folders || !reason) continue;
    listed.push({
      name,
      folders: folders.split(',').map((folder) => folder.trim().replaceAll('`', '')),
      reason: reason.trim(),
    });
  }
  return listed;
}

/** `@scope/name/deep` → `@scope/name`; undefined for our own files and Node's modules. */
export function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return undefined;
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : parts[0];
}

/** Why this file may not import this package, or null. */
export function packageFault(
  path: string,
  specifier: string,
  listed: readonly ListedPackage[],
): string | null {
  const name = packageOf(specifier);
  if (name === undefined) return null;
  const entry = listed.find((one) => one.name === name);
  if (!entry) return `${name} is not in docs/dependencies.md`;
  return entry.folders.some((folder) => path.startsWith(`${folder}/`))
    ? null
    : `${name} is for ${entry.folders.join(', ')}`;
}
