// Holds the whole tree to the design: imports by folder, pure engines, listed packages, small files that say what they are.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageFault, packageOf, parseDependencyList } from './dependency-list.ts';
import { importFault } from './import-rules.ts';
import { impurities } from './purity.ts';
import { isTest, projectRoot, readSource, readTree } from './source-files.ts';

const tree = readTree(['engines', 'src']);
const shipped = tree.filter(({ path }) => !isTest(path));
const listed = parseDependencyList(readFileSync(join(projectRoot, 'docs', 'dependencies.md'), 'utf8'));

describe('the tree', () => {
  test('is really looked at', () => {
    expect(shipped.length).toBeGreaterThan(100);
    expect(shipped.some(({ imports }) => imports.some(({ file }) => file?.startsWith('engines/')))).toBe(
      true,
    );
  });

  test('imports only what the table allows', () => {
    const faults = shipped.flatMap((source) =>
      source.imports.flatMap((one) => {
        const fault = importFault(source, one);
        return fault === null ? [] : [`${source.path}: ${one.specifier}: ${fault}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  test('imports files that exist', () => {
    const missing = tree.flatMap(({ path, imports }) =>
      imports
        .filter(({ file }) => file !== undefined && !existsSync(join(projectRoot, file)))
        .map(({ specifier }) => `${path}: ${specifier}`),
    );
    expect(missing).toEqual([]);
  });

  test('uses packages only where docs/dependencies.md says', () => {
    const faults = shipped.flatMap(({ path, imports }) =>
      imports.flatMap(({ specifier }) => {
        const fault = packageFault(path, specifier, listed);
        return fault === null ? [] : [`${path}: ${fault}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  test('keeps its engines pure', () => {
    const faults = shipped
      .filter(({ path }) => path.startsWith('engines/'))
      .flatMap(({ path, program }) => impurities(program).map((fault) => `${path}: ${fault}`));
    expect(faults).toEqual([]);
  });

  test('has no file over 400 lines', () => {
    const long = tree
      .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400);
    expect(long).toEqual([]);
  });

  test('keeps its root files under 200 lines', () => {
    const roots =
      /^src\/(main\/(index|desk)\.ts|server\/(main|shell)\.ts|cli\/main\.ts|renderer\/main\.tsx|services\/compose\.ts)$/;
    const long = shipped.filter(({ path, text }) => roots.test(path) && text.split('\n').length > 200);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('says at the top of every file what it is', () => {
    const silent = shipped.filter(({ text }) => !/^(\/\/|\/\*)/.test(text)).map(({ path }) => path);
    expect(silent).toEqual([]);
  });
});

describe('docs/dependencies.md', () => {
  const manifest = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const installed = ['dependencies', 'optionalDependencies', 'devDependencies']
    .flatMap((kind) => Object.keys(manifest[kind] ?? {}))
    .sort();

  test('lists exactly the packages of package.json, each once, with a reason', () => {
    expect(listed.map(({ name }) => name).sort()).toEqual(installed);
    expect(listed.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });

  test('lists no package for a folder that does not import it', () => {
    const unused = listed.flatMap(({ name, folders }) =>
      folders
        .filter(
          (folder) =>
            folder.startsWith('src/') &&
            !tree.some(
              ({ path, text, imports }) =>
                path.startsWith(`${folder}/`) &&
                // An optional package is loaded by a name in a variable.
                (imports.some(({ specifier }) => packageOf(specifier) === name) ||
                  text.includes(`'${name}'`)),
            ),
        )
        .map((folder) => `${name}: ${folder}`),
    );
    expect(unused).toEqual([]);
  });

  test('lists as a peer only what another listed package requires beside itself', () => {
    const required = new Set(
      installed.flatMap((name) => {
        const path = join(projectRoot, 'node_modules', name, 'package.json');
        if (!existsSync(path)) return [];
        const { peerDependencies } = JSON.parse(readFileSync(path, 'utf8')) as {
          peerDependencies?: Record<string, string>;
        };
        return Object.keys(peerDependencies ?? {});
      }),
    );
    const peers = listed.filter(({ folders }) => folders.includes('peer'));
    expect(peers.filter(({ name, folders }) => folders.length > 1 || !required.has(name))).toEqual([]);
  });

  test('keeps the packages that shipped code needs out of devDependencies', () => {
    const development = new Set(Object.keys(manifest.devDependencies ?? {}));
    // Electron is the runtime itself: the packager puts it around the application.
    development.delete('electron');
    const wrong = shipped.flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier, typeOnly }) => !typeOnly && development.has(packageOf(specifier) ?? ''))
        .map(({ specifier }) => `${path}: ${specifier}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the rules themselves', () => {
  const faults = (path: string, text: string) => {
    const source = readSource(path, text);
    return source.imports.flatMap((one) => importFault(source, one) ?? []);
  };

  test.each([
    ['engines/risk/a.ts', "import '../backtest/x.ts'", 'engines/risk may not import engines/backtest'],
    ['engines/risk/a.ts', "import '../learn/x.ts'", 'engines/risk may not import engines/learn'],
    ['engines/risk/a.ts', "import { x } from '../../src/contracts/y.ts'", 'engines may not import contracts'],
    ['engines/risk/a.ts', "import 'node:fs'", 'engines may not use node:fs'],
    ['engines/risk/a.ts', "export * from 'node:fs'", 'engines may not use node:fs'],
    ['engines/risk/a.ts', "type T = import('node:fs').Stats", 'engines may not use node:fs'],
    ['engines/new/a.ts', "import '../market/x.ts'", 'engines/new has no layer; give it one'],
    [
      'src/contracts/a.ts',
      "import { x } from '../../engines/market/y.ts'",
      'contracts may import only types of engines',
    ],
    ['src/services/market/a.ts', "import '../db/open.ts'", 'reaches into services/db past its index.ts'],
    ['src/services/market/a.ts', "import '../../server/x.ts'", 'services may not import server'],
    ['src/workers/a.ts', "import '../services/db/open.ts'", 'reaches into services/db past its index.ts'],
    ['src/main/a.ts', "import '../server/x.ts'", 'main may not import server'],
    ['src/main/a.ts', "await import('../workers/main.ts')", 'main may not import workers'],
    [
      'src/renderer/app/a.tsx',
      "import { appRouter } from '../../api/router.ts'",
      'renderer may import only types of api',
    ],
    ['src/renderer/app/a.tsx', "import '../../services/page/index.ts'", 'renderer may not import services'],
    ['src/renderer/app/a.tsx', "import 'node:path'", 'renderer may not use node:path'],
    ['src/preload/a.ts', "import '../services/host.ts'", 'preload may not import services'],
  ])('%s: %s', (path, text, fault) => expect(faults(path, text)).toEqual([fault]));

  test.each([
    ['engines/risk/a.ts', "import '../market/x.ts'; import '../numeric/y.ts'; import './z.ts'"],
    ['src/contracts/a.ts', "import type { X } from '../../engines/market/y.ts'"],
    ['src/contracts/a.ts', "import { type X, type Y } from '../../engines/market/y.ts'"],
    [
      'src/services/market/a.ts',
      "import '../db/index.ts'; import '../db/port.ts'; import '../host.ts'; import 'node:fs'",
    ],
    ['src/workers/a.ts', "import '../services/market/index.ts'"],
    [
      'src/renderer/app/a.tsx',
      "import type { AppRouter } from '../../api/router.ts'; import '../../api/codec.ts'",
    ],
  ])('%s may: %s', (path, text) => expect(faults(path, text)).toEqual([]));

  test.each([
    ['Date.now()', ['Date.now']],
    ["Date['now']()", ['Date.now']],
    ['const { random } = Math;', ['an alias of Math']],
    ['const clock = Date;', ['an alias of Date']],
    ['Math.random()', ['Math.random']],
    ['new Date()', ['new Date()']],
    ['new Date', ['new Date()']],
    ['Date()', ['Date()']],
    ['globalThis.x', ['globalThis']],
    ['new Date(0); Math.max(1, 2); Date.UTC(2024, 1)', []],
  ])('purity of %s', (text, expected) =>
    expect(impurities(readSource('engines/x/a.ts', text).program)).toEqual(expected),
  );

  test('a package is found by its name, and only where it is listed', () => {
    const list = parseDependencyList('| `@scope/a` | `src/api`, tools | because it is tested here |');
    expect(packageFault('src/api/x.ts', '@scope/a/deep', list)).toBeNull();
    expect(packageFault('src/cli/x.ts', '@scope/a', list)).toBe('@scope/a is for src/api, tools');
    expect(packageFault('src/api/x.ts', 'left-pad', list)).toBe('left-pad is not in docs/dependencies.md');
  });
});
