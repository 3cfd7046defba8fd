// Parts of a segment: who is in which, what is purged between them, and that nothing can be reached from outside.
import { describe, expect, it } from 'vitest';
import { createTrainingPart } from '../../../../engines/validation/splits/training-part.ts';
import { fitSpec } from '../../../../tests/fixtures/training-specs.ts';
import { memoryContext, trainingTable, trainingWorld } from '../../../../tests/fixtures/training-tables.ts';
import { assertApart, assertInside } from './assert-inside.ts';
import type { StepWorld } from './contract.ts';
import { segmentParts } from './parts.ts';
import { runFit } from './run-fit.ts';
import { segmentRows } from './segment-rows.ts';

const HALF_HOUR = 30 * 60_000;
const latest = ({ table }: StepWorld, rows: Uint32Array) =>
  Math.max(...Array.from(rows, (row) => table.t1[row]!));
const earliest = ({ table }: StepWorld, rows: Uint32Array) =>
  Math.min(...Array.from(rows, (row) => table.time[row]!));

describe('the parts of a segment', () => {
  it('follow one another, purged by outcome and embargo, inside the training part', () => {
    const world = trainingWorld({ horizonMinutes: 300 });
    for (const segment of [0, 1, 2]) {
      const { fit, stop, judge, outer, test } = segmentParts(world, segment, 0.4);
      // The label of a fit row is known, and the embargo over, before the first row of the next part's session opens.
      const opens = (rows: Uint32Array) => world.table.sessions[world.table.session[rows[0]!]!]!.open;
      expect(latest(world, fit.rows)).toBeLessThan(opens(stop.rows) - HALF_HOUR);
      expect(latest(world, stop.rows)).toBeLessThan(opens(judge.rows) - HALF_HOUR);
      expect(latest(world, outer.rows())).toBeLessThan(opens(test) - HALF_HOUR);
      expect(earliest(world, test)).toBeGreaterThan(latest(world, judge.rows));
      const inner = [fit, stop, judge].flatMap(({ rows }) => Array.from(rows));
      expect(new Set(inner).size).toBe(inner.length);
      expect(inner.every((row) => outer.has(row))).toBe(true);
      // Ten sessions: six to fit, two to stop, two to judge.
      const days = [fit, stop, judge].map(
        ({ rows }) => new Set(Array.from(rows, (row) => world.table.session[row]!)).size,
      );
      expect(days).toEqual([6, 2, 2]);
    }
  });

  it('hold exactly the values of their rows', () => {
    const world = trainingWorld();
    const { judge } = segmentParts(world, 1, 0.4);
    judge.rows.forEach((row, k) => {
      expect(judge.data.columns.map((column) => column[k])).toEqual(
        world.table.columns.map((column) => column[row]),
      );
      expect(judge.data.target[k]).toBe(world.table.label[row]);
      expect(judge.data.weight![k]).toBe(world.table.weight[row]);
      expect(judge.data.order!.time[k]).toBe(world.table.time[row]);
    });
    const { sequence, time } = judge.data.order!;
    for (let k = 1; k < sequence.length; k++)
      if (sequence[k] === sequence[k - 1]) expect(time[k]).toBeGreaterThan(time[k - 1]!);
    // Three instruments in two sessions.
    expect(new Set(sequence).size).toBe(6);
  });

  it('give the final model the newest window before the hold-out, and nothing that touches it', () => {
    const world = trainingWorld({ horizonMinutes: 120 }, undefined, 3);
    const { train, test } = segmentRows(world, -1);
    expect(test).toHaveLength(0);
    const days = [...new Set(Array.from(train, (row) => world.table.session[row]!))].sort((a, b) => a - b);
    expect(days).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
    expect(latest(world, train)).toBeLessThanOrEqual(world.table.holdOutFrom - HALF_HOUR);
    const all = [0, 1].flatMap((segment) => {
      const rows = segmentRows(world, segment);
      return [...rows.train, ...rows.test];
    });
    expect(all.every((row) => world.table.time[row]! <= world.table.holdOutFrom)).toBe(true);
  });

  it('leave out rows without a label, an end or a weight', () => {
    const world = trainingWorld();
    const { train } = segmentRows(world, 0);
    const [none, open, light] = [train[0]!, train[1]!, train[2]!];
    world.table.label[none] = -1;
    world.table.t1[open] = Number.NaN;
    world.table.weight[light] = 0;
    const after = segmentRows(world, 0).train;
    expect(train.length - after.length).toBe(3);
    for (const row of [none, open, light]) expect(after.includes(row)).toBe(false);
  });

  it('ask the model about every row of the test, and score only those whose outcome is known before the hold-out', () => {
    const world = trainingWorld({ horizonMinutes: 120 }, undefined, 6);
    const { table } = world;
    const { test } = segmentRows(world, 1);
    expect(segmentRows(world, 1).asked).toEqual(test);
    const [none, gap, reaches] = [test[3]!, test[4]!, test.at(-1)!];
    table.label[none] = -1;
    table.t1[gap] = Number.NaN;
    table.t1[reaches] = table.holdOutFrom + 1;
    const after = segmentRows(world, 1);
    expect(after.asked).toEqual(test);
    expect(after.test).toEqual(test.filter((row) => row !== none && row !== gap && row !== reaches));
    expect(segmentRows(world, -1).asked).toHaveLength(0);
    const fitted = runFit(fitSpec({ family: 'logistic', segment: 1 }), world, memoryContext());
    expect(fitted.testRows).toBe(test.length - 3);
  });

  it('stay gathered for the next fit, and only the newest', () => {
    const world = trainingWorld();
    const first = segmentParts(world, 0, 0.4);
    expect(segmentParts({ ...world, table: { ...world.table } }, 0, 0.4)).toBe(first);
    expect(segmentParts({ ...world, table: { ...world.table, holdOutFrom: 9e15 } }, 0, 0.4)).not.toBe(first);
    expect(segmentParts(world, 1, 0.4)).not.toBe(first);
    expect(segmentParts(world, 0, 0.4)).not.toBe(first);
  });

  it('refuse what is too thin, another split, and a segment that is not there', () => {
    const world = trainingWorld();
    expect(() => segmentParts(world, 9, 0.4)).toThrow(/the split has 3 segments/);
    expect(() => segmentParts({ ...world, split: { ...world.split, datasetHash: 'other' } }, 0, 0.4)).toThrow(
      /made for dataset other/,
    );
    expect(() => segmentParts(trainingWorld({ instruments: 1, rowsPerSession: 4 }), 0, 0.4)).toThrow(
      /\d+ training rows left after purging, 200 are needed/,
    );
    const short = trainingWorld(
      { rowsPerSession: 60 },
      { kind: 'walk-forward', trainSessions: 2, testSessions: 2, expanding: false, embargoMs: 0 },
    );
    expect(() => segmentParts(short, 0, 0.4)).toThrow(/has 2 sessions; three are needed/);
  });
});

describe('a fit that reaches outside its training part', () => {
  const world = trainingWorld();

  it('is stopped at the first row', () => {
    const { fit, outer, test } = segmentParts(world, 0, 0.4);
    expect(() => outer.gather(test)).toThrow(/lies outside the training part of segment 0/);
    expect(() => fit.part.gatherVector(world.table.value, Uint32Array.of(test[0]!))).toThrow(
      /this fit was stopped/,
    );
    expect(() => fit.part.value(0, segmentParts(world, 0, 0.4).judge.rows[0]!)).toThrow(
      /lies outside the fit part/,
    );
  });

  it('cannot pass for one inside, and ends the step instead of failing a trial', () => {
    const { outer, test, judge } = segmentParts(world, 0, 0.4);
    const elsewhere = createTrainingPart(
      trainingTable(),
      'the whole dataset',
      Uint32Array.from({ length: 500 }, (_, k) => k),
    );
    expect(() => assertInside(elsewhere.scope, outer, 'the model')).toThrow(
      expect.objectContaining({
        code: 'INTERNAL',
        message: expect.stringMatching(/the model was fitted on the whole dataset/),
      }),
    );
    expect(() => assertApart(outer, judge.rows, 'the test')).toThrow(
      expect.objectContaining({ code: 'INTERNAL' }),
    );
    expect(() => assertApart(outer, test, 'the test')).not.toThrow();
    expect(() => assertInside(judge.part.scope, outer, 'the threshold')).not.toThrow();
  });
});
