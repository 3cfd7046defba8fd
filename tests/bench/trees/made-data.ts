// The table the tree engine is measured on, made from a fixed seed with + − × ÷ only: the same bytes on every machine, so that
// LightGBM and XGBoost can be run on it elsewhere. 52 features: 16 informative, 12 noisy mixtures of them, 24 noise.

export const FEATURES = 52;
export const TEST_ROWS = 50_000;

export interface MadeData {
  readonly rows: number;
  readonly columns: readonly Float32Array[];
  /** Above the median; and below, inside or above the middle half. */
  readonly binary: Uint8Array;
  readonly three: Uint8Array;
}

/** xoshiro128** (Blackman & Vigna 2018) from a fixed state. */
function createStream(): () => number {
  const state = new Uint32Array([0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x12345678]);
  return () => {
    const five = Math.imul(state[1]!, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const shifted = state[1]! << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= state[1]!;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= shifted;
    state[3] = (state[3]! << 11) | (state[3]! >>> 21);
    return result;
  };
}

/** `trainRows` rows to train on and TEST_ROWS to test on. 200,000 is the size of the recorded figures. */
export function makeData(trainRows: number): { readonly train: MadeData; readonly test: MadeData } {
  const total = trainRows + TEST_ROWS;
  const word = createStream();
  const uniform = () => (word() + 0.5) / 4294967296;
  const gauss = () => {
    let sum = 0;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum - 6;
  };
  const tables = [trainRows, TEST_ROWS].map((rows) =>
    Array.from({ length: FEATURES }, () => new Float32Array(rows)),
  );
  const score = new Float64Array(total);
  const row = new Float32Array(FEATURES);
  for (let i = 0; i < total; i++) {
    fillRow(row, uniform, gauss);
    score[i] = scoreOf(row) + 1.3 * gauss();
    const table = i < trainRows ? tables[0]! : tables[1]!;
    const at = i < trainRows ? i : i - trainRows;
    for (let f = 0; f < FEATURES; f++) table[f]![at] = row[f]!;
  }
  const sorted = Float64Array.from(score).sort();
  const low = sorted[total >> 2]!;
  const middle = sorted[total >> 1]!;
  const high = sorted[(3 * total) >> 2]!;
  const part = (columns: readonly Float32Array[], from: number, to: number): MadeData => {
    const own = score.subarray(from, to);
    return {
      rows: to - from,
      columns,
      binary: Uint8Array.from(own, (z) => (z >= middle ? 1 : 0)),
      three: Uint8Array.from(own, (z) => (z < low ? 0 : z < high ? 1 : 2)),
    };
  };
  return { train: part(tables[0]!, 0, trainRows), test: part(tables[1]!, trainRows, total) };
}

function fillRow(row: Float32Array, uniform: () => number, gauss: () => number): void {
  for (let j = 0; j < 10; j++) row[j] = gauss();
  row[10] = gauss() / (0.2 + uniform());
  row[11] = gauss() / (0.2 + uniform());
  row[12] = uniform();
  row[13] = uniform();
  row[14] = Math.floor(uniform() * 24);
  row[15] = Math.floor(uniform() * 5);
  for (let j = 0; j < 12; j++) row[16 + j] = row[j]! * 0.7 + row[(j + 3) % 12]! * 0.2 + 0.6 * gauss();
  for (let j = 28; j < 40; j++) row[j] = gauss();
  for (let j = 40; j < 46; j++) row[j] = uniform();
  for (let j = 46; j < 52; j++) row[j] = Math.floor(uniform() * 32) / 32;
}

const squash = (value: number) => value / (1 + Math.abs(value));

/** Additive, interacting, stepped and bent effects; summed in two lines to keep the rounding of the recorded data. */
function scoreOf(row: Float32Array): number {
  const x = (j: number) => row[j]!;
  let z =
    0.55 * x(0) +
    0.4 * x(1) * x(2) +
    0.5 * squash(2 * x(3)) -
    0.45 * Math.abs(x(4)) +
    0.3 * x(5) * (x(12) > 0.5 ? 1 : -1);
  z +=
    0.25 * squash(x(10)) * squash(x(11)) * 3 +
    (x(14) >= 9 && x(14) < 16 ? 0.35 : -0.1) +
    (x(15) === 0 ? 0.3 : 0) +
    0.2 * x(6) * x(7) * x(8);
  return z + 0.6 * (x(13) - 0.5) * x(9);
}
