// Leafwise boosting the slow and obvious way, in doubles on raw values: every feature, every value, both sides for missing rows,
// sums counted row by row. What the engine is compared with; shares no code with it.

export interface NaiveOptions {
  readonly logistic: boolean;
  readonly rounds: number;
  readonly learningRate: number;
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly minChildWeight: number;
  readonly minChildSamples: number;
  readonly minGain: number;
  readonly l1: number;
  readonly l2: number;
  readonly depthwise: boolean;
}

interface NaiveCut {
  readonly gain: number;
  readonly feature: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
  readonly left: readonly number[];
  readonly right: readonly number[];
}
export interface NaiveNode {
  readonly cut: NaiveCut | null;
  readonly value: number;
  readonly left: NaiveNode | null;
  readonly right: NaiveNode | null;
}
interface Growing {
  readonly rows: readonly number[];
  readonly depth: number;
  readonly cut: NaiveCut | null;
  left: Growing | null;
  right: Growing | null;
}

export function naiveBoosting(
  columns: readonly Float32Array[],
  target: ArrayLike<number>,
  weights: ArrayLike<number>,
  initial: number,
  o: NaiveOptions,
): { readonly trees: NaiveNode[]; readonly scores: number[] } {
  const rows = Array.from({ length: target.length }, (_, i) => i);
  const scores = rows.map(() => initial);
  const trees: NaiveNode[] = [];
  for (let round = 0; round < o.rounds; round++) {
    const p = scores.map((score) => (o.logistic ? 1 / (1 + Math.exp(-score)) : score));
    const g = p.map((value, i) => (value - target[i]!) * weights[i]!);
    const h = p.map((value, i) => (o.logistic ? value * (1 - value) : 1) * weights[i]!);
    trees.push(naiveTree(columns, rows, g, h, o, scores));
  }
  return { trees, scores };
}

function naiveTree(
  columns: readonly Float32Array[],
  rows: readonly number[],
  g: readonly number[],
  h: readonly number[],
  o: NaiveOptions,
  scores: number[],
): NaiveNode {
  const start = (list: readonly number[], depth: number): Growing => ({
    rows: list,
    depth,
    cut: o.maxDepth > 0 && depth >= o.maxDepth ? null : bestCut(columns, list, g, h, o),
    left: null,
    right: null,
  });
  const root = start(rows, 0);
  let leaves = [root];
  while (leaves.length < o.maxLeaves) {
    const open = leaves.filter((leaf) => leaf.cut !== null);
    if (open.length === 0) break;
    open.sort((a, b) => (o.depthwise ? a.depth - b.depth : 0) || b.cut!.gain - a.cut!.gain);
    const leaf = open[0]!;
    leaf.left = start(leaf.cut!.left, leaf.depth + 1);
    leaf.right = start(leaf.cut!.right, leaf.depth + 1);
    leaves = [...leaves.filter((other) => other !== leaf), leaf.left, leaf.right];
  }
  const finish = (leaf: Growing): NaiveNode => {
    if (leaf.left !== null)
      return { cut: leaf.cut, value: Number.NaN, left: finish(leaf.left), right: finish(leaf.right!) };
    const [G, H] = sums(leaf.rows, g, h);
    const value = ((-Math.sign(G) * Math.max(0, Math.abs(G) - o.l1)) / (H + o.l2)) * o.learningRate;
    for (const i of leaf.rows) scores[i]! += value;
    return { cut: null, value, left: null, right: null };
  };
  return finish(root);
}

function sums(rows: readonly number[], g: readonly number[], h: readonly number[]): [number, number] {
  let G = 0;
  let H = 0;
  for (const i of rows) {
    G += g[i]!;
    H += h[i]!;
  }
  return [G, H];
}

function bestCut(
  columns: readonly Float32Array[],
  rows: readonly number[],
  g: readonly number[],
  h: readonly number[],
  o: NaiveOptions,
): NaiveCut | null {
  if (rows.length < 2 * o.minChildSamples || rows.length < 2) return null;
  const [G, H] = sums(rows, g, h);
  const score = (sumG: number, sumH: number) => Math.max(0, Math.abs(sumG) - o.l1) ** 2 / (sumH + o.l2);
  const least = Math.max(o.minChildWeight, ((o.minChildSamples - 0.5) * H) / rows.length);
  let best: NaiveCut | null = null;
  columns.forEach((column, feature) => {
    const values = [...new Set(rows.map((i) => column[i]!).filter((x) => !Number.isNaN(x)))].sort(
      (a, b) => a - b,
    );
    const missing = rows.some((i) => Number.isNaN(column[i]!));
    const ways = missing ? [false, true] : [false];
    for (const missingLeft of ways)
      for (const value of values) {
        const goesLeft = (i: number) => column[i]! <= value || (missingLeft && Number.isNaN(column[i]!));
        const left = rows.filter(goesLeft);
        const right = rows.filter((i) => !goesLeft(i));
        if (left.length === 0 || right.length === 0) continue;
        const [leftG, leftH] = sums(left, g, h);
        if (leftH < least || H - leftH < least) continue;
        const gain = score(leftG, leftH) + score(G - leftG, H - leftH) - score(G, H);
        if (gain > o.minGain + 1e-9 && (best === null || gain > best.gain + 1e-9))
          best = { gain, feature, threshold: value, missingLeft, left, right };
      }
  });
  return best;
}
