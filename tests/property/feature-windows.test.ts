// Varying windows of any set by any factors: nothing is lost, nothing stands there twice, every column can be computed and is found again
// in a group; and a model never depends on the columns of windows it did not choose.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, FEATURES } from '../../engines/features/catalogue.ts';
import type { FeatureEntry } from '../../engines/features/definition.ts';
import { resolveSet } from '../../engines/features/resolve.ts';
import { windowGroups } from '../../engines/features/window-groups.ts';
import { columnKey, fullParameters, windowParameters } from '../../engines/features/window-parameters.ts';
import { withWindows } from '../../engines/features/with-windows.ts';
import type { EstimatorParameters } from '../../engines/learn/contract.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import type { FitOutput, TrainingTable } from '../../src/services/training/steps/contract.ts';
import { runStep } from '../../src/services/training/steps/run-step.ts';
import { fitSpec } from '../fixtures/training-specs.ts';
import { memoryContext, trainingWorld } from '../fixtures/training-tables.ts';

const TEMPLATES = FEATURES.filter((one) => !(one.kind === 'series' && one.level));
const parametersOf = (feature: string) => CATALOGUE.get(feature)!.parameters;
const keyOf = (entry: FeatureEntry) =>
  columnKey(entry, fullParameters(parametersOf(entry.feature), entry.parameters));

/** A few features, some of them twice with other windows, under names that may already look varied. */
const SETS = fc
  .array(
    fc.record({
      template: fc.constantFrom(...TEMPLATES),
      place: fc.constantFrom('decision' as const, '15m' as const),
      stem: fc.constantFrom('a', 'b14', 'rsi_w7', 'x'.repeat(60)),
      scale: fc.double({ min: 0.2, max: 4, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) =>
    rows.map(({ template, place, stem, scale }, k): FeatureEntry => {
      const windows = windowParameters(template.parameters);
      const parameters = Object.fromEntries(
        windows.map((one) => [
          one.name,
          Math.min(Math.floor(one.max), Math.max(Math.ceil(one.min), Math.round(one.default * scale))),
        ]),
      );
      return { name: `${stem}_${k}`, feature: template.id, source: 'self', timeframe: place, parameters };
    }),
  );

describe('varied windows', () => {
  it('keep every column, add none twice, and all of them can be computed', () => {
    fc.assert(
      fc.property(
        SETS,
        fc.array(fc.double({ min: 0.05, max: 20, noNaN: true }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 4 }),
        (entries, factors, every) => {
          const chosen = new Set(entries.flatMap(({ name }, k) => (k % every === 0 ? [name] : [])));
          const made = withWindows(entries, chosen, factors, CATALOGUE);
          const set = { id: 'made', version: 1, title: 'Made', description: '', entries: made.entries };
          expect(resolveSet(set, CATALOGUE).names).toHaveLength(made.entries.length);
          expect(made.entries.filter(({ own }) => own).map(keyOf)).toEqual(entries.map(keyOf));
          const before = new Set(entries.map(keyOf));
          const added = made.entries.filter(({ own }) => !own);
          expect(new Set(added.map(keyOf)).size).toBe(added.length);
          for (const one of added) expect(before.has(keyOf(one))).toBe(false);
          for (const [k, entry] of entries.entries())
            if (!chosen.has(entry.name))
              expect(made.entries.find(({ origin }) => origin === k)!.name).toBe(entry.name);
          const groups = windowGroups(made.entries, CATALOGUE);
          expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
          const members = groups.flatMap((group) => group.members);
          expect(new Set(members).size).toBe(members.length);
          for (const one of added) expect(members).toContain(one.name);
          for (const { members: own, base } of groups) expect(own).toContain(base);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('are the same groups in whatever order the set lists them', () => {
    fc.assert(
      fc.property(SETS, (entries) => {
        const { entries: all } = withWindows(
          entries,
          new Set(entries.map(({ name }) => name)),
          [0.5, 2],
          CATALOGUE,
        );
        const membersOf = (of: readonly FeatureEntry[]) =>
          windowGroups(of, CATALOGUE)
            .map(({ members }) => [...members].sort().join())
            .sort();
        expect(membersOf([...all].reverse())).toEqual(membersOf(all));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a model', () => {
  const world = trainingWorld({ sessions: 18, rowsPerSession: 12, features: 8 });
  const names = world.table.names;

  it('is the same bytes whatever stands in columns it did not choose', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...names], { minLength: 4 }),
        fc.integer({ min: 2, max: 3 }),
        fc.nat(),
        fc.constantFrom('leafwise', 'logistic'),
        (mixed, size, seed, family) => {
          const random = createRandom(seed);
          const windows = Array.from({ length: Math.floor(mixed.length / size) }, (_, g) => ({
            name: `g${g}`,
            members: mixed.slice(g * size, (g + 1) * size),
          }));
          const choices = windows.map(({ members }) => members[random.integer(members.length)]!);
          const unseen = new Set(
            windows.flatMap(({ members }, g) => members.filter((member) => member !== choices[g])),
          );
          const own: EstimatorParameters = family === 'leafwise' ? { rounds: 10, maxLeaves: 4 } : {};
          const spec = fitSpec({
            family,
            parameters: {
              ...own,
              ...Object.fromEntries(windows.map(({ name }, g) => [`window.${name}`, choices[g]!])),
            },
            preparation: { selection: 'all', regimes: null, windows },
          });
          const fittedOn = (table: TrainingTable) =>
            runStep(spec, { table, split: world.split }, memoryContext()) as FitOutput;
          const columns = world.table.columns.map((column, f) =>
            unseen.has(names[f]!) ? column.map(() => 1e4 * random.normal()) : column,
          );
          const output = fittedOn(world.table);
          expect(output.skipped).toBeNull();
          expect(fittedOn({ ...world.table, columns })).toEqual(output);
        },
      ),
      { numRuns: 25 },
    );
  });
});
