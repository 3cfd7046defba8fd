// `data`: what is stored per instrument and interval, and what is wrong with which day; `data remove` deletes stored bars.

import type { Command } from 'commander';
import { QUALITY_FLAGS } from '../../../engines/market/quality.ts';
import { AppError } from '../../contracts/errors.ts';
import {
  type DayQuality,
  type InstrumentSummary,
  instrumentIdSchema,
  intervalSchema,
  qualityQuerySchema,
} from '../../contracts/market.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { count } from '../text/format.ts';
import { table } from '../text/table.ts';

interface DataOptions {
  readonly instrument?: string;
  readonly interval?: string;
  readonly flag?: string;
  readonly limit: string;
}

export function define(command: Command, context: Context): void {
  command
    .option('--instrument <id>', 'this instrument only, with its flagged days')
    .option('--interval <interval>', 'this interval only')
    .option('--flag <flag>', `days with this finding: ${QUALITY_FLAGS.join(', ')}`)
    .option('--limit <days>', 'flagged days to list at most', '200')
    .action((options: DataOptions) => show(options, context));
  command
    .command('remove')
    .summary('delete stored bars of one instrument')
    .description('Deletes stored bars of one instrument; runs made from them stay.')
    .argument('<instrument>', 'for instance NSE:RELIANCE')
    .option('--interval <interval>', 'this interval only')
    .option('--dry-run', 'say what would be deleted')
    .action((instrument: string, _: unknown, self: Command) =>
      remove(instrument, self.optsWithGlobals<RemoveOptions>(), context),
    );
}

function show(options: DataOptions, context: Context): Promise<void> {
  const { instrument, interval, flag } = options;
  const query = qualityQuerySchema.parse({
    ...(instrument === undefined ? {} : { instrumentId: instrument }),
    ...(interval === undefined ? {} : { interval }),
    ...(flag === undefined ? {} : { flag }),
    limit: Number(options.limit),
  });
  return withDesk(context, 'read', async ({ market }) => {
    const all = await market.instruments();
    const instruments = all
      .filter(({ id }) => instrument === undefined || id === instrument)
      .map((one) => ({
        ...one,
        intervals: one.intervals.filter((span) => interval === undefined || span.interval === interval),
      }));
    if (instrument !== undefined && instruments.length === 0) throw notStored(instrument);
    const detailed = instrument !== undefined || flag !== undefined;
    const quality = detailed ? await market.quality(query) : [];
    context.output.result({ instruments, quality }, () =>
      all.length === 0
        ? ['Nothing is stored yet. Next: import <files or folders>, or sample for the synthetic market.']
        : [...coverageTable(instruments), ...(detailed ? ['', ...qualityTable(quality)] : [])],
    );
  });
}

function coverageTable(instruments: readonly InstrumentSummary[]): string[] {
  return table(
    [
      { title: 'instrument' },
      { title: 'interval' },
      { title: 'sessions', align: 'right' },
      { title: 'bars', align: 'right' },
      { title: 'first' },
      { title: 'last' },
      { title: 'flagged days', align: 'right' },
      { title: '' },
    ],
    instruments.flatMap(({ id, synthetic, intervals }) =>
      intervals.map((span) => [
        id,
        span.interval,
        count(span.sessions),
        count(span.bars),
        span.firstDate,
        span.lastDate,
        count(span.flaggedSessions),
        synthetic ? 'synthetic' : '',
      ]),
    ),
  );
}

function qualityTable(days: readonly DayQuality[]): string[] {
  if (days.length === 0) return ['No findings.'];
  return table(
    [
      { title: 'instrument' },
      { title: 'interval' },
      { title: 'session' },
      { title: 'bars', align: 'right' },
      { title: 'finding' },
    ],
    days.flatMap((day) =>
      day.findings.map((finding) => [
        day.instrumentId,
        day.interval,
        day.sessionDate,
        `${day.bars} of ${day.expected}`,
        `${finding.flag}: ${finding.detail}`,
      ]),
    ),
  );
}

interface RemoveOptions {
  readonly interval?: string;
  readonly dryRun?: boolean;
}

function remove(text: string, options: RemoveOptions, context: Context): Promise<void> {
  const instrument = instrumentIdSchema.parse(text);
  const interval = options.interval === undefined ? undefined : intervalSchema.parse(options.interval);
  const dryRun = options.dryRun ?? false;
  return withDesk(context, dryRun ? 'rehearse' : 'write', async ({ market }) => {
    const stored = (await market.instruments()).find(({ id }) => id === instrument);
    if (!stored) throw notStored(instrument);
    const removedDays = dryRun
      ? stored.intervals
          .filter((span) => interval === undefined || span.interval === interval)
          .reduce((sum, { sessions }) => sum + sessions, 0)
      : (await market.remove(instrument, interval)).removedDays;
    context.output.result({ instrument, interval: interval ?? null, removedDays, dryRun }, () => [
      `${dryRun ? 'Would delete' : 'Deleted'} ${count(removedDays)} stored days of ${instrument}${interval ? ` ${interval}` : ''}.`,
      ...(dryRun ? ['Dry run: nothing was changed.'] : []),
    ]);
  });
}

function notStored(instrumentId: string): AppError {
  return new AppError('NOT_FOUND', `No bars of ${instrumentId} are stored. \`data\` lists what is.`, {
    instrumentId,
  });
}
