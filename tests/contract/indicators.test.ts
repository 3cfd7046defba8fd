// What every indicator of the registry promises: batch and stream are one thing, bit for bit; a value never depends on later
// bars; warm-up, missing values and session resets are as declared. A new definition is covered by being registered.

import { describe, expect, it } from 'vitest';
import type {
  IndicatorDefinition,
  IndicatorInput,
  IndicatorParameters,
} from '../../engines/indicators/definition.ts';
import { defaultIndicatorParameters, findIndicator, INDICATORS } from '../../engines/indicators/registry.ts';
import { barAt, barsFrom, sliceBars } from '../../engines/market/bars.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import { AWKWARD, awkwardBars, CLEAN, COARSE } from './indicator-bars.ts';

const SEEDS = Array.from({ length: 25 }, (_, k) => 1000 + k);

/** Defaults first, then small values within the declared range, so that windows of one bar occur. */
function parameterSets(definition: IndicatorDefinition): IndicatorParameters[] {
  const random = createRandom(definition.id.length * 7919);
  const drawn = Array.from({ length: 4 }, () =>
    Object.fromEntries(
      definition.parameters.map(({ name, min, max }) => [
        name,
        min + random.integer(Math.min(8, max - min + 1)),
      ]),
    ),
  );
  return [defaultIndicatorParameters(definition), ...drawn];
}

function streamColumns(
  definition: IndicatorDefinition,
  parameters: IndicatorParameters,
  input: IndicatorInput,
): Float64Array[] {
  const { bars, session } = input;
  const columns = definition.outputs.map(() => new Float64Array(bars.length));
  const stream = definition.stream(parameters, input);
  for (let i = 0; i < bars.length; i++)
    stream.next(barAt(bars, i), session[i]!).forEach((value, k) => {
      columns[k]![i] = value;
    });
  return columns;
}

/** First row where two columns differ in any bit, or −1. */
function firstDifference(one: Float64Array, other: Float64Array): number {
  if (one.length !== other.length) return Math.min(one.length, other.length);
  for (let i = 0; i < one.length; i++) if (!Object.is(one[i], other[i])) return i;
  return -1;
}

function expectSame(one: readonly Float64Array[], other: readonly Float64Array[], what: string): void {
  expect(one.length).toBe(other.length);
  one.forEach((column, k) => {
    const row = firstDifference(column, other[k]!);
    expect(row, `${what}, output ${k}: row ${row} is ${column[row]} against ${other[k]![row]}`).toBe(-1);
  });
}

it('every definition can be found by its id, and no two share one', () => {
  expect(new Set(INDICATORS.map((definition) => definition.id)).size).toBe(INDICATORS.length);
  for (const definition of INDICATORS) expect(findIndicator(definition.id)).toBe(definition);
  expect(INDICATORS.length).toBeGreaterThanOrEqual(72);
  expect(INDICATORS.flatMap(({ outputs }) => outputs).length).toBeGreaterThanOrEqual(150);
});

describe.each(INDICATORS.map((definition) => [definition.id, definition] as const))(
  '%s',
  (_id, definition) => {
    it('declares itself: help, source, defaults inside their range', () => {
      expect(definition.source).not.toBe('');
      expect(definition.outputs.length).toBeGreaterThan(0);
      for (const parameter of definition.parameters) {
        expect(parameter.help).not.toBe('');
        expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
        expect(parameter.default).toBeLessThanOrEqual(parameter.max);
      }
    });

    it('batch equals stream bit for bit, on clean, awkward and coarse bars', () => {
      for (const seed of SEEDS)
        for (const options of [CLEAN, AWKWARD, COARSE, { ...COARSE, missing: 0 }]) {
          const input = awkwardBars(seed, 200, options);
          for (const parameters of parameterSets(definition))
            expectSame(
              definition.batch(input, parameters),
              streamColumns(definition, parameters, input),
              `seed ${seed}, ${JSON.stringify(parameters)}`,
            );
        }
    });

    it('a cut series gives the beginning of the whole one: no value looks ahead', () => {
      for (const seed of SEEDS) {
        const input = awkwardBars(seed, 160, AWKWARD);
        const cut = createRandom(seed).integer(161);
        for (const parameters of parameterSets(definition)) {
          const whole = definition.batch(input, parameters).map((column) => column.subarray(0, cut));
          const part = definition.batch(
            { ...input, bars: sliceBars(input.bars, 0, cut), session: input.session.subarray(0, cut) },
            parameters,
          );
          expectSame(part, whole, `seed ${seed}, cut at ${cut}`);
        }
      }
    });

    it('has no value before its warm-up and has values after it', () => {
      const input = awkwardBars(7, 400, CLEAN);
      for (const parameters of parameterSets(definition)) {
        const warmup = definition.warmup(parameters);
        const slowest = definition
          .batch(input, parameters)
          .map((column) => column.findIndex((value) => Number.isFinite(value)));
        expect(Math.max(...slowest)).toBeGreaterThanOrEqual(warmup);
        expect(Math.min(...slowest)).toBeGreaterThanOrEqual(0);
      }
    });

    it('leaves its input alone and survives an empty series', () => {
      const input = awkwardBars(11, 120, AWKWARD);
      const copies = [input.bars.high, input.bars.low, input.bars.close, input.bars.volume].map((column) =>
        column.slice(),
      );
      const parameters = defaultIndicatorParameters(definition);
      definition.batch(input, parameters);
      expectSame([input.bars.high, input.bars.low, input.bars.close, input.bars.volume], copies, 'input');
      const empty = definition.batch(
        { ...input, bars: barsFrom([]), session: new Int32Array(0) },
        parameters,
      );
      expect(empty.map((column) => column.length)).toEqual(definition.outputs.map(() => 0));
    });
  },
);

const byPolicy = (policy: string, exclude: readonly string[] = []) =>
  INDICATORS.filter((definition) => definition.missing === policy && !exclude.includes(definition.id));

describe('missing values', () => {
  // Anchors that count bars, and the volume window, see the bar even though they take nothing from it; the clock reads no price.
  const countsBars = ['volume-sma', 'avwap-bar', 'avwap-pivot-high', 'avwap-pivot-low', 'session-clock'];

  it.each(byPolicy('skip', countsBars).map((definition) => [definition.id, definition] as const))(
    '%s passes over an incomplete bar as if it had not been there',
    (_id, definition) => {
      const clean = awkwardBars(21, 200, CLEAN);
      const holes = [0, 3, 40, 41, 120];
      const rows = Array.from({ length: clean.bars.length }, (_, i) => barAt(clean.bars, i));
      const withHoles: { row: (typeof rows)[number]; session: number }[] = [];
      rows.forEach((row, i) => {
        const session = clean.session[i]!;
        if (holes.includes(i))
          withHoles.push({
            row: { ...row, high: Number.NaN, low: Number.NaN, close: Number.NaN, volume: Number.NaN },
            session,
          });
        withHoles.push({ row, session });
      });
      const parameters = defaultIndicatorParameters(definition);
      const expected = definition.batch(clean, parameters);
      const actual = definition.batch(
        {
          ...clean,
          bars: barsFrom(withHoles.map(({ row }) => row)),
          session: Int32Array.from(withHoles, ({ session }) => session),
        },
        parameters,
      );
      actual.forEach((column, k) => {
        const kept = column.filter((_, i) => Number.isFinite(withHoles[i]!.row.close));
        const shown = column.filter((_, i) => !Number.isFinite(withHoles[i]!.row.close));
        expectSame([kept], [expected[k]!], definition.id);
        expect(shown.every(Number.isNaN)).toBe(true);
      });
    },
  );

  it.each(byPolicy('restart').map((definition) => [definition.id, definition] as const))(
    '%s starts again after an incomplete bar',
    (_id, definition) => {
      const input = awkwardBars(22, 200, CLEAN);
      const { bars } = input;
      const hole = 90;
      for (const column of [bars.high, bars.low, bars.close, bars.volume]) column[hole] = Number.NaN;
      const parameters = defaultIndicatorParameters(definition);
      const warmup = definition.warmup(parameters);
      const whole = definition.batch(input, parameters);
      // The true range still knows the close before the hole, hence not bit for bit but from that bar's range on.
      whole.forEach((column) => {
        expect(Array.from(column.subarray(hole, hole + 1)).every(Number.isNaN)).toBe(true);
        expect(Number.isFinite(column[hole + warmup + 1]!)).toBe(true);
      });
      const slowest = whole[whole.length - 1]!;
      expect(Array.from(slowest.subarray(hole, hole + warmup)).every(Number.isNaN)).toBe(true);
    },
  );
});

describe('session resets', () => {
  it.each(INDICATORS.map((definition) => [definition.id, definition] as const))(
    '%s forgets earlier sessions exactly where it says so',
    (_id, definition) => {
      const input = awkwardBars(31, 300, CLEAN);
      const { bars, session } = input;
      const start = session.indexOf(session[200]!);
      const parameters = defaultIndicatorParameters(definition);
      const whole = definition.batch(input, parameters).map((column) => column.subarray(start));
      const alone = definition.batch(
        { ...input, bars: sliceBars(bars, start, bars.length), session: session.subarray(start) },
        parameters,
      );
      const same = whole.every((column, k) => firstDifference(column, alone[k]!) === -1);
      expect(same).toBe(definition.resetsEachSession);
    },
  );
});
