// The schema is complete, consistent and enforced: every parameter documented, used, and refused outside its range.

import { describe, expect, it } from 'vitest';
import { defaultsOf, type ParameterValue, resolveParameters } from '../../parameters/parameters.ts';
import { AVWAP_V11_PARAMETERS, PUBLISHED_PARAMETERS } from './parameters.ts';
import { settingsOf } from './settings.ts';

const defaults = defaultsOf(AVWAP_V11_PARAMETERS);

describe.each(AVWAP_V11_PARAMETERS.map((parameter) => [parameter.name, parameter] as const))(
  '%s',
  (name, parameter) => {
    it('is documented and its default is valid', () => {
      expect(parameter.help.length).toBeGreaterThan(15);
      expect(parameter.label).not.toBe('');
      expect(parameter.group).not.toBe('');
      expect(resolveParameters(AVWAP_V11_PARAMETERS, { [name]: parameter.default }).problems).toEqual([]);
    });

    it('refuses what lies outside', () => {
      const bad: ParameterValue[] =
        parameter.type === 'number' || parameter.type === 'integer'
          ? [parameter.min - 1, parameter.max + 1, Number.NaN, '1']
          : parameter.type === 'time'
            ? ['24:00', '9:15', 930]
            : ['neither', 1];
      if (parameter.type === 'integer') bad.push(parameter.min + 0.5);
      for (const value of bad)
        expect(resolveParameters(AVWAP_V11_PARAMETERS, { [name]: value }).problems).toHaveLength(1);
    });
  },
);

describe('settings', () => {
  it('names are unique and a typo is a problem', () => {
    expect(new Set(AVWAP_V11_PARAMETERS.map(({ name }) => name)).size).toBe(AVWAP_V11_PARAMETERS.length);
    expect(resolveParameters(AVWAP_V11_PARAMETERS, { short_stop: 0.01 }).problems).toHaveLength(1);
  });

  it('every parameter changes the settings', () => {
    const before = JSON.stringify(settingsOf(defaults), (_, value) =>
      String(value) === 'NaN' ? 'NaN' : value,
    );
    const idle: string[] = [];
    for (const parameter of AVWAP_V11_PARAMETERS) {
      let other: ParameterValue;
      switch (parameter.type) {
        case 'boolean':
          other = !parameter.default;
          break;
        case 'choice':
          other = parameter.choices.find(({ value }) => value !== parameter.default)!.value;
          break;
        case 'time':
          other = '11:11';
          break;
        default:
          other = parameter.default === parameter.max ? parameter.min : parameter.max;
      }
      const second: Record<string, ParameterValue> = parameter.name.startsWith('second_window')
        ? { use_second_window: true }
        : {};
      const base = JSON.stringify(settingsOf({ ...defaults, ...second }));
      const changed = JSON.stringify(settingsOf({ ...defaults, ...second, [parameter.name]: other }));
      if (changed === base) idle.push(parameter.name);
    }
    expect(idle).toEqual([]);
    expect(before).toContain('"tailBars":3');
  });

  it('the defaults of the two sides are the published ones', () => {
    const [short, long] = settingsOf(defaults).sides;
    expect(short).toMatchObject({
      side: -1,
      moderateMinAtr: 0.45,
      adxMin: 25,
      adxSlopeMin: 1.25,
      rsiMax: 55,
      stochasticMax: 75,
      pullback: true,
      exits: {
        basis: 'fill',
        stop: 0.0075,
        target: 0.012,
        breakevenTrigger: 0.005,
        breakevenPad: 0.0001,
        trail: 0.003,
      },
    });
    expect(long).toMatchObject({
      side: 1,
      moderateMinAtr: 0.3,
      adxMin: 25,
      adxSlopeMin: 0.8,
      rsiMin: 45,
      stochasticMin: 25,
      stochasticMax: 95,
      pullback: false,
      exits: {
        basis: 'fill',
        stop: 0.0075,
        target: 0.015,
        breakevenTrigger: 0.006,
        breakevenPad: 0.0001,
        trail: 0.003,
      },
    });
  });

  it('switches take their part of the exits out', () => {
    const exits = (given: Record<string, ParameterValue>) =>
      settingsOf({ ...defaults, ...given }).sides[0]!.exits;
    expect(exits({ enable_breakeven: false })).toMatchObject({
      breakevenPad: Number.NaN,
      trail: 0.003,
      breakevenTrigger: 0.005,
    });
    expect(exits({ enable_trailing_stop: false })).toMatchObject({ breakevenPad: 0.0001, trail: Number.NaN });
    expect(exits({ enable_breakeven: false, enable_trailing_stop: false }).breakevenTrigger).toBeNaN();
  });

  it('the published preset is valid', () => {
    expect(resolveParameters(AVWAP_V11_PARAMETERS, PUBLISHED_PARAMETERS).problems).toEqual([]);
    expect(settingsOf({ ...defaults, ...PUBLISHED_PARAMETERS }).hindsight).toBe(true);
  });
});
