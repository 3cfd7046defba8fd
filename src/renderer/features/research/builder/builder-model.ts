// From the fields of the dataset builder to a request, its CLI line and what holds it back. Pure.

import { SIDE_ROLES, type SideRole } from '../../../../../engines/features/definition.ts';
import type { LabelSpec } from '../../../../../engines/labels/spec.ts';
import type { Interval } from '../../../../../engines/market/interval.ts';
import type { DatasetRequest } from '../../../../contracts/datasets.ts';
import type { FeatureSetSummary } from '../../../../contracts/features.ts';
import type { LabelKindInfo } from '../../../../contracts/labels.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { isIsoDate } from '../../../ui/date-text.ts';
import { type Coverage, coverageOf, intervalsFor } from '../../../ui/market/stored-range.ts';
import { shellWord } from '../../../ui/shell-word.ts';
import { labelArguments } from '../label-form/label-form-model.ts';

export interface BuilderFields {
  readonly name: string;
  readonly justification: string;
  /** Empty means all. */
  readonly instruments: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly interval: Interval;
  readonly setId: string;
  /** Null: the newest. */
  readonly setVersion: number | null;
  readonly runId: string | null;
  readonly sides: Readonly<Partial<Record<SideRole, string>>>;
  readonly firstDecision: string;
  readonly lastDecision: string;
  /** As typed. */
  readonly seed: string;
}

export const DEFAULT_SEED = 7;
const SEED_MOST = 2 ** 31;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

export const SIDE_WORDS: Readonly<Record<SideRole, { readonly label: string; readonly help: string }>> = {
  future: { label: 'Future', help: 'of the same instrument' },
  market: { label: 'Market', help: 'the index to compare with' },
  volatility: { label: 'Volatility', help: 'the volatility index' },
  currency: { label: 'Currency', help: 'the rupee' },
};

const USUAL_SIDES: Readonly<Partial<Record<SideRole, readonly string[]>>> = {
  market: ['NIFTY 50', 'NIFTY'],
  volatility: ['INDIA VIX', 'INDIAVIX'],
  currency: ['USDINR'],
};

/** Roles the set reads besides the instrument's own bars. */
export function sideRolesOf(set: Pick<FeatureSetSummary, 'sources'> | undefined): readonly SideRole[] {
  return SIDE_ROLES.filter((role) => set?.sources.includes(role));
}

/** The usual instrument of a role, where it is stored. */
export function usualSide(role: SideRole, stored: readonly InstrumentSummary[]): string | undefined {
  return stored.find((one) => USUAL_SIDES[role]?.includes(one.symbol))?.id;
}

/** What a form begins with: the request it comes from, or the last three months of what is stored. */
export function startFields(
  stored: readonly InstrumentSummary[],
  sets: readonly FeatureSetSummary[],
  request: DatasetRequest | null,
  wantedSet: string | undefined,
): BuilderFields {
  const instruments = request && request.instruments !== 'all' ? request.instruments : [];
  const possible = intervalsFor(stored, instruments);
  const interval = request?.interval ?? possible.find((one) => one === '15m') ?? possible[0] ?? '15m';
  const coverage = coverageOf(stored, instruments, interval);
  const [id = '', version] = (wantedSet ?? '').split('@');
  const known = sets.find((one) => one.id === id) ?? sets.find((one) => one.id === 'intraday-mtf') ?? sets[0];
  return {
    name: '',
    justification: request?.justification ?? '',
    instruments,
    from: request?.from ?? coverage?.from ?? '',
    to: request?.to ?? coverage?.to ?? '',
    interval,
    setId: wantedSet === undefined && request ? request.featureSet.id : (known?.id ?? ''),
    setVersion:
      wantedSet === undefined && request
        ? (request.featureSet.version ?? null)
        : known?.id === id && known.versions.includes(Number(version))
          ? Number(version)
          : null,
    runId: request?.runId ?? null,
    sides: request?.sides ?? {},
    firstDecision: request?.firstDecision ?? '',
    lastDecision: request?.lastDecision ?? '',
    seed: request && request.seed !== DEFAULT_SEED ? String(request.seed) : '',
  };
}

export function clockProblem(text: string): string | null {
  return text === '' || CLOCK.test(text) ? null : 'Write a time like 09:30.';
}

export function seedProblem(text: string): string | null {
  if (text.trim() === '') return null;
  const seed = Number(text);
  return Number.isInteger(seed) && seed >= 0 && seed <= SEED_MOST ? null : 'A whole number from 0.';
}

export interface BuilderFacts {
  readonly coverage: Coverage | null;
  readonly set: Pick<FeatureSetSummary, 'id' | 'needsCandidate'> | undefined;
  readonly labelInfo: Pick<LabelKindInfo, 'rows'> | undefined;
  readonly labelProblems: readonly string[];
}

/** What holds the request back, each with what to do; empty when it can be built. */
export function builderProblems(fields: BuilderFields, facts: BuilderFacts): readonly string[] {
  const problems: string[] = [];
  const trades = facts.labelInfo?.rows === 'trades';
  if (!facts.coverage)
    problems.push(
      `No stored candles can make ${fields.interval} bars of these instruments. Choose another interval, or import finer candles.`,
    );
  else if (!isIsoDate(fields.from) || !isIsoDate(fields.to))
    problems.push('Enter both days, like 28 Mar 2024.');
  else if (fields.from > fields.to) problems.push('The first day lies after the last.');
  const first = clockProblem(fields.firstDecision);
  const last = clockProblem(fields.lastDecision);
  if (first ?? last) problems.push(`Decision window: ${first ?? last}`);
  else if (fields.firstDecision && fields.lastDecision && fields.firstDecision > fields.lastDecision)
    problems.push('The first decision lies after the last.');
  if (!facts.set) problems.push('Choose a feature set.');
  else if (facts.set.needsCandidate && !trades)
    problems.push(
      `The set “${facts.set.id}” describes a proposed trade. Choose a label on the trades of a run, or another set.`,
    );
  if (trades && fields.runId === null) problems.push('Choose the run whose trades are the rows.');
  if (facts.labelProblems.length > 0) problems.push(`Label: ${facts.labelProblems.join(' ')}`);
  if (seedProblem(fields.seed)) problems.push(`Seed: ${seedProblem(fields.seed)}`);
  return problems;
}

export function requestOf(
  fields: BuilderFields,
  label: LabelSpec,
  { roles, trades }: { readonly roles: readonly SideRole[]; readonly trades: boolean },
): DatasetRequest {
  const name = fields.name.trim();
  const sides = Object.fromEntries(
    roles.flatMap((role) => (fields.sides[role] ? [[role, fields.sides[role]]] : [])),
  );
  return {
    ...(name ? { name } : {}),
    justification: fields.justification.trim(),
    instruments: fields.instruments.length === 0 ? 'all' : [...fields.instruments],
    from: fields.from,
    to: fields.to,
    interval: fields.interval,
    featureSet: {
      id: fields.setId,
      ...(fields.setVersion === null ? {} : { version: fields.setVersion }),
    },
    label: { ...label },
    ...(trades && fields.runId ? { runId: fields.runId } : {}),
    sides,
    ...(fields.firstDecision ? { firstDecision: fields.firstDecision } : {}),
    ...(fields.lastDecision ? { lastDecision: fields.lastDecision } : {}),
    seed: fields.seed.trim() === '' ? DEFAULT_SEED : Number(fields.seed),
  };
}

/** The same build from a terminal. */
export function cliCommand(request: DatasetRequest, label: LabelSpec): string {
  const { featureSet, instruments } = request;
  const words = [
    '--instruments',
    instruments === 'all' ? 'all' : instruments.join(),
    '--from',
    request.from,
    '--to',
    request.to,
    '--interval',
    request.interval,
    '--features',
    featureSet.version === undefined ? featureSet.id : `${featureSet.id}@${featureSet.version}`,
    ...labelArguments(label),
    ...Object.entries(request.sides).flatMap(([role, id]) => ['--side', `${role}=${id}`]),
    ...(request.firstDecision ? ['--first-decision', request.firstDecision] : []),
    ...(request.lastDecision ? ['--last-decision', request.lastDecision] : []),
    ...(request.runId ? ['--run', request.runId] : []),
    ...(request.name ? ['--name', request.name] : []),
    ...(request.justification ? ['--why', request.justification] : []),
    ...(request.seed === DEFAULT_SEED ? [] : ['--seed', String(request.seed)]),
  ];
  return `npm run -s cli -- dataset build ${words.map(shellWord).join(' ')}`;
}
