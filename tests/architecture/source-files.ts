// Lists the tree's source files and what each imports. Only the architecture tests use it; it judges nothing.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { parseSync } from 'rolldown/utils';

export const projectRoot = resolve(import.meta.dirname, '..', '..');

export interface Import {
  /** As written: `./bars.ts`, `node:fs`, `zod`. */
  readonly specifier: string;
  /** Path from the project root where it is a file of ours. */
  readonly file: string | undefined;
  /** Gone at run time. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** From the project root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly program: unknown;
  readonly imports: readonly Import[];
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

function* walk(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (/\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts')) yield path;
  }
}

/** `import('…')` in types and in code, and `require('…')`; the parser's lists have no text for them. */
const DYNAMIC = /\b(?:import|require)\(\s*(['"])([^'"]+)\1/g;

export function readSource(path: string, text: string): SourceFile {
  const { module, program, errors } = parseSync(path, text, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const found: { specifier: string; typeOnly: boolean }[] = [];
  for (const { moduleRequest, entries, start, end } of module.staticImports)
    found.push({
      specifier: moduleRequest.value,
      typeOnly:
        /^import\s+type\b/.test(text.slice(start, end)) ||
        (entries.length > 0 && entries.every((entry) => entry.isType)),
    });
  for (const { start, end, entries } of module.staticExports) {
    const from = entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (from)
      found.push({
        specifier: from.value,
        typeOnly: /^export\s+type\b/.test(text.slice(start, end)) || entries.every((entry) => entry.isType),
      });
  }
  for (const match of text.matchAll(DYNAMIC)) found.push({ specifier: match[2] ?? '', typeOnly: false });
  return {
    path,
    text,
    program,
    imports: found.map((one) => ({
      ...one,
      file: one.specifier.startsWith('.')
        ? posix.normalize(posix.join(dirname(path), one.specifier.split('?')[0] ?? ''))
        : undefined,
    })),
  };
}

/** Every source file under the folders, tests included. */
export function readTree(folders: readonly string[]): readonly SourceFile[] {
  return folders.flatMap((folder) =>
    [...walk(join(projectRoot, folder))].map((file) =>
      readSource(relative(projectRoot, file).split(sep).join('/'), readFileSync(file, 'utf8')),
    ),
  );
}
