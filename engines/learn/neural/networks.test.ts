// Both networks against the plain ones in doubles: their scores, and their slopes against differences of the plain loss.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { gruNetwork } from './gru-network.ts';
import { type ElementBytes, LANES, padTo } from './kernels/kernels.ts';
import { withNetwork } from './kernels/memory.ts';
import { type Examples, type Loss, lossOfRows } from './loss.ts';
import { mlpNetwork } from './mlp-network.ts';
import type { Network } from './network.ts';
import { packed, unpack } from './parameters.ts';
import type { GruShape, MlpShape } from './state.ts';
import { plainScores, randomWeights } from './test-networks.ts';

type Shape = MlpShape | GruShape;
const ROWS = 11;

/** Rows of two sequences with targets and weights. */
function examplesFor(inputs: number, loss: Loss, outputs: number): Examples {
  const random = createRandom(7);
  const width = padTo(inputs, LANES);
  const values = new Float32Array(ROWS * width);
  for (let i = 0; i < ROWS; i++) for (let k = 0; k < inputs; k++) values[i * width + k] = random.normal();
  const history = Int32Array.from({ length: ROWS }, (_, i) => (i < 4 ? i + 1 : i - 3));
  const target = Float64Array.from({ length: ROWS }, (_, i) =>
    loss === 'squared' ? random.normal() : i % Math.max(2, outputs),
  );
  const weight = Float64Array.from({ length: ROWS }, () => 0.5 + random.next());
  return { inputs: { rows: ROWS, width, values, history }, target, weight };
}

const LIST = Int32Array.from([3, 0, 9, 10, 5, 2, 7]);

function inNetwork<T>(
  shape: Shape,
  dropout: number,
  use: (network: Network) => T,
  bytes: ElementBytes = 4,
  plain = false,
): T {
  const size = { capacity: 9, dropout, training: bytes === 4 };
  return withNetwork(
    (memory) => (shape.kind === 'mlp' ? mlpNetwork(memory, shape, size) : gruNetwork(memory, shape, size)),
    use,
    bytes,
    plain,
  );
}

const windowsOf = ({ inputs }: Examples, shape: Shape) =>
  Array.from(LIST, (row) => {
    const reach = shape.kind === 'gru' ? Math.min(shape.steps, inputs.history![row]!) : 1;
    return Array.from({ length: reach }, (_, back) => {
      const at = (row - reach + 1 + back) * inputs.width;
      return Array.from(inputs.values.subarray(at, at + shape.inputs));
    });
  });

/** Σ weight · loss of the plain network. */
function plainLoss(loss: Loss, examples: Examples, shape: Shape, weights: Float32Array): number {
  return windowsOf(examples, shape).reduce((sum, window, i) => {
    const scores = plainScores({ shape, weights }, window);
    const [y, w] = [examples.target[LIST[i]!]!, examples.weight[LIST[i]!]!];
    if (loss === 'squared') return sum + w * (scores[0]! - y) ** 2;
    if (loss === 'logistic') return sum + w * Math.log(1 + Math.exp(y > 0 ? -scores[0]! : scores[0]!));
    return sum + w * (Math.log(scores.reduce((all, s) => all + Math.exp(s), 0)) - scores[y]!);
  }, 0);
}

/** The network's own loss and slopes, the latter in the state's order. */
function ownLoss(network: Network, loss: Loss, examples: Examples, outputs: number, seed: number | null) {
  network.load(examples.inputs, LIST, 0, LIST.length);
  network.forward(seed === null ? null : createRandom(seed));
  network.slopes.fill(0);
  const scores = { scores: network.scores, width: network.scoreWidth, outputs };
  const sum = lossOfRows(loss, examples, LIST, 0, LIST.length, scores, network.slopes, 1);
  network.backward();
  return { sum, slopes: packed(network.parameters.blocks, network.parameters.slopes) };
}

const SHAPES: readonly (readonly [string, Shape, Loss])[] = [
  ['mlp, two layers, two classes', { kind: 'mlp', inputs: 5, hidden: [9, 6], outputs: 1 }, 'logistic'],
  ['mlp, three layers, three classes', { kind: 'mlp', inputs: 3, hidden: [4, 8, 5], outputs: 3 }, 'softmax'],
  ['mlp, a number', { kind: 'mlp', inputs: 10, hidden: [7], outputs: 1 }, 'squared'],
  [
    'gru, one layer, two classes',
    { kind: 'gru', inputs: 3, layers: 1, units: 5, outputs: 1, steps: 4 },
    'logistic',
  ],
  [
    'gru, two layers, three classes',
    { kind: 'gru', inputs: 9, layers: 2, units: 6, outputs: 3, steps: 3 },
    'softmax',
  ],
  [
    'gru, one step, a number',
    { kind: 'gru', inputs: 2, layers: 1, units: 9, outputs: 1, steps: 1 },
    'squared',
  ],
];

describe.each(SHAPES)('%s', (_name, shape, loss) => {
  const examples = examplesFor(shape.inputs, loss, shape.outputs);
  const weights = randomWeights(shape, 3);
  const loaded = <T>(dropout: number, use: (network: Network) => T, bytes: ElementBytes = 4, plain = false) =>
    inNetwork(
      shape,
      dropout,
      (network) => {
        unpack(network.parameters.blocks, weights, network.parameters.values);
        return use(network);
      },
      bytes,
      plain,
    );

  it.each([
    ['floats', 4, 5],
    ['doubles', 8, 13],
  ] as const)('scores in %s as the plain network does', (_precision, bytes, digits) => {
    const score = (network: Network) => {
      network.load(examples.inputs, LIST, 0, LIST.length);
      network.forward(null);
      windowsOf(examples, shape).forEach((window, i) => {
        plainScores({ shape, weights }, window).forEach((own, k) => {
          expect(network.scores[i * network.scoreWidth + k]).toBeCloseTo(own, digits);
        });
      });
      return network.scores.slice();
    };
    expect(loaded(0.5, score, bytes)).toEqual(loaded(0.5, score, bytes, true));
  });

  it('its slopes are the differences of the plain loss', () => {
    const { slopes, sum } = loaded(0, (network) => ownLoss(network, loss, examples, shape.outputs, null));
    expect(sum).toBeCloseTo(plainLoss(loss, examples, shape, weights), 4);
    const largest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
    expect(largest).toBeGreaterThan(0.1);
    weights.forEach((weight, k) => {
      const at = (value: number) => {
        const moved = weights.slice();
        moved[k] = value;
        return [moved[k]!, plainLoss(loss, examples, shape, moved)] as const;
      };
      const [high, above] = at(weight + 2 ** -12);
      const [low, below] = at(weight - 2 ** -12);
      expect(Math.abs(slopes[k]! - (above - below) / (high - low))).toBeLessThan(2e-4 * largest);
    });
  });

  it('its slopes under dropout are the differences of its own loss with the same units silent', () => {
    loaded(0.4, (network) => {
      const { slopes, sum } = ownLoss(network, loss, examples, shape.outputs, 5);
      expect(sum).not.toBe(ownLoss(network, loss, examples, shape.outputs, null).sum);
      const largest = slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
      const { blocks, values } = network.parameters;
      weights.forEach((weight, k) => {
        const at = (value: number) => {
          const moved = weights.slice();
          moved[k] = value;
          unpack(blocks, moved, values);
          return [moved[k]!, ownLoss(network, loss, examples, shape.outputs, 5).sum] as const;
        };
        const [high, above] = at(weight + 2 ** -9);
        const [low, below] = at(weight - 2 ** -9);
        expect(Math.abs(slopes[k]! - (above - below) / (high - low))).toBeLessThan(5e-3 * largest);
      });
    });
  });

  it('has the same bits in WebAssembly and in TypeScript, and padding stays zeros', () => {
    const run = (plain: boolean) =>
      loaded(
        0.3,
        (network) => {
          const { slopes } = ownLoss(network, loss, examples, shape.outputs, 5);
          const used = new Float32Array(network.parameters.slopes.length);
          unpack(network.parameters.blocks, slopes, used);
          expect(network.parameters.slopes).toEqual(used);
          return [slopes, network.scores.slice()];
        },
        4,
        plain,
      );
    expect(run(false)).toEqual(run(true));
  });
});
