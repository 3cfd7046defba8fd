// Options that every command which trains shares, and how their texts become parts of a request. The commands add what is their own.

import { type Command, Option } from 'commander';
import { ESTIMATORS } from '../../../engines/learn/catalogue.ts';
import { parseParameterText } from '../../../engines/parameters/parameters.ts';
import {
  POLICY_IDS,
  type PolicyId,
  PRUNERS,
  SAMPLERS,
  SEARCH_OBJECTIVES,
  SPLIT_PRESET_IDS,
  type SplitChoice,
  splitMethodSchema,
  type TrainingBudget,
  type TrainingRequest,
} from '../../contracts/training.ts';
import { badUsage } from '../failures.ts';
import { numberOf } from './dataset-request.ts';
import { splitAssignment } from './parameters.ts';

/** As commander gives them: texts. */
export interface CommonOptions {
  readonly dataset?: string;
  readonly exchange?: string;
  readonly days?: string;
  readonly build?: boolean;
  readonly split?: string;
  readonly holdOut?: string;
  readonly calibration?: string;
  readonly select?: string;
  readonly windows?: string;
  readonly policy?: string;
  readonly regimes?: string;
  readonly regimeFeatures?: string;
  readonly seed?: string;
  readonly cores?: string;
  readonly memory?: string;
  readonly minutes?: string;
  readonly quietHours?: string;
  readonly onBattery?: string;
  readonly name?: string;
  readonly why?: string;
  readonly dryRun?: boolean;
}

export interface SearchOptions {
  readonly trials?: string;
  readonly optunaTrials?: string;
  readonly sampler?: string;
  readonly pruner?: string;
  readonly objective?: string;
  readonly turnoverPenalty?: string;
}

export function addCommonOptions(command: Command): Command {
  return command
    .option('--dataset <id or name>', 'what is learned from; `dataset list` lists them')
    .addOption(
      new Option('--exchange <exchange>', 'instead: the newest dataset of this exchange').choices([
        'NSE',
        'BSE',
      ]),
    )
    .option('--days <number>', 'that covers so many last days')
    .option('--build', 'build that dataset where there is none (intraday-mtf, triple-barrier direction)')
    .option(
      '--split <split>',
      `${SPLIT_PRESET_IDS.join(', ')}, the name of a stored split, or a method as JSON`,
    )
    .option('--hold-out <sessions>', 'last sessions no step may touch (default: as reserved before, else 20)')
    .addOption(
      new Option('--calibration <method>', 'of the probabilities (default: isotonic)').choices([
        'isotonic',
        'sigmoid',
        'platt',
        'beta',
        'none',
      ]),
    )
    .addOption(
      new Option('--select <rule>', 'median: only features of at least the median importance').choices([
        'all',
        'median',
      ]),
    )
    .addOption(
      new Option(
        '--windows <what>',
        'searched: of features at several windows one each, chosen by the search',
      ).choices(['all', 'searched']),
    )
    .addOption(
      new Option('--policy <policy>', 'what turns probabilities into orders (default: threshold)').choices(
        POLICY_IDS,
      ),
    )
    .option('--regimes <states>', 'append so many market states, followed forward only')
    .option('--regime-features <names>', 'features the states are told by, with commas between them')
    .option('--seed <number>', 'everything random follows from it (default: 42)')
    .option('--cores <number>', 'threads that train (default: all)')
    .option('--memory <MB>', 'what the tables of all threads may take')
    .option('--minutes <number>', 'after which no trial begins any more')
    .option('--quiet-hours <from-to>', 'exchange time on trading days in which nothing trains: 09:00-15:45')
    .addOption(new Option('--on-battery <what>', 'run or wait (default: wait)').choices(['run', 'wait']))
    .option('--name <name>', 'name of the run')
    .option('--why <text>', 'why it is made: kept with it and with every candidate')
    .option('--dry-run', 'the plan, its time and memory; start and store nothing');
}

export function addSearchOptions(command: Command): Command {
  return command
    .option('--trials <number>', 'per family and segment, defaults included')
    .option('--optuna-trials <number>', 'the same')
    .addOption(new Option('--sampler <sampler>', 'how trials are drawn (default: tpe)').choices(SAMPLERS))
    .addOption(new Option('--pruner <pruner>', 'how hopeless trials end early').choices(PRUNERS))
    .addOption(new Option('--objective <objective>', 'what trials are ranked by').choices(SEARCH_OBJECTIVES))
    .option('--turnover-penalty <fraction>', 'taken off net-expectancy per unit of turnover');
}

type Common = Partial<Omit<TrainingRequest, 'datasetId' | 'families' | 'holdOutSessions'>>;

/** What the shared options say, and nothing else: what was left out keeps the command's own default. */
export function commonPart(options: CommonOptions): Common {
  return {
    ...(options.name !== undefined && { name: options.name }),
    ...(options.why !== undefined && { justification: options.why }),
    ...(options.split !== undefined && { split: splitOf(options.split) }),
    ...(options.calibration !== undefined && { calibration: calibrationOf(options.calibration) }),
    ...(options.select !== undefined && { selection: options.select as TrainingRequest['selection'] }),
    ...(options.windows !== undefined && { windows: options.windows as TrainingRequest['windows'] }),
    ...(options.policy !== undefined && { policy: { id: options.policy as PolicyId, settings: {} } }),
    ...(options.seed !== undefined && { seed: numberOf('--seed', options.seed) }),
    budget: budgetOf(options) as TrainingBudget,
  };
}

export function searchPart(options: SearchOptions): Common {
  const trials = options.trials ?? options.optunaTrials;
  if (options.trials !== undefined && options.optunaTrials !== undefined)
    throw badUsage('--trials and --optuna-trials are the same option. Nothing was started; leave one out.');
  return {
    ...(trials !== undefined && { trials: numberOf('--trials', trials) }),
    ...(options.sampler !== undefined && { sampler: options.sampler as TrainingRequest['sampler'] }),
    ...(options.pruner !== undefined && { pruner: options.pruner as TrainingRequest['pruner'] }),
    ...(options.objective !== undefined && { objective: options.objective as TrainingRequest['objective'] }),
    ...(options.turnoverPenalty !== undefined && {
      turnoverPenalty: numberOf('--turnover-penalty', options.turnoverPenalty),
    }),
  };
}

/** The published word for Platt's line is sigmoid. */
export function calibrationOf(text: string): TrainingRequest['calibration'] {
  return (text === 'sigmoid' ? 'platt' : text) as TrainingRequest['calibration'];
}

export function splitOf(text: string): SplitChoice {
  const preset = SPLIT_PRESET_IDS.find((one) => one === text.trim());
  if (preset !== undefined) return { kind: 'preset', preset };
  if (!text.trim().startsWith('{')) return { kind: 'stored', name: text.trim() };
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw badUsage('--split looks like JSON and is none. Nothing was started.');
  }
  return { kind: 'own', method: splitMethodSchema.parse(given) };
}

function budgetOf(options: CommonOptions): Partial<TrainingBudget> {
  return {
    ...(options.cores !== undefined && { cores: numberOf('--cores', options.cores) }),
    ...(options.memory !== undefined && { memoryMb: numberOf('--memory', options.memory) }),
    ...(options.minutes !== undefined && { wallMinutes: numberOf('--minutes', options.minutes) }),
    ...(options.quietHours !== undefined && { quietHours: quietHoursOf(options.quietHours) }),
    ...(options.onBattery !== undefined && { onBattery: options.onBattery as TrainingBudget['onBattery'] }),
  };
}

export function quietHoursOf(text: string): TrainingBudget['quietHours'] {
  const [, from, to] = /^(\d{2}:\d{2})\s*-\s*(\d{2}:\d{2})$/.exec(text.trim()) ?? [];
  if (from === undefined || to === undefined)
    throw badUsage(`--quiet-hours takes two times like 09:00-15:45, not "${text}". Nothing was started.`);
  return { from, to };
}

/** `--set name=value` by the estimator's own declarations; the request's check names those it does not know. */
export function estimatorSettings(
  estimator: string,
  texts: readonly string[],
): Record<string, number | boolean | string> {
  const declared = ESTIMATORS.find(({ id }) => id === estimator)?.parameters ?? [];
  const values: Record<string, number | boolean | string> = {};
  for (const text of texts) {
    const [name, value] = splitAssignment('--set', text);
    if (Object.hasOwn(values, name))
      throw badUsage(`--set names ${name} twice. Nothing was started; leave one out.`);
    const parameter = declared.find((one) => one.name === name);
    const read = parameter ? parseParameterText(parameter, value) : value;
    if (Number.isNaN(read)) throw badUsage(`${name} takes a number, not "${value}". Nothing was started.`);
    values[name] = read;
  }
  return values;
}
