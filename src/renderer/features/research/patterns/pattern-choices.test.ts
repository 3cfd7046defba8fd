// From address to request: what is chosen where the address is silent, what is refused, and which finished study answers a request.

import { describe, expect, it } from 'vitest';
import type { Job } from '../../../../contracts/jobs.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import type { PatternRequest } from '../../../../contracts/patterns.ts';
import {
  choicesOf,
  commandOf,
  reportOf,
  requestOf,
  requestProblem,
  searchOf,
  studyFor,
} from './pattern-choices.ts';

const stored = (
  id: string,
  kind: InstrumentSummary['kind'],
  ...intervals: InstrumentSummary['intervals'][number]['interval'][]
): InstrumentSummary =>
  ({
    id,
    kind,
    intervals: intervals.map((interval) => ({
      interval,
      sessions: 10,
      bars: 100,
      firstDate: '2025-01-01',
      lastDate: '2025-03-31',
      flaggedSessions: 0,
    })),
  }) as unknown as InstrumentSummary;

const MARKET = [
  stored('NSE:NIFTY 50', 'index', '1m'),
  stored('NSE:ONLYDAYS', 'equity', '1d'),
  stored('NSE:TCS', 'equity', '15m', '1d'),
  stored('NSE:INFY', 'equity', '1m'),
];

const REQUEST: PatternRequest = {
  instruments: ['NSE:TCS', 'NSE:INFY'],
  interval: '15m',
  from: '2025-01-01',
  to: '2025-03-31',
  horizon: 3,
  costBps: 10,
  sameSession: false,
};

const job = (id: string, request: PatternRequest, part: Partial<Job> = {}): Job =>
  ({
    id,
    kind: 'pattern-study',
    state: 'done',
    createdAt: Number(id),
    payload: { request },
    result: { patterns: [], request },
    ...part,
  }) as unknown as Job;

describe('choices', () => {
  it('begin with the first instrument that can be measured, on its own bars', () => {
    expect(choicesOf({}, MARKET)).toEqual({
      instruments: ['NSE:TCS'],
      interval: '15m',
      from: '2025-01-01',
      to: '2025-03-31',
      horizon: 3,
      costBps: 10,
      sameSession: false,
    });
  });

  it('take five minutes where there are any, and what the address says', () => {
    expect(choicesOf({ instruments: ['NSE:INFY'] }, MARKET)?.interval).toBe('5m');
    expect(
      choicesOf(
        { instruments: ['NSE:INFY'], interval: '3m', horizon: 7, cost: 0, from: '2025-02-01' },
        MARKET,
      ),
    ).toMatchObject({ interval: '3m', horizon: 7, costBps: 0, from: '2025-02-01' });
  });

  it('an interval that cannot be made, and day bars, give way to one that can', () => {
    expect(choicesOf({ instruments: ['NSE:TCS'], interval: '5m' }, MARKET)?.interval).toBe('15m');
    expect(choicesOf({ instruments: ['NSE:TCS'], interval: '1d' }, MARKET)?.interval).toBe('15m');
  });

  it('no instruments in the address is one; an empty list is all', () => {
    const all = choicesOf({ instruments: [] }, MARKET);
    expect(all && requestOf(all).instruments).toBe('all');
  });

  it('nothing can be measured on day bars alone', () => {
    expect(choicesOf({}, MARKET.slice(0, 2))).toBeNull();
    expect(choicesOf({}, [])).toBeNull();
  });

  it('survive the way through the address', () => {
    const choices = choicesOf(searchOf(REQUEST), MARKET);
    expect(choices && requestOf(choices)).toEqual(REQUEST);
  });

  it('with days that make no range say why', () => {
    const choices = choicesOf({}, MARKET);
    if (!choices) throw new Error('no choices');
    expect(requestProblem(choices)).toBeNull();
    expect(requestProblem({ ...choices, from: '' })).toMatch(/Enter both days/);
    expect(requestProblem({ ...choices, from: '2025-04-01' })).toMatch(/after the last/);
  });
});

describe('studies', () => {
  it('the newest of the same request answers it, whatever the order of its instruments', () => {
    const turned = { ...REQUEST, instruments: ['NSE:INFY', 'NSE:TCS'] };
    expect(studyFor([job('1', REQUEST), job('2', turned)], REQUEST)?.id).toBe('2');
  });

  it('another horizon, a failed one or another kind do not', () => {
    const others = [
      job('1', { ...REQUEST, horizon: 4 }),
      job('2', REQUEST, { state: 'failed' }),
      job('3', REQUEST, { kind: 'feature-study' }),
      job('4', { ...REQUEST, instruments: 'all' }),
    ];
    expect(studyFor(others, REQUEST)).toBeNull();
  });

  it('a report is read from a finished study only', () => {
    expect(reportOf(job('1', REQUEST))).toMatchObject({ patterns: [] });
    expect(reportOf(job('1', REQUEST, { state: 'running' }))).toBeNull();
    expect(reportOf(job('1', REQUEST, { result: { else: 1 } }))).toBeNull();
  });
});

it('the command names everything, and quotes what a shell would read', () => {
  expect(commandOf({ ...REQUEST, instruments: ['NSE:M&M', 'NSE:BAJAJ-AUTO'], sameSession: true })).toBe(
    "npm run -s cli -- patterns --instruments 'NSE:M&M,NSE:BAJAJ-AUTO' --interval 15m --from 2025-01-01 --to 2025-03-31 --horizon 3 --cost-bps 10 --same-session",
  );
  expect(commandOf({ ...REQUEST, instruments: 'all' })).toContain('--instruments all ');
});
