// What is believed and what is not: judged on later rows only, with a reason each time.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import {
  CALIBRATION_GUARDS,
  type CalibrationBlock,
  guardedCalibration,
  laterRowsOf,
  modelQuality,
  standingAfter,
} from './guarded-fit.ts';
import { isotonicCalibration } from './isotonic-fit.ts';
import { plattCalibration } from './platt-fit.ts';

function block(rows: number, truth: (p: number, row: number) => number, seed = 1): CalibrationBlock {
  const random = createRandom(seed);
  const probability = Float64Array.from({ length: rows }, () => 0.05 + 0.9 * random.next());
  return {
    probability,
    outcome: Uint8Array.from(probability, (p, i) => Number(random.next() < truth(p, i))),
  };
}
const reasonOf = (...given: Parameters<typeof guardedCalibration>) => {
  const result = guardedCalibration(...given);
  return result.accepted ? 'accepted' : result.reason;
};

describe('a guarded calibration', () => {
  it('is believed where it helps on later rows', () => {
    const result = guardedCalibration(
      plattCalibration,
      block(1000, (p) => 0.3 + 0.4 * p),
    );
    expect(result.accepted).toBe(true);
    expect(result.evidence!.laterRows).toBe(200);
    expect(result.evidence!.fittedRows).toBe(800);
    expect(result.evidence!.brier).toBeLessThan(result.evidence!.rawBrier);
  });
  it('never looks at the later rows to fit', () => {
    const data = block(1000, (p) => 0.2 + 0.6 * p);
    const changed = { ...data, outcome: data.outcome.map((y, i) => (i >= 950 ? 1 - y : y)) };
    const [one, other] = [data, changed].map((given) => guardedCalibration(plattCalibration, given));
    expect(one!.accepted && other!.accepted && one!.state).toEqual(other!.accepted && other!.state);
    expect(one!.evidence!.brier).not.toBe(other!.evidence!.brier);
  });
  it('keeps a fifth to judge by, between 50 and 200', () => {
    expect([120, 500, 5000].map(laterRowsOf)).toEqual([50, 100, 200]);
    const many = block(5000, (p) => 0.3 + 0.4 * p);
    const guards = { ...CALIBRATION_GUARDS, mostLaterRows: Number.POSITIVE_INFINITY };
    expect(guardedCalibration(plattCalibration, many).evidence!.laterRows).toBe(200);
    expect(guardedCalibration(plattCalibration, many, guards).evidence!.laterRows).toBe(1000);
  });
  it('is refused with too few rows, no slope, no rank, or a worse score', () => {
    expect(
      reasonOf(
        plattCalibration,
        block(119, (p) => p),
      ),
    ).toMatch(/119 rows; a calibration needs 120/);
    expect(
      reasonOf(
        plattCalibration,
        block(20_000, (p) => 0.46 + 0.08 * p),
      ),
    ).toMatch(/next to nothing/);
    expect(
      reasonOf(
        isotonicCalibration,
        block(1000, (p, i) => (i < 800 ? p : 0.7 - 0.4 * p), 3),
      ),
    ).toMatch(/below 0.53/);
    // The chance of everything moved up in the fitted part only.
    expect(
      reasonOf(
        plattCalibration,
        block(1000, (p, i) => (i < 800 ? 0.6 + 0.4 * p : p), 4),
      ),
    ).toMatch(/worsen from/);
    expect(
      reasonOf(
        plattCalibration,
        block(1000, (p) => 1 - p),
      ),
    ).toMatch(/not inverted silently/);
    const end = block(1000, (p, i) => (i < 800 ? p : 1));
    expect(reasonOf(plattCalibration, end)).toMatch(/one outcome only/);
  });
});

describe('what is served', () => {
  const good = guardedCalibration(
    plattCalibration,
    block(1000, (p) => 0.3 + 0.4 * p),
  );
  const bad = guardedCalibration(
    plattCalibration,
    block(10, (p) => p),
  );

  it('keeps the last calibration through two rejections, then the raw probability', () => {
    let standing = standingAfter({ state: null, rejections: 0 }, good);
    const { state } = standing;
    expect(state).not.toBeNull();
    for (const kept of [state, state, null]) {
      standing = standingAfter(standing, bad);
      expect(standing.state).toBe(kept);
    }
    expect(standingAfter(standing, good)).toEqual({ state, rejections: 0 });
  });
  it('grades the model by rank and slope; without evidence it is weak', () => {
    expect(modelQuality(0.57, 0.25)).toBe('strong');
    expect(modelQuality(0.6, 0.2)).toBe('ok');
    expect(modelQuality(0.53, 0.15)).toBe('ok');
    expect(modelQuality(0.6, 0.1)).toBe('weak');
    expect(modelQuality(undefined, 3)).toBe('weak');
  });
});
