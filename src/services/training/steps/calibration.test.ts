import { describe, expect, it } from 'vitest';
import { calibrated } from '../../../../engines/learn/calibration/apply.ts';
import { calibrateRows } from '../../../../engines/learn/calibration/calibrate-rows.ts';
import type { CalibrationState } from '../../../../engines/learn/calibration/contract.ts';
import { createRandom } from '../../../../engines/numeric/random.ts';
import { type TableSettings, trainingTable } from '../../../../tests/fixtures/training-tables.ts';
import { fitCalibration, mirrored } from './calibration.ts';

/** A table whose class comes true less often than a model says, all rows of it, and what the model says. */
function overconfident(settings: TableSettings = {}) {
  const table = trainingTable({ edge: 0, ...settings });
  const random = createRandom(8);
  const classes = table.task.classes.length;
  const raw = new Float64Array(table.rows * classes);
  for (let row = 0; row < table.rows; row++) {
    const said = 0.05 + 0.9 * random.next();
    const truth = 0.5 + 0.5 * (said - 0.5);
    const up = classes - 1;
    const came = random.next() < truth;
    table.label[row] = came ? up : classes === 2 ? 0 : random.integer(2);
    for (let k = 0; k < classes; k++) raw[row * classes + k] = k === up ? said : (1 - said) / (classes - 1);
  }
  return { table, raw, rows: Uint32Array.from(table.label.keys()) };
}

describe('the calibration of a model', () => {
  it.each(['platt', 'isotonic', 'beta'] as const)(
    'pulls an overconfident one back by %s, a row still summing to 1',
    (method) => {
      const { table, raw, rows } = overconfident();
      const { rules, told } = fitCalibration(table, rows, raw, method);
      expect(told).toMatchObject({ method, accepted: true });
      const served = calibrateRows(rules, Float64Array.of(0.2, 0.8, 0.8, 0.2));
      // Half as far from even: 0.65, give or take the noise of a curve that follows the rows.
      expect(Math.abs(served[1]! - 0.65)).toBeLessThan(0.07);
      expect(Math.abs(served[3]! - 0.35)).toBeLessThan(0.07);
      expect(served[0]! + served[1]!).toBeCloseTo(1, 12);
    },
  );

  it('judges on rows later in time of every instrument, not on those further down the table', () => {
    const { table, raw, rows } = overconfident({ sessions: 30 });
    const { told } = fitCalibration(table, rows, raw, 'platt');
    expect(told.accepted).toBe(true);
    // From the middle of the judged fifth on the model is wrong: only a judge by time sees it, since instruments are stored in turn.
    const late = Float64Array.from(table.time).sort()[Math.floor(table.rows * 0.85)]!;
    for (let row = 0; row < table.rows; row++)
      if (table.time[row]! > late) table.label[row] = 1 - table.label[row]!;
    const after = fitCalibration(table, rows, raw, 'platt').told;
    expect(after.accepted).toBe(false);
    expect(after.words).toMatch(
      /^refused, the raw probability stays in use: AUC 0\.\d+ on the later \d+ rows/,
    );
  });

  it('fits every class of three by itself, and says what became of each', () => {
    const { table, raw, rows } = overconfident({ kind: 'three' });
    const { rules, told } = fitCalibration(table, rows, raw, 'platt');
    expect(rules).toHaveLength(3);
    expect(rules![2]).not.toBeNull();
    expect(told.words).toMatch(/^down: .*; none: .*; up: fitted on \d+ rows/);
  });

  it('is nothing where it was not asked for, or a number was predicted', () => {
    const { table, raw, rows } = overconfident();
    expect(fitCalibration(table, rows, raw, 'none')).toMatchObject({
      rules: null,
      told: { accepted: false },
    });
    const number = trainingTable({ kind: 'number' });
    expect(fitCalibration(number, rows, new Float64Array(rows.length), 'platt').rules).toBeNull();
    expect(fitCalibration(table, rows.subarray(0, 50), raw.subarray(0, 100), 'platt').told.words).toMatch(
      /50 rows; a calibration needs 120/,
    );
  });

  it('mirrors the rule of one of two classes for the other', () => {
    const states: readonly CalibrationState[] = [
      { kind: 'platt', a: 0.6, b: 0.3 },
      { kind: 'beta', a: 0.4, b: 1.2, c: -0.2 },
      { kind: 'isotonic', at: [0.1, 0.4, 0.8], value: [0.2, 0.3, 0.75] },
    ];
    for (const state of states)
      for (const p of [0.01, 0.1, 0.25, 0.4, 0.5, 0.77, 0.99])
        expect(calibrated(mirrored(state), 1 - p), `${state.kind} at ${p}`).toBeCloseTo(
          1 - calibrated(state, p),
          12,
        );
  });
});
