// Who may import whom (design: “Layout and who may import whom”), as data and one pure judgement per import.

import type { Import, SourceFile } from './source-files.ts';

export type Part =
  | 'engines'
  | 'contracts'
  | 'services'
  | 'api'
  | 'workers'
  | 'main'
  | 'preload'
  | 'server'
  | 'cli'
  | 'exchange'
  | 'renderer'
  | 'resources'
  | 'outside';

const PARTS: ReadonlySet<string> = new Set([
  'contracts',
  'services',
  'api',
  'workers',
  'main',
  'preload',
  'server',
  'cli',
  'exchange',
  'renderer',
]);

export function partOf(path: string): Part {
  const [top = '', second = ''] = path.split('/');
  if (top === 'engines' || top === 'resources') return top;
  if (top === 'src' && PARTS.has(second)) return second as Part;
  return 'outside';
}

/** `types`: only with `import type`. A part may always import itself. */
type Permission = 'yes' | 'types';
const MAY_IMPORT: Readonly<Record<Part, Partial<Record<Part, Permission>>>> = {
  engines: {},
  contracts: { engines: 'types' },
  services: { engines: 'yes', contracts: 'yes', resources: 'yes' },
  api: { engines: 'types', contracts: 'yes', services: 'yes' },
  // ADR 0006: the bodies of jobs live in services, so a worker reaches every domain through its index.
  workers: { engines: 'yes', contracts: 'yes', services: 'yes' },
  main: { contracts: 'yes', services: 'yes', api: 'yes' },
  preload: { contracts: 'yes' },
  server: { engines: 'yes', contracts: 'yes', services: 'yes', api: 'yes' },
  // The headless `serve` is the browser shell, started from the command line.
  cli: { engines: 'yes', contracts: 'yes', services: 'yes', api: 'yes', server: 'yes', resources: 'yes' },
  exchange: { engines: 'yes', contracts: 'yes', services: 'yes', api: 'yes' },
  // The wire codec is the one value both ends of the link share; of the router it takes the type.
  renderer: { engines: 'yes', contracts: 'yes', api: 'types' },
  resources: {},
  outside: {},
};
/** Values that cross a border where otherwise only types may. */
const SHARED_VALUES: ReadonlySet<string> = new Set([
  'src/api/codec.ts',
  // Lists of names (intervals, exchanges, policies, flags) that a schema of `contracts` enumerates.
  'engines/backtest/contract.ts',
  'engines/features/definition.ts',
  'engines/market/instrument.ts',
  'engines/market/interval.ts',
  'engines/market/quality.ts',
]);

/** Parts that run on Node and may use its modules. */
const NODE_PARTS: ReadonlySet<Part> = new Set([
  'services',
  'api',
  'workers',
  'main',
  'server',
  'cli',
  'exchange',
]);

/** Inside engines a folder may import those of a lower layer, and itself. */
const ENGINE_LAYERS: readonly (readonly string[])[] = [
  ['numeric', 'parameters'],
  ['market'],
  ['indicators', 'labels', 'costs', 'orders'],
  ['features'],
  ['learn', 'validation', 'strategies', 'risk', 'drift'],
  ['backtest'],
];
const layerOf = (folder: string) => ENGINE_LAYERS.findIndex((layer) => layer.includes(folder));

function engineFault(from: string, to: string): string | null {
  const [, here = ''] = from.split('/');
  const [, there = ''] = to.split('/');
  if (here === there) return null;
  if (layerOf(here) < 0) return `engines/${here} has no layer; give it one`;
  return layerOf(there) >= 0 && layerOf(there) < layerOf(here)
    ? null
    : `engines/${here} may not import engines/${there}`;
}

/** Domains of `src/services` see each other through their index; files directly in it are shared. */
function serviceFault(from: string, to: string): string | null {
  const [, , domain = '', file] = to.split('/');
  if (file === undefined || file === 'index.ts' || SHARED_PORTS.has(to)) return null;
  // The one list of all migrations reads each domain's, and nothing else of it.
  if (from === 'src/services/migrations.ts' && file === 'migrations.ts') return null;
  const own = from.startsWith('src/services/') && from.split('/')[2] === domain;
  return own ? null : `reaches into services/${domain} past its index.ts`;
}

/** Ports are interfaces meant for everybody, and have a file of their own so that importing one loads nothing. */
const SHARED_PORTS: ReadonlySet<string> = new Set([
  'src/services/db/port.ts',
  'src/services/jobs/body.ts',
  // What application and worker both need of jobs; the index would load the queue into every worker.
  'src/services/jobs/protocol.ts',
  'src/services/jobs/progress.ts',
  'src/services/jobs/gate.ts',
  // The body of every kind of job. Not in the domain's index, since it loads all domains.
  'src/services/jobs/bodies.ts',
  // What a training thread does: the index would load every service into each of them.
  'src/services/training/run/member.ts',
]);

function ownFileFault(source: SourceFile, { file, typeOnly }: Import & { file: string }): string | null {
  const [from, to] = [partOf(source.path), partOf(file)];
  if (from === to) {
    if (from === 'engines') return engineFault(source.path, file);
    return from === 'services' ? serviceFault(source.path, file) : null;
  }
  const permission = MAY_IMPORT[from][to];
  if (permission === undefined) return `${from} may not import ${to}`;
  if (permission === 'types' && !typeOnly && !SHARED_VALUES.has(file))
    return `${from} may import only types of ${to}`;
  return to === 'services' ? serviceFault(source.path, file) : null;
}

/** Why the import is not allowed, or null. */
export function importFault(source: SourceFile, one: Import): string | null {
  if (one.file !== undefined) return ownFileFault(source, { ...one, file: one.file });
  if (!one.specifier.startsWith('node:')) return null;
  return NODE_PARTS.has(partOf(source.path)) ? null : `${partOf(source.path)} may not use ${one.specifier}`;
}
