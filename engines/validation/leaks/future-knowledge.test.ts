import { expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { directionTarget } from './direction-target.ts';
import { checkFutureKnowledge } from './future-knowledge.ts';
import { createProbe } from './probe-model.ts';
import { createProbeSampler, type ProbeSample } from './probe-sample.ts';

const DAYS = 20;
const PER_DAY = 50;
const DAY = 86_400_000;

/** One instrument; each column made from the row's outcome and chance. */
function sampleWith(
  columns: Readonly<Record<string, (worth: number, noise: () => number) => number>>,
): ProbeSample {
  const random = createRandom(8);
  const rows = DAYS * PER_DAY;
  const value = Float64Array.from({ length: rows }, () => random.normal());
  const names = Object.keys(columns);
  const made = names.map((name) =>
    Float32Array.from(value, (worth) => columns[name]!(worth, () => random.normal())),
  );
  const time = Float64Array.from(
    { length: rows },
    (_, i) => Math.floor(i / PER_DAY) * DAY + (i % PER_DAY) * 60_000,
  );
  return {
    ...createProbeSampler(1, 10, 0).finish(),
    rows,
    names,
    columns: made,
    delayed: made,
    time,
    t1: time.map((at) => at + 60_000),
    value,
    label: Int16Array.from(value, (worth) => (worth > 0 ? 1 : 0)),
    weight: new Float64Array(rows).fill(1),
    classes: ['down', 'up'],
    days: Array.from({ length: DAYS }, (_, k) => `day ${k}`),
    blocks: Array.from({ length: DAYS }, (_, day) => ({
      instrument: 0,
      day,
      start: day * PER_DAY,
      end: (day + 1) * PER_DAY,
    })),
  };
}

const guilty = (sample: ProbeSample) =>
  checkFutureKnowledge(sample, directionTarget(sample)).findings.map((finding) => finding.feature);

it('raises the alarm for a correlation alone, for an AUC alone, and for a hidden rank', () => {
  // The size of the outcome counts for the first, only its sign for the second; the third is bent out of Pearson's sight.
  const sample = sampleWith({
    correlated: (worth, noise) => 0.45 * worth + noise(),
    sided: (worth, noise) => (worth > 0 ? 1 : -1) + 0.9 * noise(),
    ranked: (worth, noise) => Math.exp(6 * (0.5 * worth + noise())),
    unrelated: (_worth, noise) => noise(),
    sized: (worth) => Math.abs(worth),
  });
  const check = checkFutureKnowledge(sample, directionTarget(sample));
  const figures = (name: string) => check.features!.find((one) => one.feature === name)!.figures;
  expect(figures('correlated').auc).toBeLessThan(0.75);
  expect(figures('ranked').correlation).toBeLessThan(0.3);
  expect(figures('ranked').auc).toBeLessThan(0.75);
  expect(guilty(sample)).toEqual(['correlated', 'sided', 'ranked']);
  expect(check.findings.map((one) => one.expected)).toEqual([0.3, 0.75, 0.3]);
  expect(check).toMatchObject({ verdict: 'alarm', figures: { alarms: 3, rows: 1000, days: 20 } });
});

it('the probe leaves out training labels that reach into the later days', () => {
  const sample = sampleWith({ known: (worth) => worth });
  const border = 12;
  const target = directionTarget(sample).target;
  expect(createProbe(sample, sample.columns).trainRows).toBe(border * PER_DAY);
  expect(createProbe(sample, sample.columns).testRows).toBe((DAYS - border) * PER_DAY);
  expect(createProbe(sample, sample.columns).auc(target)).toBe(1);
  const long = { ...sample, t1: sample.time.map((at) => at + DAY) };
  // A day-long label of the last training day is known only after the tests began.
  expect(createProbe(long, long.columns).trainRows).toBe((border - 1) * PER_DAY);
});
