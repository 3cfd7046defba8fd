// The command line against a temporary data folder: `script` and `start` run the real program in its own process, as a script
// would; `json` and `text` run the same code in this one, which is twenty times faster. Used by cli*.test.ts.

import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll } from 'vitest';
import { runCommandLine } from '../../src/cli/program.ts';

const ENTRY = resolve(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');

// biome-ignore lint/suspicious/noExplicitAny: a script's view of the JSON; every use is followed by an assertion
export type Document = any;

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface JsonAnswer {
  readonly code: number | null;
  readonly document: Document;
}

export interface CliDesk {
  readonly home: string;
  /** In this process, with --json. Fails unless stdout is exactly one JSON document and stderr is empty. */
  json(...args: string[]): Promise<JsonAnswer>;
  /** In this process, as text. */
  text(...args: string[]): Promise<Answer>;
  /** The real program with --json, under the same condition. */
  script(...args: string[]): Promise<JsonAnswer>;
  /** The real program, not waited for. */
  start(...args: string[]): { readonly child: ChildProcess; readonly answer: Promise<Answer> };
  /** Writes a file beside the data folder. */
  file(name: string, content: string | Uint8Array): string;
  /** One hash over every file in the data folder: names and bytes. */
  fingerprint(): string;
  /** The same of the database alone: a command that is refused may say so in its log. */
  databaseFingerprint(): string;
}

const bases: string[] = [];

/** `home` is not created: the command line must cope with a machine that has none. */
export function cliDesk(): CliDesk {
  const base = mkdtempSync(join(tmpdir(), 'anchordesk-cli-'));
  bases.push(base);
  const home = join(base, 'home');
  const start = (...args: string[]) => {
    const child = spawn(process.execPath, [ENTRY, ...args], {
      env: { ...process.env, ANCHORDESK_HOME: home, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err] = [collect(), collect()];
    child.stdout.pipe(out.stream);
    child.stderr.pipe(err.stream);
    const answer = new Promise<Answer>((settle, reject) => {
      child.on('error', reject);
      child.on('close', (code) => settle({ code, stdout: out.text(), stderr: err.text() }));
    });
    return { child, answer };
  };
  const text = async (...args: string[]): Promise<Answer> => {
    const [out, err] = [collect(), collect()];
    const code = await runCommandLine(['--data-dir', home, ...args], { out: out.stream, err: err.stream });
    return { code, stdout: out.text(), stderr: err.text() };
  };
  return {
    home,
    start,
    text,
    json: async (...args) => oneDocument(await text(...args, '--json')),
    script: async (...args) => oneDocument(await start(...args, '--json').answer),
    file(name, content) {
      const path = join(base, 'files', name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    fingerprint: () => hashOf(home, filesUnder(home)),
    databaseFingerprint: () => hashOf(home, [join(home, 'anchordesk.db')]),
  };
}

function oneDocument({ code, stdout, stderr }: Answer): JsonAnswer {
  if (stderr !== '') throw new Error(`stderr is not empty: ${stderr}`);
  if (!stdout.endsWith('\n') || stdout.trimEnd().includes('\n'))
    throw new Error(`stdout is not one line with one document: ${stdout.slice(0, 500)}`);
  return { code, document: JSON.parse(stdout) };
}

function collect(): { readonly stream: Writable; text(): string } {
  const parts: Buffer[] = [];
  const stream = new Writable({
    write(part, _, done) {
      parts.push(Buffer.from(part));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(parts).toString('utf8') };
}

function hashOf(home: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(`${relative(home, path)}\0`).update(readFileSync(path));
  return hash.digest('hex');
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

afterAll(() => {
  for (const base of bases.splice(0)) rmSync(base, { recursive: true, force: true });
});
