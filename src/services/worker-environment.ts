// What a worker process gets to see of the environment: a short list, not all but some. Inherited Node and loader options
// would change what it runs, and tokens some other program put there are none of its business. And the flags it runs under. Pure.

const ALLOWED: ReadonlySet<string> = new Set([
  'PATH',
  'HOME',
  'USER',
  'USERPROFILE',
  'LANG',
  'LANGUAGE',
  'TZ',
  'TEMP',
  'TMP',
  'TMPDIR',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'COMSPEC',
  'APPDATA',
  'LOCALAPPDATA',
  // Some systems keep the libraries of native modules elsewhere.
  'LD_LIBRARY_PATH',
]);

export function workerEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const upper = name.toUpperCase();
    if (value !== undefined && (ALLOWED.has(upper) || upper.startsWith('LC_'))) clean[name] = value;
  }
  return clean;
}

/**
 * Flags of V8 for a process that works through arrays: the cap on its heap, and a small nursery. What jobs make lies in array buffers;
 * the usual nursery of 16 MB, held three times over, would be a tenth of a training's memory. Imports take as long with either.
 */
export function workerFlags(memoryMb: number): string[] {
  return [`--max-old-space-size=${memoryMb}`, '--max-semi-space-size=4'];
}
