// The commands by name, and one run of the program: parse, act, answer with an exit code. A command's module is loaded only
// when that command (or its help) is asked for. Called by main.ts; throws nothing.

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import type { Context, GlobalOptions } from './context.ts';
import { asAppError, exitCodeFor } from './failures.ts';
import { catchInterrupts } from './interrupt.ts';
import { createOutput, type Output } from './output.ts';

/** Adds arguments, options and the action of one command. */
export type Define = (command: Command, context: Context) => void;

interface Listed {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ readonly define: Define }>;
}

const COMMANDS: readonly Listed[] = [
  { name: 'import', summary: 'store candle files', load: () => import('./commands/import.ts') },
  {
    name: 'import-legacy',
    summary: 'store an eqidv2 trade file as a run "as published"',
    load: () => import('./commands/import-legacy.ts'),
  },
  { name: 'sample', summary: 'make the synthetic sample market', load: () => import('./commands/sample.ts') },
  {
    name: 'data',
    summary: 'what is stored, how complete and how clean',
    load: () => import('./commands/data.ts'),
  },
  {
    name: 'strategies',
    summary: 'strategies and their parameters',
    load: () => import('./commands/strategies.ts'),
  },
  {
    name: 'backtest',
    summary: 'run a strategy over stored candles',
    load: () => import('./commands/backtest.ts'),
  },
  {
    name: 'sweep',
    summary: 'run every combination of a parameter grid',
    load: () => import('./commands/sweep.ts'),
  },
  {
    name: 'compare',
    summary: 'hold runs side by side, price their assumptions',
    load: () => import('./commands/compare.ts'),
  },
  { name: 'runs', summary: 'list, show, rename and delete runs', load: () => import('./commands/runs.ts') },
  {
    name: 'features',
    summary: 'feature sets, their columns, and studies of them',
    load: () => import('./commands/features.ts'),
  },
  {
    name: 'labels',
    summary: 'kinds of labels, and what one gives on stored bars',
    load: () => import('./commands/labels.ts'),
  },
  {
    name: 'patterns',
    summary: 'measured win rates of chart patterns',
    load: () => import('./commands/patterns.ts'),
  },
  {
    name: 'dataset',
    summary: 'plan, build, prove, verify, export and import datasets',
    load: () => import('./commands/dataset.ts'),
  },
  {
    name: 'train',
    summary: 'train a baseline; list, pause and resume training runs',
    load: () => import('./commands/train.ts'),
  },
  {
    name: 'automl',
    summary: 'search families walk-forward, every trial counted',
    load: () => import('./commands/automl.ts'),
  },
  {
    name: 'hpo',
    summary: 'search the parameters of base models deeply',
    load: () => import('./commands/hpo.ts'),
  },
  { name: 'stack', summary: 'blend and stack models', load: () => import('./commands/stack.ts') },
  {
    name: 'calibrate',
    summary: 'fit a calibration on earlier rows, judge it on later ones',
    load: () => import('./commands/calibrate.ts'),
  },
  {
    name: 'evaluate',
    summary: "a candidate's report, or the ML back-test of a trade file",
    load: () => import('./commands/evaluate.ts'),
  },
  {
    name: 'holdout',
    summary: 'open the hold-out for a candidate, once',
    load: () => import('./commands/holdout.ts'),
  },
  {
    name: 'predict',
    summary: 'probabilities of a model for any range of dates',
    load: () => import('./commands/predict.ts'),
  },
  {
    name: 'models',
    summary: 'candidates and bundles: list, show, verify, export',
    load: () => import('./commands/models.ts'),
  },
  {
    name: 'weekend',
    summary: 'training that repeats itself, and its Monday report',
    load: () => import('./commands/weekend.ts'),
  },
  { name: 'export', summary: 'write a run to a file', load: () => import('./commands/export.ts') },
  { name: 'serve', summary: 'open the desk in the browser', load: () => import('./commands/serve.ts') },
  {
    name: 'doctor',
    summary: 'check this installation and its file',
    load: () => import('./commands/doctor.ts'),
  },
];

const FOOTER = `
Exit codes: 0 done, 2 bad usage, 3 bad data, 4 refused, 1 anything else (also cancelled with Ctrl-C).
--json prints exactly one JSON document on stdout, an error as {"error":{"code","message","details"}}.`;

export interface Streams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

export async function runCommandLine(
  args: readonly string[],
  streams: Streams = { out: process.stdout, err: process.stderr },
): Promise<number> {
  // Known before parsing, because errors of parsing are answered in the same form.
  const output = createOutput({
    json: args.includes('--json'),
    quiet: args.includes('--quiet'),
    ...streams,
  });
  const interrupts = catchInterrupts(output);
  const help: string[] = [];
  const context: Context = {
    options: {},
    output,
    signal: interrupts.signal,
    handOver: interrupts.release,
    exitCode: 0,
  };
  try {
    const program = await createProgram(args, context, help);
    await program.parseAsync([...args], { from: 'user' });
    return context.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.code === 'commander.version') {
      output.result({ version: version() }, () => [version()]);
      return 0;
    }
    if (error instanceof CommanderError && error.exitCode === 0) {
      await output.help(help.join(''));
      return 0;
    }
    return await fail(error, output, help.join(''));
  } finally {
    interrupts.release();
    await output.flush();
  }
}

async function fail(error: unknown, output: Output, help: string): Promise<number> {
  const failure = asAppError(error);
  await output.failure(failure, help);
  return exitCodeFor(failure);
}

async function createProgram(args: readonly string[], context: Context, help: string[]): Promise<Command> {
  const program = new Command('anchordesk')
    .description('AnchorDesk: real candles in, honest backtests out.')
    .option('--data-dir <folder>', 'where the one file lives (also ANCHORDESK_HOME)')
    .option('--json', 'print exactly one JSON document on stdout')
    .option('--quiet', 'print the result and errors only')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'show this')
    .addHelpText('after', FOOTER)
    .exitOverride()
    .configureOutput({ writeOut: (text) => help.push(text), writeErr: (text) => help.push(text) });
  program.hook('preAction', () => {
    context.options = program.opts<GlobalOptions>();
  });
  const asked = new Set(args);
  for (const { name, summary, load } of COMMANDS) {
    const command = program.command(name).summary(summary).description(summary);
    if (asked.has(name)) (await load()).define(command, context);
  }
  return program;
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
