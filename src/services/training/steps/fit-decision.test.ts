// What a policy's models learn from, that being stopped or a scrambled test changes no byte of them, and that stricter gates act on fewer rows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyOf } from '../../../../engines/learn/policy/chosen.ts';
import {
  createRowDecider,
  featuresOfDecision,
  NO_GATE,
} from '../../../../engines/learn/policy/decision-model.ts';
import { createRandom } from '../../../../engines/numeric/random.ts';
import { blendSpec, fitSpec } from '../../../../tests/fixtures/training-specs.ts';
import { memoryContext, trainingWorld } from '../../../../tests/fixtures/training-tables.ts';
import { type FitOutput, type FitSpec, StepStopped, type StepWorld } from './contract.ts';
import { decideStored } from './decide-stored.ts';
import { decodePredictions } from './prediction-codec.ts';
import { rowsOf } from './row-data.ts';
import { runStep } from './run-step.ts';
import { segmentRows } from './segment-rows.ts';
import { specHash } from './spec-hash.ts';
import { decodeStoredModel, predictStored } from './stored-model.ts';

const POLICY = policyOf({
  id: 'standard',
  settings: { margin: { base: 0.05 }, quality: { minimum: 0.5 }, 'neutral-limit': { limit: 0.8 } },
})!;
const SETTINGS = { kind: 'three', edge: 2, instruments: 6 } as const;
const world = trainingWorld(SETTINGS);

function fitted(spec: FitSpec, own: StepWorld = world, context = memoryContext()) {
  const output = runStep(spec, own, context) as FitOutput;
  return {
    output,
    stored: decodeStoredModel(context.readObject(output.model!)),
    predictions:
      output.predictions === null ? null : decodePredictions(context.readObject(output.predictions)),
  };
}
const one = fitted(fitSpec({ policy: POLICY }));

describe('a fit with a policy', () => {
  it('stores its models beside the model, and what they decided of the test rows', () => {
    const { stored, output, predictions } = one;
    expect(stored.version).toBe(2);
    expect(stored.decision!.neutrality!.classes).toEqual(['side', 'flat']);
    expect(stored.decision!.quality!.features).toEqual(['p_buy']);
    expect(output.decision!.words).toEqual([
      expect.stringMatching(/^Neutrality was learned from \d+ rows and 6 features/),
      expect.stringMatching(/^The quality of calls was learned from \d+ judged rows/),
    ]);
    const { rows, decisions } = predictions!;
    const again = decideStored(stored, world.table, predictStored(stored, world.table, rows), rows)!;
    expect([...decisions!.side]).toEqual(again.map(({ decision }) => decision.side));
    expect([...decisions!.neutral]).toEqual(again.map(({ inputs }) => inputs.neutral));
    expect([...decisions!.quality]).toEqual(again.map(({ inputs }) => inputs.quality));
    const acted = decisions!.side.filter((side) => side !== 0).length;
    expect(acted).toBeGreaterThan(20);
    expect(acted).toBeLessThan(rows.length - 20);
    decisions!.gate.forEach((gate, k) => {
      expect(gate).not.toBe(NO_GATE);
      expect(POLICY.gates[gate]!.gate).toBe(again[k]!.decision.reasons.at(-1)!.gate);
    });
  });

  it('changes nothing of the model itself, and has inputs of its own', () => {
    const plain = fitted(fitSpec());
    expect(one.stored.model).toEqual(plain.stored.model);
    expect(one.stored.calibration).toEqual(plain.stored.calibration);
    expect(plain.stored.version).toBe(1);
    expect(
      'decision' in plain.stored || 'decisions' in plain.predictions! || 'decision' in plain.output,
    ).toBe(false);
    expect(specHash(fitSpec({ policy: POLICY }), world)).not.toBe(specHash(fitSpec(), world));
    const stricter = policyOf({ id: 'standard', settings: { margin: { base: 0.06 } } })!;
    expect(specHash(fitSpec({ policy: stricter }), world)).not.toBe(
      specHash(fitSpec({ policy: POLICY }), world),
    );
  });

  it('ends in the same bytes however often it is stopped', () => {
    const spec = fitSpec({ policy: POLICY, parameters: { rounds: 60, rowFraction: 0.8 } });
    const whole = runStep(spec, world, memoryContext());
    for (const every of [7, 16]) {
      const context = memoryContext(5);
      let output: unknown = null;
      for (let start = 0; start < 60 && output === null; start++) {
        context.stopAt(every);
        try {
          output = runStep(spec, world, context);
        } catch (error) {
          if (!(error instanceof StepStopped)) throw error;
        }
      }
      expect(output).toEqual(whole);
    }
  });

  it('learns nothing from rows outside the training part', () => {
    for (const segment of [0, -1]) {
      const own = trainingWorld(SETTINGS, undefined, 3);
      const other = trainingWorld(SETTINGS, undefined, 3);
      const inside = new Set(segmentRows(own, segment).train);
      const random = createRandom(9);
      for (let row = 0; row < other.table.rows; row++) {
        if (inside.has(row)) continue;
        for (const column of other.table.columns) column[row] = 1e5 * random.normal();
        other.table.label[row] = random.integer(3);
        other.table.value[row] = random.normal();
      }
      const spec = fitSpec({ segment, policy: POLICY });
      const [before, after] = [fitted(spec, own).output, fitted(spec, other).output];
      expect(after.model).toBe(before.model);
      expect(after.decision).toEqual(before.decision);
      if (segment >= 0) expect(after.predictions).not.toBe(before.predictions);
    }
  });

  it('says what could not be learned, and stays out', () => {
    const few = trainingWorld({ ...SETTINGS, instruments: 2 });
    const { stored, output, predictions } = fitted(fitSpec({ policy: POLICY }), few);
    expect(stored.decision!.quality).toBeNull();
    expect(output.decision!.words.join(' ')).toMatch(/quality of calls is not known here: .*needs 120/);
    expect(predictions!.decisions!.side.every((side) => side === 0)).toBe(true);
  });

  it('gives the features the gates read to whoever serves, selected or not', () => {
    const own = trainingWorld(SETTINGS);
    const names = ['f0', 'f1', 'f2', 'rule_side', 'flow_side', 'vwap_side'];
    const table = { ...own.table, names };
    const spine = policyOf({ id: 'spine', settings: {} })!;
    const { stored } = fitted(
      fitSpec({ policy: spine, preparation: { selection: 'median', regimes: null } }),
      { ...own, table: { ...table, datasetHash: own.table.datasetHash } },
    );
    expect(stored.decision!.reads).toEqual(['rule_side', 'flow_side', 'vwap_side']);
    for (const name of featuresOfDecision(stored.decision!)) expect(stored.inputs).toContain(name);
    expect(stored.inputs).toEqual(names.filter((name) => stored.inputs.includes(name)));
  });

  it('decides for blends, too, by their own calls', () => {
    const context = memoryContext();
    const members = ['leafwise', 'logistic'].map((family) => {
      const output = runStep(fitSpec({ family, policy: POLICY }), world, context) as FitOutput;
      return { family, model: output.model!, predictions: output.predictions! };
    });
    const output = runStep(blendSpec({ members, policy: POLICY }), world, context) as FitOutput;
    const { decisions } = decodePredictions(context.readObject(output.predictions!));
    const { decision } = decodeStoredModel(context.readObject(output.model!));
    // Neutrality is of the market, quality of the caller.
    expect(decision!.neutrality).toEqual(one.stored.decision!.neutrality);
    expect(decision!.quality).not.toEqual(one.stored.decision!.quality);
    expect(decisions!.side.some((side) => side !== 0)).toBe(true);
  });
});

describe('stricter settings', () => {
  it('act on a subset of the rows, on the same side', () => {
    const { stored, predictions } = one;
    const { rows, calibrated } = predictions!;
    const data = rowsOf(world.table, featuresOfDecision(stored.decision!), rows);
    const sides = (margin: number, limit: number, minimum: number) => {
      const policy = policyOf({
        id: 'standard',
        settings: { margin: { base: margin }, 'neutral-limit': { limit }, quality: { minimum } },
      })!;
      const decider = createRowDecider({ ...stored.decision!, policy }, stored.task);
      return decider.decide(data, calibrated).map(({ decision }) => decision.side);
    };
    let smaller = 0;
    const share = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20);
    fc.assert(
      fc.property(share, share, share, share, share, share, (m, n, q, dm, dn, dq) => {
        const [margin, limit, minimum] = [0.2 * m, 0.6 + 0.4 * n, 0.4 + 0.15 * q];
        const before = sides(margin, limit, minimum);
        const after = sides(margin + 0.2 * dm, limit * (1 - 0.3 * dn), minimum + 0.1 * dq);
        after.forEach((side, k) => {
          if (side !== 0) expect(side).toBe(before[k]);
        });
        if (after.filter(Boolean).length < before.filter(Boolean).length) smaller++;
      }),
      { numRuns: 40 },
    );
    expect(smaller).toBeGreaterThan(10);
  });
});

describe('predicted returns', () => {
  const own = trainingWorld({ kind: 'number', edge: 2, instruments: 4 });
  const policy = policyOf({ id: 'return', settings: { 'return-forecast': { confidence: 0.2 } } })!;

  it('are measured against those before them, the judged ones first', () => {
    const { stored, predictions } = fitted(fitSpec({ policy, calibration: 'none' }), own);
    expect(stored.decision!.earlier.length).toBeGreaterThan(100);
    const { rows, decisions, calibrated } = predictions!;
    const acted = [...decisions!.side.keys()].filter((k) => decisions!.side[k] !== 0);
    expect(acted.length).toBeGreaterThan(5);
    expect(acted.length).toBeLessThan(rows.length / 2);
    for (const k of acted) expect(decisions!.side[k]).toBe(Math.sign(calibrated[k]!));
    // What comes later changes nothing before: a shorter table decides alike.
    const head = rows.slice(0, Math.floor(rows.length / 3));
    const again = decideStored(stored, own.table, { calibrated: calibrated.slice(0, head.length) }, head)!;
    expect(again.map(({ decision }) => decision.side)).toEqual([...decisions!.side.slice(0, head.length)]);
  });
});
