// `serve`: the browser shell, started from the command line. It takes over this process until Ctrl-C.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { AppError } from '../../contracts/errors.ts';
import type { Context } from '../context.ts';
import { badUsage } from '../failures.ts';

interface ServeOptions {
  readonly port?: string;
  readonly open: boolean;
  readonly readOnly?: boolean;
}

const PAGE = fileURLToPath(new URL('../../../out/renderer/index.html', import.meta.url));
const SHELL = new URL('../../server/main.ts', import.meta.url);

export function define(command: Command, context: Context): void {
  command
    .option('--port <number>', '1024-65535 (default: any free port)')
    .option('--no-open', 'print the link, open no browser')
    .option('--read-only', 'look, change nothing')
    .action((options: ServeOptions) => serve(options, context));
}

async function serve({ port, open, readOnly }: ServeOptions, context: Context): Promise<void> {
  if (context.output.json)
    throw badUsage(
      'serve prints a link for a person and runs until Ctrl-C; it has no --json. Nothing was started.',
    );
  if (!existsSync(PAGE))
    throw new AppError(
      'REFUSED',
      'The page is not built yet. Nothing was started. Run `npm run build` (or `npm start`) once, then try again.',
    );
  const { dataDir } = context.options;
  process.argv = [
    process.execPath,
    fileURLToPath(SHELL),
    ...(dataDir === undefined ? [] : ['--data-dir', dataDir]),
    ...(port === undefined ? [] : ['--port', port]),
    ...(open ? [] : ['--no-open']),
    ...(readOnly ? ['--read-only'] : []),
  ];
  // The shell has its own answer to Ctrl-C.
  context.handOver();
  await import(SHELL.href);
}
