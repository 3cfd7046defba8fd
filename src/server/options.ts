// The command line of the browser shell, as data. Pure; `--help` and bad usage are answered by the caller.

import { parseArgs } from 'node:util';
import { AppError } from '../contracts/errors.ts';

export interface ShellOptions {
  readonly port: number;
  readonly open: boolean;
  readonly readOnly: boolean;
  readonly dataFolder: string | undefined;
  readonly help: boolean;
}

export const USAGE = `Starts AnchorDesk in the browser.

  --data-dir <folder>  where the one file lives (also ANCHORDESK_HOME)
  --port <number>      1024-65535; left out: any free port
  --no-open            print the link, open no browser
  --read-only          look, change nothing
`;

function portOf(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = Number(text);
  // Below 1024 needs rights nobody should give a desk, and 80 would change the Host header the guard expects.
  if (!/^\d+$/.test(text) || (port !== 0 && (port < 1024 || port > 65_535)))
    throw new AppError('BAD_REQUEST', `--port takes a number from 1024 to 65535, not "${text}".`);
  return port;
}

export function parseShellOptions(argv: readonly string[]): ShellOptions {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        'read-only': { type: 'boolean', default: false },
        'data-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return {
      port: portOf(values.port),
      open: !values['no-open'],
      readOnly: values['read-only'],
      dataFolder: values['data-dir'],
      help: values.help,
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('BAD_REQUEST', error instanceof Error ? error.message : String(error));
  }
}
