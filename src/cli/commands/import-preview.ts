// `import --preview`: how each file would be read, with the evidence for every field. Stores nothing.

import type { ImportPlan, ImportPreview, ImportRequest } from '../../contracts/imports.ts';
import { wantedFiles } from '../../services/imports/index.ts';
import type { Context } from '../context.ts';
import { withDesk } from '../desk.ts';
import { badData } from '../failures.ts';
import { moment } from '../text/format.ts';
import { pairs } from '../text/table.ts';

export function previewFiles(asked: ImportRequest['files'], context: Context): Promise<void> {
  return withDesk(context, 'rehearse', async (desk) => {
    const { candles, legacyTrades, missing } = await wantedFiles(asked);
    const files = [...candles, ...legacyTrades];
    if (files.length === 0)
      throw badData(`Nothing to preview: ${missing.join(', ')} holds no candle files. Check the name.`);
    const previews: ImportPreview[] = [];
    for (const { path, overrides } of files) previews.push(await desk.imports.preview(path, overrides));
    context.output.result({ previews, missing }, () => previews.flatMap(previewLines));
  });
}

function previewLines({ path, kind, plan, evidence, sampleBars, problems }: ImportPreview): string[] {
  if (kind === 'legacy-trades')
    return [path, '  a trade file of the old system: imports as a run "as published"', ''];
  const fields: [string, string][] = evidence.map(({ field, reason, sure }) => [
    `  ${field}`,
    `${shown(plan, field)}  (${sure ? reason : `not sure: ${reason}`})`,
  ]);
  const first = sampleBars[0];
  const readable = problems.every(({ severity }) => severity !== 'error');
  return [
    path,
    readable ? `  ${plan.instrumentId} ${plan.interval}` : '  cannot be imported like this',
    ...pairs(fields),
    ...(first
      ? [
          `  first bar ${moment(first.openTime)} IST  open ${first.open} high ${first.high} low ${first.low} close ${first.close}`,
        ]
      : []),
    ...problems.map(
      ({ line, message, severity }) => `  ${severity}${line > 0 ? ` line ${line}` : ''}: ${message}`,
    ),
    '',
  ];
}

function shown(plan: ImportPlan, field: keyof ImportPlan): string {
  const value = plan[field];
  return typeof value === 'object'
    ? Object.entries(value)
        .map(([name, position]) => `${name}=${position}`)
        .join(' ')
    : String(value);
}
