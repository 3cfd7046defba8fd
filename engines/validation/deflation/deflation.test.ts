import { describe, expect, it } from 'vitest';
import { weekdaySessions } from '../../../tests/fixtures/weekday-sessions.ts';
import { createRandom } from '../../numeric/random.ts';
import { HOLD_OUT_GATE, holdOutFaults, openHoldOut, reserveHoldOut } from './hold-out.ts';
import { overfittingProbability } from './overfitting.ts';
import {
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
  type SharpeMoments,
  sharpeMoments,
} from './sharpe.ts';
import { addTrial, countTrials, deflateByLedger, type TrialEntry } from './trial-ledger.ts';

const moments = (sharpe: number, observations: number, skewness = 0, kurtosis = 3): SharpeMoments => ({
  sharpe,
  observations,
  skewness,
  kurtosis,
});

describe('a Sharpe ratio', () => {
  it('has the moments worked out by hand', () => {
    const found = sharpeMoments([1, 2, 3, 6]);
    expect(found.sharpe).toBeCloseTo(3 / Math.sqrt(14 / 3), 14);
    // Deviations −2, −1, 0, 3: variance 3.5, third moment 4.5, fourth 24.5.
    expect(found.skewness).toBeCloseTo(4.5 / 3.5 ** 1.5, 14);
    expect(found.kurtosis).toBeCloseTo(24.5 / 3.5 ** 2, 14);
    expect(sharpeMoments(new Array(30).fill(0.1)).sharpe).toBeNaN();
    expect(() => sharpeMoments([1, Number.NaN])).toThrow(/return 1 is NaN/);
  });

  it('deflates as published: 2.5 a year over five years is 0.90 after 100 trials, 0.95 after 46 (2014, p. 10)', () => {
    const found = moments(2.5 / Math.sqrt(250), 1250, -3, 10);
    const deflated = deflatedSharpe(found, 100, 0.5 / 250);
    expect(deflated.benchmark).toBeCloseTo(0.1132, 4);
    expect(deflated.probability).toBeCloseTo(0.9004, 4);
    expect(deflatedSharpe(found, 46, 0.5 / 250).probability).toBeCloseTo(0.9505, 4);
    // With normal returns it takes 88 trials to fall as far.
    expect(deflatedSharpe(moments(2.5 / Math.sqrt(250), 1250), 88, 0.5 / 250).probability).toBeCloseTo(
      0.9505,
      4,
    );
  });

  it('needs 2.73 years of days, 2.83 of weeks, 3.24 of months to show 2 against 1 (2012, minimum track record)', () => {
    for (const [year, years] of [
      [250, 2.73],
      [52, 2.83],
      [12, 3.24],
    ] as const) {
      const root = Math.sqrt(year);
      expect(minimumTrackRecord(moments(2 / root, 1), 1 / root) / year).toBeCloseTo(years, 2);
    }
    const found = moments(0.1, 400, -1, 6);
    const needed = minimumTrackRecord(found, 0.02, 0.9);
    expect(probabilisticSharpe({ ...found, observations: needed }, 0.02)).toBeCloseTo(0.9, 10);
    expect(minimumTrackRecord(found, 0.1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('of one trial is the probabilistic one; more trials only lower it', () => {
    const found = moments(0.12, 500, -0.5, 5);
    let before = deflatedSharpe(found, 1, 0.002);
    expect(before.probability).toBe(probabilisticSharpe(found));
    expect(before.benchmark).toBe(0);
    for (const trials of [2, 5, 20, 100, 10_000]) {
      const next = deflatedSharpe(found, trials, 0.002);
      expect(next.probability).toBeLessThan(before.probability);
      before = next;
    }
    expect(() => expectedMaximumSharpe(0, 1)).toThrow(RangeError);
  });

  it('of the best of many noises is on average as high as expected', () => {
    const random = createRandom(1);
    for (const trials of [10, 100]) {
      let total = 0;
      for (let run = 0; run < 2_000; run++) {
        let best = Number.NEGATIVE_INFINITY;
        for (let k = 0; k < trials; k++) best = Math.max(best, random.normal());
        total += best;
      }
      expect(Math.abs(total / 2_000 - expectedMaximumSharpe(trials, 1))).toBeLessThan(0.08);
    }
  });
});

describe('the probability of overfitting', () => {
  const noise = (seed: number, trials: number, days: number): Float64Array[] => {
    const random = createRandom(seed);
    return Array.from({ length: trials }, () =>
      Float64Array.from({ length: days }, () => random.normal() * 0.01),
    );
  };

  it('is about a half where nothing has an edge', () => {
    let total = 0;
    for (let seed = 0; seed < 40; seed++)
      total += overfittingProbability(noise(seed, 10, 120), { blocks: 8 }).probability;
    expect(total / 40).toBeGreaterThan(0.4);
    expect(total / 40).toBeLessThan(0.62);
  });

  it('is near zero where one is truly better', () => {
    const returns = noise(3, 20, 400);
    returns[7] = returns[7]!.map((one) => one + 0.004);
    const found = overfittingProbability(returns);
    expect(found.probability).toBeLessThan(0.02);
    expect(found.halves).toBe(252);
    expect(found.lossProbability).toBeLessThan(0.02);
  });

  it('is one where the past is turned round: what wins one half loses the other', () => {
    // Trial k earns in block k alone and pays for it in the other.
    const early = Float64Array.of(2, 1, 2, -2, -1, -2);
    const late = early.map((one) => -one);
    const found = overfittingProbability([early, late], { blocks: 2 });
    expect(found.probability).toBe(1);
    expect(found.slope).toBeNaN();
    expect([...found.logits].map((one) => Math.round(one * 1e6) / 1e6)).toEqual(
      [Math.log(1 / 2), Math.log(1 / 2)].map((one) => Math.round(one * 1e6) / 1e6),
    );
    expect(found.lossProbability).toBe(1);
  });

  it('agrees with a plain computation of every half', () => {
    const returns = noise(9, 5, 26);
    const ratio = (values: number[]): number => sharpeMoments(values).sharpe;
    const expected: number[] = [];
    for (let mask = 0; mask < 16; mask++) {
      const bits = [0, 1, 2, 3].filter((block) => mask & (1 << block));
      if (bits.length !== 2) continue;
      // Two days left over at the start, six a block.
      const of = (inside: boolean) =>
        returns.map((own) =>
          ratio([...own].slice(2).filter((_, day) => bits.includes(Math.floor(day / 6)) === inside)),
        );
      const inside = of(true);
      const outside = of(false);
      const best = inside.indexOf(Math.max(...inside));
      const rank = outside.filter((one) => one <= outside[best]!).length / 6;
      expected.push(Math.log(rank / (1 - rank)));
    }
    const found = overfittingProbability(returns, { blocks: 4 });
    expect(found.days).toBe(24);
    found.logits.forEach((logit, k) => {
      expect(logit).toBeCloseTo(expected[k]!, 10);
    });
    expect(found.probability).toBe(expected.filter((one) => one <= 1e-12).length / 6);
  });

  it('refuses what cannot be judged', () => {
    expect(() => overfittingProbability([new Float64Array(40)])).toThrow(/nothing to choose/);
    expect(() => overfittingProbability(noise(1, 2, 19))).toThrow(/too few/);
    expect(() => overfittingProbability(noise(1, 2, 40), { blocks: 5 })).toThrow(/even/);
    expect(() => overfittingProbability([new Float64Array(40), new Float64Array(41)])).toThrow(/same days/);
  });
});

describe('the trial ledger', () => {
  const entry = (id: string, more: Partial<TrialEntry> = {}): TrialEntry => ({
    id,
    datasetHash: 'abc',
    source: 'search',
    fingerprint: id,
    happenedAt: Number(id),
    sharpe: 0.05,
    observations: 100,
    ...more,
  });

  it('counts every look, manual ones too, once per thing tried, and only of its dataset', () => {
    const entries = [
      entry('1', { sharpe: 0.1 }),
      entry('2', { sharpe: null }),
      entry('3', { source: 'manual-backtest', sharpe: -0.1 }),
      entry('4', { source: 'rerun', fingerprint: '1', sharpe: 0.3 }),
      entry('5', { source: 'rerun', fingerprint: '1', sharpe: null }),
      entry('6', { datasetHash: 'other' }),
    ].reduce<readonly TrialEntry[]>(addTrial, []);
    const count = countTrials(entries, 'abc');
    expect(count).toMatchObject({ entries: 5, distinct: 3, measured: 2 });
    expect(count.bySource).toMatchObject({ search: 2, rerun: 2, 'manual-backtest': 1 });
    expect(count.meanSharpe).toBeCloseTo(0.1, 14);
    expect(count.variance).toBeCloseTo(0.08, 14);
  });

  it('takes a trial once: a resumed run adds nothing, another under its id is refused', () => {
    const once = addTrial([], entry('1'));
    expect(addTrial(once, entry('1'))).toBe(once);
    expect(() => addTrial(once, entry('1', { fingerprint: 'x' }))).toThrow(/already written/);
    expect(() => addTrial([], entry('1', { sharpe: Number.NaN }))).toThrow(/write null/);
  });

  it('deflates by the spread of the trials, or by luck alone where they lie closer', () => {
    const found = moments(0.15, 401);
    const alike = Array.from({ length: 20 }, (_, k) => entry(String(k)));
    const near = deflateByLedger(found, alike, 'abc');
    expect(near).toMatchObject({ trials: 20, variance: 1 / 400, varianceFrom: 'sampling' });
    const apart = alike.map((one, k) => ({ ...one, sharpe: k % 2 === 0 ? 0.2 : -0.2 }));
    const wide = deflateByLedger(found, apart, 'abc');
    expect(wide.varianceFrom).toBe('trials');
    expect(wide.probability).toBeLessThan(near.probability);
    expect(near.probability).toBeLessThan(near.undeflated);
    expect(deflateByLedger(found, [], 'abc').probability).toBe(probabilisticSharpe(found));
  });
});

describe('a hold-out', () => {
  const calendar = weekdaySessions(30);

  it('is the end of the calendar, and opens once per candidate, with a reason', () => {
    const { holdOut, research } = reserveHoldOut('abc', calendar, 10);
    expect(research).toEqual(calendar.slice(0, 20));
    expect(holdOut).toEqual({
      datasetHash: 'abc',
      from: calendar[20]!.open,
      to: calendar[29]!.close,
      sessions: 10,
    });
    expect(() => reserveHoldOut('abc', calendar, 30)).toThrow(RangeError);
    const opening = { datasetHash: 'abc', candidate: 'm1', reason: 'before promotion', happenedAt: 1 };
    const once = openHoldOut([], opening);
    expect(() => openHoldOut(once, { ...opening, reason: 'again' })).toThrow(/before promotion/);
    expect(() => openHoldOut([], { ...opening, reason: ' ' })).toThrow(/reason/);
    expect(openHoldOut(once, { ...opening, candidate: 'm2' })).toHaveLength(2);
  });

  it('passes at the gate itself and fails below it or without a figure', () => {
    expect(holdOutFaults(HOLD_OUT_GATE)).toEqual([]);
    expect(holdOutFaults({ auc: 0.599, sharpe: Number.NaN })).toEqual([
      'AUC 0.599, needed 0.600',
      'Sharpe ratio after charges missing, needed 0.000',
    ]);
  });
});
