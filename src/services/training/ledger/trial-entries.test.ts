import { describe, expect, it } from 'vitest';
import { trainingRequestSchema } from '../../../contracts/training.ts';
import type { PlacedTrial } from '../evaluate/contract.ts';
import { candidateEntry, type LedgerPlace, searchEntries } from './trial-entries.ts';

const request = trainingRequestSchema.parse({
  datasetId: 'd'.repeat(12),
  families: [{ estimator: 'leafwise' }],
});
const place = (changes: Partial<LedgerPlace> = {}): LedgerPlace => ({
  run: { runId: 'run-one', rerunOf: null },
  request,
  table: { datasetHash: 'hash', names: ['a', 'b'] },
  splitHash: 'split',
  at: 5,
  ...changes,
});
const trial = (
  changes: Partial<PlacedTrial> = {},
  values: Record<string, number> = { rounds: 5 },
): PlacedTrial => ({
  family: 'leafwise',
  segment: 0,
  fixed: {},
  trial: { index: 0, values, state: 'failed', score: null, steps: [], reason: 'too few rows' },
  ...changes,
});
const fingerprint = (at: LedgerPlace, one: PlacedTrial) => searchEntries(at, [one])[0]!.fingerprint;

describe('entries of the trial ledger', () => {
  it('are one look for the same family, parameters, segment and features, in whatever run', () => {
    const other = place({ run: { runId: 'run-two', rerunOf: 'run-one' } });
    const [first] = searchEntries(place(), [trial()]);
    const [again] = searchEntries(other, [trial()]);
    expect(again!.fingerprint).toBe(first!.fingerprint);
    expect(again!.id).not.toBe(first!.id);
    expect([first!.source, again!.source]).toEqual(['search', 'rerun']);
    // Fixed or searched, it is the same value.
    expect(fingerprint(place(), trial({ fixed: { rounds: 5 } }, {}))).toBe(first!.fingerprint);
  });

  it('are different looks where anything of that differs', () => {
    const own = fingerprint(place(), trial());
    const others = [
      fingerprint(place(), trial({ segment: 1 })),
      fingerprint(place(), trial({ family: 'depthwise' })),
      fingerprint(place(), trial({}, { rounds: 6 })),
      fingerprint(place({ table: { datasetHash: 'hash', names: ['b', 'a'] } }), trial()),
      fingerprint(place({ splitHash: 'other' }), trial()),
      fingerprint(place({ request: { ...request, selection: 'median' } }), trial()),
      fingerprint(place({ request: { ...request, innerShare: 0.3 } }), trial()),
      fingerprint(place({ request: { ...request, seed: request.seed + 1 } }), trial()),
    ];
    expect(new Set([own, ...others]).size).toBe(9);
  });

  it('count every seed of a candidate: the luckiest of many is no single try', () => {
    const candidate = {
      ...{ candidateId: 'c1', family: 'leafwise', sharpe: 0.05, observations: 40 },
      perSegment: [{ segment: 0, parameters: { rounds: 5 }, threshold: null }],
    };
    const of = (seed: number) =>
      candidateEntry(place({ request: { ...request, seed } }), candidate).fingerprint;
    expect(new Set([1, 2, 3, 1].map(of)).size).toBe(3);
    const gated = { ...request, policy: { id: 'standard' as const, settings: {} } };
    expect(candidateEntry(place({ request: gated }), candidate).fingerprint).not.toBe(of(request.seed));
  });

  it('call a single trial a baseline', () => {
    expect(searchEntries(place({ request: { ...request, trials: 1 } }), [trial()])[0]!.source).toBe(
      'baseline',
    );
  });

  it('keep the measured ratio of a candidate, and none where there is none', () => {
    const candidate = {
      candidateId: 'c1',
      family: 'leafwise',
      perSegment: [{ segment: 0, parameters: { rounds: 5 }, threshold: 0.6 }],
      observations: 40,
    };
    const measured = candidateEntry(place(), { ...candidate, sharpe: 0.05 });
    const flat = candidateEntry(place(), { ...candidate, sharpe: Number.NaN });
    expect(measured).toMatchObject({ sharpe: 0.05, observations: 40 });
    expect(flat.sharpe).toBeNull();
    expect(flat.fingerprint).toBe(measured.fingerprint);
    // A candidate that could be traded later is written down again with its ratio.
    expect(flat.id).not.toBe(measured.id);
  });
});
