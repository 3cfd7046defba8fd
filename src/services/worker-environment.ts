// What a worker process gets to see of the environment: a short list, not all but some. Inherited Node and loader options
// would change what it runs, and tokens some other program put there are none of its business. Pure.

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
