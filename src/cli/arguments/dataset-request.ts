// The options of `dataset plan` and `dataset build`, and the request they make. The desk's "copy as CLI command" writes the same
// options. Dates left out mean those of the run, or everything stored.

import { type Command, Option } from 'commander';
import { SIDE_ROLES, type SideRole } from '../../../engines/features/definition.ts';
import { INTERVALS } from '../../../engines/market/interval.ts';
import type { RunSummary } from '../../contracts/backtests.ts';
import { type DatasetRequest, datasetRequestSchema } from '../../contracts/datasets.ts';
import type { FeatureSetReference } from '../../contracts/features.ts';
import type { MarketService } from '../../contracts/market.ts';
import { meantByAll } from '../../services/research/index.ts';
import { badUsage } from '../failures.ts';
import { addLabelOptions, type LabelOptions, labelOf } from './label-arguments.ts';
import { splitAssignment } from './parameters.ts';
import { readInstruments, storedRange } from './run-request.ts';

export interface DatasetOptions extends LabelOptions {
  readonly instruments: string;
  readonly from?: string;
  readonly to?: string;
  readonly interval: string;
  readonly features: string;
  readonly side?: readonly string[];
  readonly firstDecision?: string;
  readonly lastDecision?: string;
  readonly run?: string;
  readonly name?: string;
  readonly why?: string;
  readonly seed?: string;
  readonly dryRun?: boolean;
}

export function addDatasetOptions(command: Command): Command {
  return addLabelOptions(
    command
      .option('--instruments <ids>', 'NSE:A,NSE:B or all', 'all')
      .option('--from <date>', 'first session, YYYY-MM-DD (default: the first stored)')
      .option('--to <date>', 'last session, YYYY-MM-DD (default: the last stored)')
      .addOption(
        new Option('--interval <interval>', 'length of a decision bar').choices(INTERVALS).default('5m'),
      )
      .requiredOption('--features <set>', 'a feature set of `features list`, also with a version: meta-29@1'),
  )
    .option('--side <role=id...>', `series beside the instruments, by role: ${SIDE_ROLES.join(', ')}`)
    .option('--first-decision <clock>', 'no decision of a session before, HH:MM')
    .option('--last-decision <clock>', 'and none after')
    .option('--run <runId>', 'the run whose trades are the rows, for labels on trades')
    .option('--name <name>', 'name of the dataset')
    .option('--why <text>', 'why it is made: kept with it')
    .option('--seed <number>', 'random bars, noise and permutations of the proof follow from it');
}

/** `run` is the one `--run` names. Throws BAD_REQUEST, BAD_PARAMETER or NO_DATA; nothing runs. */
export async function datasetRequestOf(
  options: DatasetOptions,
  market: Pick<MarketService, 'instruments'>,
  run: Pick<RunSummary, 'id' | 'from' | 'to'> | undefined,
): Promise<DatasetRequest> {
  const instruments = readInstruments(options.instruments);
  const label = labelOf(options);
  const sides = readSides(options.side ?? []);
  const stored = await market.instruments();
  const whole =
    options.from !== undefined && options.to !== undefined
      ? { from: options.from, to: options.to }
      : (run ?? storedRange(instruments === 'all' ? stored.filter(meantByAll) : stored, instruments));
  return datasetRequestSchema.parse({
    instruments,
    from: options.from ?? whole.from,
    to: options.to ?? whole.to,
    interval: options.interval,
    featureSet: setReference(options.features),
    label,
    sides,
    ...(run === undefined ? {} : { runId: run.id }),
    ...(options.firstDecision === undefined ? {} : { firstDecision: options.firstDecision }),
    ...(options.lastDecision === undefined ? {} : { lastDecision: options.lastDecision }),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.why === undefined ? {} : { justification: options.why }),
    ...(options.seed === undefined ? {} : { seed: numberOf('--seed', options.seed) }),
  });
}

/** `meta-29` or `meta-29@1`. */
export function setReference(text: string): FeatureSetReference {
  const [id = '', version, ...more] = text.trim().split('@');
  if (id === '' || more.length > 0 || (version !== undefined && !/^[1-9]\d*$/.test(version)))
    throw badUsage(`A feature set is named like meta-29 or meta-29@1, not "${text}". Nothing was run.`);
  return { id, ...(version === undefined ? {} : { version: Number(version) }) };
}

function readSides(texts: readonly string[]): Partial<Record<SideRole, string>> {
  const sides: Partial<Record<SideRole, string>> = {};
  for (const text of texts) {
    const [name, id] = splitAssignment('--side', text);
    const role = SIDE_ROLES.find((one) => one === name);
    if (role === undefined)
      throw badUsage(
        `--side takes ${SIDE_ROLES.join(', ')}, as in market=NSE:NIFTY 50, not "${name}". Nothing was run.`,
      );
    if (sides[role] !== undefined)
      throw badUsage(`--side names ${role} twice. Nothing was run; leave one out.`);
    sides[role] = id;
  }
  return sides;
}

export function numberOf(option: string, text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw badUsage(`${option} takes a number, not "${text}". Nothing was run.`);
  return value;
}
