// Where things are, and how the scripts start Node 24. Runs on any Node from 20.19: it is what makes Node 24 available.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..', '..');
export const out = join(root, 'out');
export const inProject = (...parts) => join(root, ...parts);

const windows = process.platform === 'win32';
const pinnedNode = inProject('node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
const major = Number(process.versions.node.split('.')[0]);

/** The Node that runs TypeScript directly: this one where it is new enough, else the one the project pins. */
export function node24() {
  if (major >= 24) return process.execPath;
  if (existsSync(pinnedNode)) return pinnedNode;
  throw new Error('Node 24 is missing. Run `npm install` in the project folder, then try again.');
}

/** The environment without the project's own `node` in front, for npm itself while it replaces that `node`. */
export function outerEnvironment() {
  const environment = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  const pathName = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  environment[pathName] = (environment[pathName] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .join(delimiter);
  for (const name of ['npm_node_execpath', 'npm_execpath', 'NODE']) delete environment[name];
  return environment;
}

/** Runs a program to its end; answers its exit code (1 where a signal ended it). Ctrl-C reaches the child, not us. */
export function run(command, args, options = {}) {
  const { echo = true, timeoutMs, ...spawnOptions } = options;
  return new Promise((settle) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: echo ? 'inherit' : 'ignore',
      timeout: timeoutMs,
      ...spawnOptions,
    });
    const ignore = () => {};
    const forward = () => child.kill('SIGTERM');
    process.on('SIGINT', ignore);
    process.on('SIGTERM', forward);
    const done = (code) => {
      process.off('SIGINT', ignore);
      process.off('SIGTERM', forward);
      settle(code);
    };
    child.on('error', () => done(1));
    child.on('exit', (code) => done(code ?? 1));
  });
}

/** Runs a program and collects what it says; for steps whose output is shown only as a whole. */
export function capture(command, args, options = {}) {
  return new Promise((settle) => {
    let output = '';
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part) => {
        output += part;
      });
    child.on('error', (error) => settle({ code: 1, output: String(error) }));
    child.on('close', (code) => settle({ code: code ?? 1, output }));
  });
}
