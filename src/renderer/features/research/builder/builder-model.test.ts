import { describe, expect, it } from 'vitest';
import { defaultLabel } from '../../../../../engines/labels/check.ts';
import { datasetRequestSchema } from '../../../../contracts/datasets.ts';
import type { FeatureSetSummary } from '../../../../contracts/features.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import {
  type BuilderFacts,
  type BuilderFields,
  builderProblems,
  cliCommand,
  requestOf,
  seedProblem,
  sideRolesOf,
  startFields,
  usualSide,
} from './builder-model.ts';

const stored = (symbol: string, kind: 'equity' | 'index' = 'equity'): InstrumentSummary => ({
  id: `NSE:${symbol}`,
  exchange: 'NSE',
  symbol,
  kind,
  lotSize: 1,
  tickSize: 0.05,
  closingAuction: false,
  synthetic: false,
  intervals: [
    {
      interval: '5m',
      sessions: 60,
      bars: 4500,
      firstDate: '2023-07-03',
      lastDate: '2023-09-29',
      flaggedSessions: 0,
    },
  ],
});
const featureSet = (id: string, part: Partial<FeatureSetSummary> = {}): FeatureSetSummary => ({
  id,
  version: 2,
  versions: [2, 1],
  title: id,
  description: '',
  builtIn: true,
  features: 12,
  hash: 'ab',
  needsCandidate: false,
  sources: ['self'],
  timeframes: ['decision'],
  createdAt: null,
  ...part,
});
const MARKET = [stored('TCS'), stored('M&M'), stored('NIFTY 50', 'index')];
const SETS = [
  featureSet('all', { sources: ['self', 'market', 'volatility'] }),
  featureSet('intraday-mtf'),
  featureSet('meta-5', { needsCandidate: true }),
];
const FIELDS = startFields(MARKET, SETS, null, undefined);
const FACTS: BuilderFacts = {
  coverage: { from: '2023-07-03', to: '2023-09-29', instruments: 2 },
  set: SETS[1],
  labelInfo: { rows: 'bars' },
  labelProblems: [],
};
const problems = (part: Partial<BuilderFields>, facts: Partial<BuilderFacts> = {}) =>
  builderProblems({ ...FIELDS, ...part }, { ...FACTS, ...facts }).join(' ');

describe('what the builder starts from', () => {
  it('is all that is stored, on bars that can be made', () => {
    expect(FIELDS).toMatchObject({
      instruments: [],
      from: '2023-07-03',
      to: '2023-09-29',
      interval: '15m',
      setId: 'intraday-mtf',
      setVersion: null,
    });
  });
  it('is a wanted set in its version, if that exists', () => {
    expect(startFields(MARKET, SETS, null, 'all@1')).toMatchObject({ setId: 'all', setVersion: 1 });
    expect(startFields(MARKET, SETS, null, 'all@9')).toMatchObject({ setId: 'all', setVersion: null });
    expect(startFields(MARKET, SETS, null, 'gone')).toMatchObject({ setId: 'intraday-mtf' });
  });
  it('is another dataset’s request, given back unchanged', () => {
    const label = defaultLabel('next-return');
    const request = datasetRequestSchema.parse({
      justification: 'why',
      instruments: ['NSE:M&M'],
      from: '2023-08-01',
      to: '2023-08-31',
      interval: '15m',
      featureSet: { id: 'all', version: 1 },
      label,
      sides: { market: 'NSE:NIFTY 50' },
      firstDecision: '09:45',
      seed: 11,
    });
    const fields = startFields(MARKET, SETS, request, undefined);
    expect(requestOf(fields, label, { roles: ['market'], trades: false })).toEqual(request);
  });
  it('finds the usual side series among what is stored', () => {
    expect(sideRolesOf(SETS[0])).toEqual(['market', 'volatility']);
    expect(usualSide('market', MARKET)).toBe('NSE:NIFTY 50');
    expect(usualSide('volatility', MARKET)).toBeUndefined();
  });
});

describe('what holds a build back', () => {
  it('is nothing for a good form', () => expect(problems({})).toBe(''));
  it('is said with what to do', () => {
    expect(problems({}, { coverage: null })).toContain('import finer candles');
    expect(problems({ from: '' })).toContain('like 28 Mar 2024');
    expect(problems({ from: '2023-09-01', to: '2023-08-01' })).toContain('after the last');
    expect(problems({ firstDecision: '9:5' })).toContain('like 09:30');
    expect(problems({ firstDecision: '15:00', lastDecision: '10:00' })).toContain(
      'first decision lies after',
    );
    expect(problems({}, { set: SETS[2] })).toContain('describes a proposed trade');
    expect(problems({}, { set: SETS[2], labelInfo: { rows: 'trades' } })).toContain('Choose the run');
    expect(problems({ runId: 'r' }, { set: SETS[2], labelInfo: { rows: 'trades' } })).toBe('');
    expect(problems({ seed: '-1' })).toContain('whole number');
    expect(seedProblem('2.5')).not.toBeNull();
    expect(seedProblem('')).toBeNull();
  });
});

describe('request and command', () => {
  const label = defaultLabel('triple-barrier');
  it('leave out what does not belong to the rows asked for', () => {
    const request = requestOf(
      { ...FIELDS, name: ' First ', runId: 'r1', sides: { market: 'NSE:NIFTY 50', currency: 'NSE:X' } },
      label,
      { roles: ['market'], trades: false },
    );
    expect(datasetRequestSchema.parse(request)).toEqual(request);
    expect(request).toMatchObject({
      name: 'First',
      instruments: 'all',
      sides: { market: 'NSE:NIFTY 50' },
      seed: 7,
    });
    expect(request).not.toHaveProperty('runId');
    expect(request.sides).not.toHaveProperty('currency');
  });
  it('quote what a shell would read differently', () => {
    const request = requestOf(
      {
        ...FIELDS,
        instruments: ['NSE:TCS', 'NSE:M&M'],
        setVersion: 1,
        justification: "it's a test",
        lastDecision: '15:00',
        seed: '3',
        sides: { market: 'NSE:NIFTY 50' },
      },
      label,
      { roles: ['market'], trades: false },
    );
    expect(cliCommand(request, label)).toBe(
      "npm run -s cli -- dataset build --instruments 'NSE:TCS,NSE:M&M' --from 2023-07-03 --to 2023-09-29 --interval 15m" +
        " --features intraday-mtf@1 --label triple-barrier --side 'market=NSE:NIFTY 50' --last-decision 15:00" +
        " --why 'it'\\''s a test' --seed 3",
    );
  });
});
