// The Decisions tab in figures: gates with settings and counts, the grid around the setting in use, and inputs one can try.
import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../../../engines/learn/policy/chosen.ts';
import { createDecider } from '../../../../../engines/learn/policy/decide.ts';
import { gateGrid } from '../../../../../engines/learn/policy/gate-grid.ts';
import { POLICY_IDS } from '../../../../contracts/training.ts';
import type { DecisionsView } from '../../../../contracts/training-results.ts';
import { gateRows, gridMap, settingsWords, startOf, triedInputs, withInput } from './decisions-model.ts';

const policy = policyOf({
  id: 'standard',
  settings: { margin: { base: 0.13 }, quality: { minimum: 0.56 } },
})!;
const grid = gateGrid({
  buy: Float64Array.of(0.6, 0.62, 0.3, 0.51),
  quality: Float64Array.of(0.6, 0.5, 0.7, 0.9),
  outcome: Int8Array.of(1, -1, -1, 1),
  worth: { buy: Float64Array.of(0.01, -0.02, 0, 0), sell: Float64Array.of(0, 0, 0.005, 0) },
});
const view: DecisionsView = {
  policy,
  rows: 100,
  buys: 20,
  sells: 10,
  net: 0.01,
  hitRate: 0.5,
  meanMultiplier: 1,
  gates: [
    { gate: 'model-candidate', flat: 0, acted: 30 },
    { gate: 'margin', flat: 40, acted: 0 },
    { gate: 'neutral-limit', flat: 20, acted: 0 },
    { gate: 'quality', flat: 10, acted: 0 },
    { gate: 'end', flat: 0, acted: 0 },
  ],
  grid,
  learned: [],
};

describe('gates of the tab', () => {
  it('come in order, with their settings and shares, the end only where it decided', () => {
    const rows = gateRows(view);
    expect(rows.map(({ place, id }) => `${place} ${id}`)).toEqual([
      '1 model-candidate',
      '2 margin',
      '3 neutral-limit',
      '4 quality',
    ]);
    expect(rows[1]).toMatchObject({ title: 'Margin', flat: 40, flatShare: 0.4 });
    const gates = view.gates.map((own) => (own.gate === 'end' ? { ...own, flat: 5 } : own));
    expect(gateRows({ ...view, gates }).at(-1)).toMatchObject({
      place: 0,
      title: 'Nobody chose a side',
      flat: 5,
    });
  });

  it('say the first setting and those that differ from the gate’s own', () => {
    expect(settingsWords('margin', policy.gates[1]!.values)).toBe('least margin 0.13');
    expect(settingsWords('neutral-limit', { limit: 0.65, rescue: true })).toBe(
      'most neutrality 0.65, a strong rule lifts it on',
    );
    expect(settingsWords('flow-veto', {})).toBe('');
  });
});

describe('the grid of the tab', () => {
  it('frames the cell nearest to the setting in use and tints by the largest', () => {
    const map = gridMap(view, 'net')!;
    expect(map.inUse).toEqual({ margin: 0.13, quality: 0.56 });
    const used = map.cells.flat().filter((cell) => cell.used);
    expect(used).toHaveLength(1);
    expect([0.12, 0.14]).toContain(used[0]!.margin);
    expect(used[0]!.quality).toBe(0.55);
    const tints = map.cells.flat().map(({ tint }) => tint);
    expect(Math.max(...tints.map(Math.abs))).toBe(1);
    // The worst pair is that in which the wrong call is still let through.
    const worst = map.cells.flat().find(({ tint }) => tint === Math.min(...tints))!;
    expect(worst.net).toBe(Math.min(...grid.map(({ net }) => net)));
  });
  it('frames nothing where the policy lacks a gate, and is not there without a quality', () => {
    const spine = policyOf({ id: 'spine', settings: {} })!;
    const map = gridMap({ grid, policy: spine }, 'coverage')!;
    expect(map.cells.flat().some(({ used }) => used)).toBe(false);
    expect(gridMap({ grid: null, policy }, 'net')).toBeNull();
  });
});

describe('what if', () => {
  it.each(POLICY_IDS.filter((id) => id !== 'threshold'))('gives %s everything it asks for', (id) => {
    const own = policyOf({ id, settings: {} })!;
    const { reasons } = createDecider(own)(startOf(triedInputs(own)));
    expect(reasons.length).toBeGreaterThan(0);
    for (const { words } of reasons) expect(words).not.toMatch(/not known/);
  });
  it('offers what a gate counts only where it is known, too', () => {
    const inputs = triedInputs(policyOf({ id: 'spine', settings: {} })!).map(({ input }) => input);
    expect(inputs).toEqual(expect.arrayContaining(['ruleScore', 'higherTrend', 'taNeutrality']));
    expect(triedInputs(policy).map(({ input }) => input)).toEqual(['buy', 'sell', 'neutral', 'quality']);
  });
  it('never lets both sides be likelier than certain', () => {
    const start = { buy: 0.6, sell: 0.4 };
    expect(withInput(start, 'buy', 0.9)).toEqual({ buy: 0.9, sell: 0.1 });
    expect(withInput(start, 'sell', 0.2)).toEqual({ buy: 0.6, sell: 0.2 });
    expect(withInput(start, 'neutral', 1)).toEqual({ ...start, neutral: 1 });
  });
});
