// What every feature template of the catalogue promises: batch and stream are one thing, bit for bit; no value depends on later
// bars; warm-up and range are as declared. A new template is covered by being listed.

import { describe, expect, it } from 'vitest';
import { CATALOGUE, FEATURES } from '../../engines/features/catalogue.ts';
import type { FeatureInput, FeatureTemplate, SeriesTemplate } from '../../engines/features/definition.ts';
import type { IndicatorInput, IndicatorParameters } from '../../engines/indicators/definition.ts';
import { barAt, sliceBars } from '../../engines/market/bars.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import { AWKWARD, awkwardBars, CLEAN } from './indicator-bars.ts';

const SEEDS = Array.from({ length: 6 }, (_, k) => 500 + k);

function featureInput(input: IndicatorInput): FeatureInput {
  const known = new Map<string, readonly Float64Array[]>();
  const self: FeatureInput = {
    ...input,
    indicator(definition, parameters) {
      const key = definition.id + JSON.stringify(parameters);
      const columns = known.get(key) ?? definition.batch(self, parameters);
      known.set(key, columns);
      return columns;
    },
  };
  return self;
}

function parameterSets(template: FeatureTemplate): IndicatorParameters[] {
  const random = createRandom(template.id.length * 104_729);
  const defaults = Object.fromEntries(template.parameters.map((one) => [one.name, one.default]));
  // Small values within the range: windows of one or two bars are where formulas break.
  const small = Object.fromEntries(
    template.parameters.map(({ name, min, max, default: standard }) => [
      name,
      Number.isInteger(standard) && Number.isInteger(min)
        ? min + random.integer(Math.min(6, Math.floor(max - min) + 1))
        : standard,
    ]),
  );
  return template.parameters.length === 0 ? [defaults] : [defaults, small];
}

function streamed(template: SeriesTemplate, parameters: IndicatorParameters, input: IndicatorInput) {
  const stream = template.stream(parameters, input);
  return Float64Array.from({ length: input.bars.length }, (_, i) =>
    stream.next(barAt(input.bars, i), input.session[i]!),
  );
}

function expectSame(one: Float64Array, other: Float64Array, what: string): void {
  expect(one.length).toBe(other.length);
  const row = one.findIndex((value, i) => !Object.is(value, other[i]!));
  expect(row, `${what}: row ${row} is ${one[row]} against ${other[row]}`).toBe(-1);
}

const isSeries = (template: FeatureTemplate): template is SeriesTemplate => template.kind === 'series';
const series = FEATURES.filter(isSeries);

it('no two templates share an id, and each explains itself', () => {
  expect(CATALOGUE.size).toBe(FEATURES.length);
  for (const template of FEATURES) {
    expect(template.id).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(template.help.length, template.id).toBeGreaterThan(20);
    expect(template.unit, template.id).not.toBe('');
    for (const { help, min, max, default: standard } of template.parameters) {
      expect(help).not.toBe('');
      expect(standard).toBeGreaterThanOrEqual(min);
      expect(standard).toBeLessThanOrEqual(max);
    }
  }
});

describe.each(series.map((template) => [template.id, template] as const))('%s', (_id, template) => {
  it('batch equals stream bit for bit, on clean and awkward bars', () => {
    for (const seed of SEEDS)
      for (const options of [CLEAN, AWKWARD]) {
        const input = awkwardBars(seed, 220, options);
        for (const parameters of parameterSets(template))
          expectSame(
            template.batch(featureInput(input), parameters),
            streamed(template, parameters, input),
            `seed ${seed}, ${JSON.stringify(parameters)}`,
          );
      }
  });

  it('a cut series gives the beginning of the whole one', () => {
    for (const seed of SEEDS) {
      const input = awkwardBars(seed, 160, AWKWARD);
      const cut = createRandom(seed).integer(161);
      for (const parameters of parameterSets(template))
        expectSame(
          template.batch(
            featureInput({
              ...input,
              bars: sliceBars(input.bars, 0, cut),
              session: input.session.subarray(0, cut),
            }),
            parameters,
          ),
          template.batch(featureInput(input), parameters).subarray(0, cut),
          `seed ${seed}, cut at ${cut}`,
        );
    }
  });

  it('has no value before its warm-up, has values after it, and keeps its range', () => {
    for (const parameters of parameterSets(template)) {
      const warmup = template.warmup(parameters);
      const column = template.batch(featureInput(awkwardBars(7, warmup + 600, CLEAN)), parameters);
      const first = column.findIndex(Number.isFinite);
      expect(first, `${JSON.stringify(parameters)}: no value at all`).toBeGreaterThanOrEqual(0);
      expect(first, JSON.stringify(parameters)).toBeGreaterThanOrEqual(warmup);
      if (template.range === null) continue;
      for (const seed of SEEDS)
        for (const value of template.batch(featureInput(awkwardBars(seed, 220, AWKWARD)), parameters)) {
          if (Number.isNaN(value)) continue;
          expect(value, `seed ${seed}`).toBeGreaterThanOrEqual(template.range.min);
          expect(value, `seed ${seed}`).toBeLessThanOrEqual(template.range.max);
        }
    }
  });
});
