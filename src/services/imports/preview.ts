// What a file would become: the proposed plan with its reasons, the first lines as text and as bars, and everything wrong
// with it. Called by the service for the wizard. Stores nothing; files of ordinary size are read to their end.
import { basename } from 'node:path';
import { type Bar, barAt } from '../../../engines/market/bars.ts';
import type {
  ImportPlan,
  ImportPreview,
  ImportProblem,
  PlanEvidence,
  PlanOverrides,
} from '../../contracts/imports.ts';
import { type Calendar, profileOf } from '../market/index.ts';
import { barStartsOf } from './assemble-days.ts';
import { numberFromText } from './cells.ts';
import { instrumentOf } from './instrument-facts.ts';
import { stampText } from './parse-quoted.ts';
import { FileRefused, problem } from './problems.ts';
import { createRowSink } from './raw-rows.ts';
import { type CandleFile, readCandles, type SampledFile, sampleFile } from './read-candles.ts';
import { createStampReader } from './stamp-reader.ts';
import { createZoneClock } from './zone-clock.ts';

const SHOWN_LINES = 12;
const SHOWN_BARS = 8;
/** Larger files are judged by their first rows only: the preview should answer while the user looks at it. */
const WHOLE_PACKED_BYTES = 6 * 2 ** 20;
const WHOLE_TEXT_BYTES = 32 * 2 ** 20;

export async function previewFile(
  path: string,
  overrides: PlanOverrides,
  calendar: Calendar,
): Promise<ImportPreview> {
  const sampled = await sampleFile(path, overrides);
  const { source, sample, detected } = sampled;
  const checked = await check(path, overrides, sampled, calendar);
  return {
    path,
    fileName: basename(path),
    bytes: source.bytes,
    kind: detected.kind,
    plan: checked.file?.plan ?? detected.plan,
    evidence: checked.evidence,
    headers: detected.headers,
    sampleRows: sample.rows.slice(0, SHOWN_LINES).map((row) => row.cells),
    sampleBars: firstBars(sampled, calendar),
    problems: checked.problems,
  };
}

interface Checked {
  readonly file: CandleFile | null;
  readonly evidence: readonly PlanEvidence[];
  readonly problems: readonly ImportProblem[];
}

async function check(
  path: string,
  overrides: PlanOverrides,
  { source, detected }: SampledFile,
  calendar: Calendar,
): Promise<Checked> {
  const { evidence, problems } = detected;
  if (problems.some(({ severity }) => severity === 'error')) return { file: null, evidence, problems };
  if (source.bytes > (source.packing === 'text' ? WHOLE_TEXT_BYTES : WHOLE_PACKED_BYTES))
    return {
      file: null,
      evidence,
      problems: [
        ...problems,
        problem(0, 'the file is large: only its first rows were checked, the import checks all', 'warning'),
      ],
    };
  try {
    const file = await readCandles(path, overrides, { calendar });
    return { file, evidence, problems: file.problems };
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    return { file: null, evidence, problems: [...problems, ...error.problems] };
  }
}

/** The first lines as they would be stored: stamps become bar starts; unreadable lines are left out. */
function firstBars({ sample, detected }: SampledFile, calendar: Calendar): Bar[] {
  const { plan } = detected;
  if (detected.kind !== 'candles' || detected.problems.some(({ severity }) => severity === 'error'))
    return [];
  const rows = sample.rows
    .filter((row) => sample.names !== null || row.line > plan.headerRows)
    .slice(0, SHOWN_BARS);
  const parsed = rowsFrom(
    rows.map((row) => row.cells),
    plan,
  );
  const instrument = instrumentOf(plan, { lastClose: 0, lastDate: '' });
  const openTime = barStartsOf(parsed.stamp, plan, { calendar, profile: profileOf(instrument) });
  return Array.from(openTime, (_, i) => barAt({ ...parsed, openTime }, i));
}

function rowsFrom(rows: readonly (readonly string[])[], plan: ImportPlan) {
  const reader = createStampReader(plan.timeFormat, createZoneClock(plan.timeZone));
  const sink = createRowSink(false);
  const { columns } = plan;
  rows.forEach((cells, i) => {
    const number = (column: number | undefined) =>
      column === undefined ? 0 : numberFromText(cells[column] ?? '');
    const stamp = reader.readText(stampText(cells, columns));
    const values = [
      number(columns.open),
      number(columns.high),
      number(columns.low),
      number(columns.close),
      number(columns.volume),
    ] as const;
    if (!Number.isNaN(stamp + values.reduce((sum, value) => sum + value, 0)))
      sink.push(i + 1, stamp, ...values, 0);
  });
  return sink.finish();
}
