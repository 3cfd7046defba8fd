// `labels`: the kinds with their parameters, and a preview that labels one instrument's stored bars and counts what came out.

import { type Command, Option } from 'commander';
import { INTERVALS } from '../../../engines/market/interval.ts';
import type { LabelKindInfo, LabelPreview } from '../../contracts/labels.ts';
import { labelPreviewRequestSchema } from '../../contracts/labels.ts';
import { addLabelOptions, type LabelOptions, labelOf } from '../arguments/label-arguments.ts';
import { storedRange } from '../arguments/run-request.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { balanceWords } from '../text/dataset-text.ts';
import { count, percent } from '../text/format.ts';
import { fold, pairs } from '../text/table.ts';

interface PreviewOptions extends LabelOptions {
  readonly instrument: string;
  readonly interval: string;
  readonly from?: string;
  readonly to?: string;
}

const WIDTH = 96;

export function define(command: Command, context: Context): void {
  command
    .command('list', { isDefault: true })
    .summary('every kind with its parameters and presets')
    .action(() => list(context));
  addLabelOptions(
    command
      .command('preview')
      .summary('label one instrument and count what comes out; nothing is stored')
      .requiredOption('--instrument <id>', 'for instance NSE:RELIANCE')
      .addOption(
        new Option('--interval <interval>', 'length of a decision bar').choices(INTERVALS).default('5m'),
      )
      .option('--from <date>', 'first session, YYYY-MM-DD (default: the first stored)')
      .option('--to <date>', 'last session, YYYY-MM-DD (default: the last stored)'),
  ).action((options: PreviewOptions) => preview(options, context));
}

function list(context: Context): Promise<void> {
  return withDesk(context, 'read', async ({ labels }) => {
    const kinds = await labels.catalogue();
    context.output.result({ labels: kinds }, () => kinds.flatMap(kindLines));
  });
}

function kindLines({ kind, title, help, rows, parameters, presets }: LabelKindInfo): string[] {
  return [
    `${kind}: ${title} (a row per ${rows === 'bars' ? 'decision bar' : 'trade of a run'})`,
    ...fold(help, WIDTH).map((line) => `  ${line}`),
    ...pairs(
      parameters.map((one) => [
        `    ${one.name}=${String(one.default)}`,
        one.type === 'choice' ? one.choices.map((choice) => choice.value).join(', ') : one.label,
      ]),
    ),
    ...presets.map((preset) => `  preset: ${preset.title}`),
    '',
  ];
}

function preview(options: PreviewOptions, context: Context): Promise<void> {
  const label = labelOf(options);
  return withDesk(context, 'read', async (desk) => {
    const whole =
      options.from !== undefined && options.to !== undefined
        ? { from: options.from, to: options.to }
        : storedRange(await desk.market.instruments(), [options.instrument]);
    const request = labelPreviewRequestSchema.parse({
      instrumentId: options.instrument,
      interval: options.interval,
      from: options.from ?? whole.from,
      to: options.to ?? whole.to,
      label,
    });
    const made = await desk.labels.preview(request);
    const { instrumentId, interval, pathInterval, synthetic, summary } = made;
    context.output.result({ request, instrumentId, interval, pathInterval, synthetic, summary }, () =>
      summaryLines(made),
    );
  });
}

function summaryLines({ instrumentId, interval, pathInterval, synthetic, summary }: LabelPreview): string[] {
  const dropped = Object.entries(summary.dropped).filter(([, rows]) => rows > 0);
  return [
    `${instrumentId} ${interval}, outcomes read from ${pathInterval} bars${synthetic ? '  [synthetic data]' : ''}`,
    ...pairs([
      ['label', summary.words],
      ['decisions', count(summary.decisions)],
      ['rows', count(summary.rows)],
      ...(dropped.length > 0
        ? [['dropped', dropped.map(([reason, rows]) => `${reason} ${count(rows)}`).join(', ')] as const]
        : []),
      ...(summary.classes.length > 0 ? [['balance', balanceWords(summary)] as const] : []),
      [
        'ended by',
        Object.entries(summary.hits)
          .map(([hit, rows]) => `${hit} ${count(rows)}`)
          .join(', ') || '–',
      ],
      [
        'both in one bar',
        `${count(summary.ambiguous)}, ${count(summary.resolvedFiner)} told apart by finer bars`,
      ],
      ['average life', `${summary.averageLifeMinutes.toFixed(1)} minutes`],
      ['uniqueness', summary.averageUniqueness.toFixed(3)],
      ...(summary.breakEven
        ? [
            [
              'break-even',
              `${percent(summary.breakEven.withCharges)} of wins after charges, ${percent(summary.breakEven.withoutCharges)} before (${summary.breakEven.basis})`,
            ] as const,
          ]
        : []),
    ]),
  ];
}
