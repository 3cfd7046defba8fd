// Proposes a role for every column, with the reason, and checks the roles a user asks for. Called by the inspection and the import.
//
// [Note: roles] A name decides before a number does: what is called after an outcome is none of the inputs, however harmless its values
// look. Prices and index levels are proposed as `ignore`, since a level says nothing on another day; whoever wants them can say so. A
// name that knows the future can be a label or an outcome, never a feature, also when asked.

import { futureNameRule } from '../../../../engines/features/future-names.ts';
import type { ColumnRole, ExternalColumn } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { ColumnFacts } from './column-facts.ts';

/** In order of preference: the moment of the decision before that of the entry, before any other. */
const TIME_NAMES = [
  'decision_time',
  'decision_time_ms',
  'signal_time_ist',
  'signal_datetime',
  'logtime_ist',
  'entry_time_ist',
  'entry_time',
  'pred_for',
  'ts_ref_start',
  'ts',
  'timestamp',
  'datetime',
  'time',
  'date',
  'trade_date',
];
const INSTRUMENT = /^(instrument|instrument_id|symbol|ticker|tradingsymbol|exchange)$/;
const LABELS = [
  'label',
  'target_binary',
  'target',
  'y',
  'actual_return',
  'actual',
  'target_1d',
  'outcome_label',
];
const LABEL_END = /^(t1|t1_ms|label_end|ts_target_close|hit_time)$/;
const WEIGHT = /^(weight|sample_weight)$/;
const PREDICTION =
  /^(p_\w+|\w+_prob|prob(?:ability)?(?:_(?:up|down|long|short|buy|sell))?|predicted\w*|prediction\w*|confidence\w*|signal|alpha|q|qmin_eff|meta_p_\w+|ml_\w+|direction|decision|score_\w+|rule_signal|rule_direction|suggest_tradeable|tradeable|rule_signals\.\w+|gates\.\w+|teacher_\w+)$/;
const OUTCOME = /^(actual\w*|outcome|exit_\w+|pnl\w*|\w+_raw|hit|hit_time|target_\d+d|is_flat)$/;
const IDENTITY =
  /^(id|\w+_id|created_at|updated_at|received_time|detected_time_ist|logtime_ist|notes|metadata)$/;
const LEVEL =
  /^(open|high|low|close|price|last_price|ltp|vwap|session_vwap|fut_session_vwap|(ema|sma|wma)_?\d+|(ta_)?bb_(upper|lower|mid|middle)|entry_price|sl_price|stop_price|target_price|underlying\w*_price|usdinr|crude_price)$/;

/** Sizes and counts in rupees, shares or contracts. */
const AMOUNT =
  /^(quantity|volume|position_size\w*|notional\w*|leverage|ticks|tick_count|dollar_vol|\w*_oi|oi)$/;

export interface RoleOptions {
  /** Columns whose cells read as stamps. */
  readonly stamps: ReadonlySet<string>;
}

export function proposeRoles(
  facts: readonly ColumnFacts[],
  { stamps }: RoleOptions,
): readonly ExternalColumn[] {
  const time = TIME_NAMES.map((name) =>
    facts.find((one) => one.name.toLowerCase() === name && stamps.has(one.name)),
  ).find((one) => one !== undefined);
  const label = LABELS.map((name) =>
    facts.find((one) => one.name.toLowerCase() === name && one.missing < one.cells.length),
  ).find((one) => one !== undefined);
  const instrument =
    facts.find((one) => INSTRUMENT.test(one.name.toLowerCase()) && one.name.toLowerCase() !== 'exchange') ??
    null;
  const end = facts.find(
    (one) => one !== time && LABEL_END.test(one.name.toLowerCase()) && stamps.has(one.name),
  );
  const weight = facts.find((one) => WEIGHT.test(one.name.toLowerCase()) && one.numeric);
  return facts.map((one) => {
    const rule = futureNameRule(one.name);
    const propose = (role: ColumnRole, reason: string): ExternalColumn => ({
      name: one.name,
      role,
      reason,
      future: rule !== null,
      numeric: one.numeric,
      missing: one.missing,
      samples: samplesOf(one),
    });
    if (one === time) return propose('time', timeReason(one.name));
    if (one === instrument) return propose('instrument', 'names the instrument of the row');
    if (one === label) return propose('label', 'named like the outcome to be learned');
    if (one === end) return propose('label-end', 'the moment from which the label is known');
    if (one === weight) return propose('weight', 'named like the weight of the row');
    return proposeOther(one, rule, stamps, propose);
  });
}

function proposeOther(
  one: ColumnFacts,
  rule: string | null,
  stamps: ReadonlySet<string>,
  propose: (role: ColumnRole, reason: string) => ExternalColumn,
): ExternalColumn {
  const lower = one.name.toLowerCase();
  if (rule !== null)
    return propose(one.numeric ? 'outcome' : 'ignore', `known only later (${rule}): can never be a feature`);
  if (IDENTITY.test(lower))
    return propose('ignore', 'names or dates the row itself, says nothing about the market');
  if (stamps.has(one.name)) return propose('ignore', 'another stamp; one column is the time of the row');
  if (one.missing === one.cells.length) return propose('ignore', 'empty in every row');
  if (PREDICTION.test(lower))
    return one.numeric
      ? propose('prediction', 'what another model or rule said: kept beside the rows, no input')
      : propose('ignore', 'what another model or rule decided, in words');
  if (OUTCOME.test(lower)) return propose(one.numeric ? 'outcome' : 'ignore', 'a result, known only later');
  if (!one.numeric)
    return propose(
      'ignore',
      one.words === one.cells.length - one.missing
        ? 'words, not numbers'
        : `${one.words} cells are not numbers`,
    );
  if (one.constant) return propose('ignore', 'the same in every row');
  if (one.twin !== null) return propose('ignore', `the same as ${one.twin} in every row`);
  if (LEVEL.test(lower))
    return propose('ignore', 'a price level: says nothing on another day or of another instrument');
  if (AMOUNT.test(lower))
    return propose('ignore', 'an amount without a common scale: says nothing of another instrument');
  return propose('feature', 'a number known at the time of the row');
}

function timeReason(name: string): string {
  return name === 'pred_for'
    ? 'the close that is predicted: the decision was taken by then'
    : 'the moment of the row';
}

function samplesOf({ cells }: ColumnFacts): readonly string[] {
  return [...new Set(cells.slice(0, 200))]
    .filter((cell) => cell !== '')
    .slice(0, 3)
    .map((cell) => cell.slice(0, 60));
}

/** The proposed roles with the asked ones over them. Throws BAD_REQUEST or REFUSED; nothing is imported. */
export function chosenRoles(
  proposed: readonly ExternalColumn[],
  asked: Readonly<Record<string, ColumnRole>>,
): readonly ExternalColumn[] {
  const unknown = Object.keys(asked).filter((name) => !proposed.some((column) => column.name === name));
  if (unknown.length > 0)
    throw new AppError(
      'BAD_REQUEST',
      `The file has no column ${unknown.join(', ')}. Its columns are ${proposed.map((column) => column.name).join(', ')}. Nothing was imported.`,
      { columns: unknown },
    );
  // The asked column takes a role there can be one of; the proposed one steps back.
  const single = new Set<ColumnRole>(['time', 'instrument', 'label', 'label-end', 'weight']);
  const taken = new Set(Object.values(asked).filter((role) => single.has(role)));
  const columns = proposed.map((column): ExternalColumn => {
    const role = asked[column.name];
    if (role === undefined)
      return taken.has(column.role) ? { ...column, role: column.numeric ? 'outcome' : 'ignore' } : column;
    return { ...column, role, reason: 'as asked' };
  });
  for (const column of columns) checkRole(column);
  for (const role of single) {
    const several = columns.filter((column) => column.role === role).map((column) => column.name);
    if (several.length > 1)
      throw new AppError(
        'BAD_REQUEST',
        `There can be one column with the role ${role}, not ${several.join(' and ')}. Nothing was imported.`,
      );
  }
  return columns;
}

function checkRole({ name, role, future, numeric }: ExternalColumn): void {
  if (role === 'feature' && future)
    throw new AppError(
      'REFUSED',
      `"${name}" is named after what happens later (${futureNameRule(name)}), so it can never be a feature. Nothing was imported; give it the role of a label or an outcome, or leave it out.`,
      { column: name },
    );
  if ((role === 'feature' || role === 'weight' || role === 'prediction' || role === 'outcome') && !numeric)
    throw new AppError(
      'BAD_REQUEST',
      `"${name}" holds words, so it cannot be a ${role}. Nothing was imported; choose label, instrument or ignore.`,
      { column: name },
    );
}
