// A walk-forward run of one logistic regression the slow and obvious way: rows chosen by their days, purged by hand, fitted by plain Newton
// steps, calibrated by Platt, given a threshold by trying all, asked about the test days. What the pipeline is compared with; shares no
// code with it and is written from the definitions alone.

export interface NaiveRow {
  readonly time: number;
  readonly t1: number;
  /** 1 win, 0 lose. */
  readonly label: number;
  readonly value: number;
  readonly weight: number;
  readonly cost: number;
  readonly features: readonly number[];
}
export interface NaiveDay {
  readonly open: number;
  readonly close: number;
}
export interface NaivePlan {
  /** Days of research, the hold-out taken off. */
  readonly days: readonly NaiveDay[];
  readonly trainDays: number;
  readonly testDays: number;
  readonly embargo: number;
  readonly innerShare: number;
  readonly c: number;
}
export interface NaiveSegment {
  /** Of all rows, ascending. */
  readonly test: readonly number[];
  readonly train: number;
  readonly fitted: number;
  readonly calibrated: boolean;
  readonly threshold: number | null;
  /** Chance of a win, per test row. */
  readonly raw: readonly number[];
  readonly chance: readonly number[];
}

export function naiveWalkForward(rows: readonly NaiveRow[], plan: NaivePlan): NaiveSegment[] {
  const { days, trainDays, testDays, embargo } = plan;
  const segments: NaiveSegment[] = [];
  for (let start = trainDays; start + testDays <= days.length; start += testDays) {
    const training = days.slice(start - trainDays, start);
    const testing = days.slice(start, start + testDays);
    const test = within(rows, testing);
    const train = before(rows, within(rows, training), testing[0]!.open - embargo);
    // The last share of the training days, halved: to stop early, then to judge.
    const tail = Math.max(2, Math.round(training.length * plan.innerShare));
    const judgeDays = training.slice(training.length - Math.ceil(tail / 2));
    const stopDays = training.slice(training.length - tail, training.length - judgeDays.length);
    const fitDays = training.slice(0, training.length - tail);
    const inTrain = new Set(train);
    const own = (which: readonly NaiveDay[]) => within(rows, which).filter((row) => inTrain.has(row));
    const fit = before(rows, own(fitDays), stopDays[0]!.open - embargo);
    const judge = own(judgeDays);
    const model = naiveLogistic(
      fit.map((row) => rows[row]!),
      plan.c,
    );
    const platt = naivePlatt(
      judge.map((row) => rows[row]!),
      judge.map((row) => model(rows[row]!)),
    );
    const serve = (row: number) => (platt === null ? model(rows[row]!) : platt(model(rows[row]!)));
    segments.push({
      test,
      train: train.length,
      fitted: fit.length,
      calibrated: platt !== null,
      threshold: naiveThreshold(
        judge.map((row) => rows[row]!),
        judge.map(serve),
      ),
      raw: test.map((row) => model(rows[row]!)),
      chance: test.map(serve),
    });
  }
  return segments;
}

function within(rows: readonly NaiveRow[], days: readonly NaiveDay[]): number[] {
  return rows.flatMap(({ time }, row) =>
    days.some(({ open, close }) => time > open && time <= close) ? [row] : [],
  );
}

/** Those whose outcome was known before `moment`. */
function before(rows: readonly NaiveRow[], chosen: readonly number[], moment: number): number[] {
  return chosen.filter((row) => Math.max(rows[row]!.time, rows[row]!.t1) < moment);
}

const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));

/** Weighted log-loss plus |b|²/2C over standardised features; a missing value is the mean, and a column says so where some are. */
function naiveLogistic(rows: readonly NaiveRow[], c: number): (row: NaiveRow) => number {
  const width = rows[0]!.features.length;
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const makers: ((row: NaiveRow) => number)[] = [() => 1];
  for (let f = 0; f < width; f++) {
    const known = rows.filter(({ features }) => !Number.isNaN(features[f]!));
    const mass = known.reduce((sum, { weight }) => sum + weight, 0);
    const mean = known.reduce((sum, { weight, features }) => sum + weight * features[f]!, 0) / mass;
    const spread = Math.sqrt(
      known.reduce((sum, { weight, features }) => sum + weight * (features[f]! - mean) ** 2, 0) / mass,
    );
    if (spread > 0)
      makers.push(({ features }) => (Number.isNaN(features[f]!) ? 0 : (features[f]! - mean) / spread));
    const missing = (total - mass) / total;
    if (known.length < rows.length && missing < 1)
      makers.push(
        ({ features }) => (Number(Number.isNaN(features[f]!)) - missing) / Math.sqrt(missing * (1 - missing)),
      );
  }
  const design = rows.map((row) => makers.map((make) => make(row)));
  const shrink = (j: number) => (j === 0 ? 0 : 1 / c);
  const b = newton(
    design,
    rows.map(({ label }) => label),
    rows.map(({ weight }) => weight),
    shrink,
  );
  return (row) => sigmoid(makers.reduce((sum, make, j) => sum + b[j]! * make(row), 0));
}

/** Newton's method from zero on a convex loss; a hundred full or halved steps. */
function newton(
  design: readonly (readonly number[])[],
  target: readonly number[],
  weight: readonly number[],
  shrink: (j: number) => number,
): number[] {
  const size = design[0]!.length;
  let b = new Array<number>(size).fill(0);
  const lossOf = (at: readonly number[]) =>
    design.reduce((sum, x, i) => {
      const score = x.reduce((own, value, j) => own + value * at[j]!, 0);
      return sum + weight[i]! * (Math.log(1 + Math.exp(score)) - target[i]! * score);
    }, 0) + at.reduce((sum, value, j) => sum + (shrink(j) * value * value) / 2, 0);
  for (let round = 0; round < 100; round++) {
    const gradient = b.map((value, j) => shrink(j) * value);
    const hessian = b.map((_, j) => b.map((__, k) => (j === k ? shrink(j) : 0)));
    design.forEach((x, i) => {
      const p = sigmoid(x.reduce((own, value, j) => own + value * b[j]!, 0));
      for (let j = 0; j < size; j++) {
        gradient[j]! += weight[i]! * (p - target[i]!) * x[j]!;
        for (let k = 0; k < size; k++) hessian[j]![k]! += weight[i]! * p * (1 - p) * x[j]! * x[k]!;
      }
    });
    const step = solved(hessian, gradient);
    let share = 1;
    const moved = () => b.map((value, j) => value - share * step[j]!);
    while (share > 1e-9 && lossOf(moved()) > lossOf(b)) share /= 2;
    b = moved();
  }
  return b;
}

/** Gauss with pivots. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const a = matrix.map((line, i) => [...line, right[i]!]);
  const size = right.length;
  for (let k = 0; k < size; k++) {
    let best = k;
    for (let i = k + 1; i < size; i++) if (Math.abs(a[i]![k]!) > Math.abs(a[best]![k]!)) best = i;
    [a[k], a[best]] = [a[best]!, a[k]!];
    for (let i = 0; i < size; i++) {
      if (i === k) continue;
      const times = a[i]![k]! / a[k]![k]!;
      for (let j = k; j <= size; j++) a[i]![j]! -= times * a[k]![j]!;
    }
  }
  return a.map((line, i) => line[size]! / line[i]!);
}

/** Fitted on the earlier rows and believed only where the later fifth agrees: slope 0.2, AUC 0.53, Brier no more than 0.002 worse. */
function naivePlatt(rows: readonly NaiveRow[], chance: readonly number[]): ((p: number) => number) | null {
  if (rows.length < 120) return null;
  const order = rows.map((_, k) => k).sort((a, b) => rows[a]!.time - rows[b]!.time || a - b);
  const later = order.slice(order.length - Math.max(50, Math.floor(rows.length / 5)));
  const early = order.slice(0, order.length - later.length);
  const logit = (p: number) => Math.log(p / (1 - p));
  const weights = early.map((k) => rows[k]!.weight);
  const yes = early.reduce((sum, k) => sum + rows[k]!.weight * rows[k]!.label, 0);
  const no = early.reduce((sum, k) => sum + rows[k]!.weight * (1 - rows[k]!.label), 0);
  const target = early.map((k) => (rows[k]!.label === 1 ? (yes + 1) / (yes + 2) : 1 / (no + 2)));
  const [a, b] = newton(
    early.map((k) => [logit(chance[k]!), 1]),
    target,
    weights,
    () => 0,
  );
  const rule = (p: number) => sigmoid(a! * logit(p) + b!);
  const mass = later.reduce((sum, k) => sum + rows[k]!.weight, 0);
  const brier = (of: (k: number) => number) =>
    later.reduce((sum, k) => sum + rows[k]!.weight * (of(k) - rows[k]!.label) ** 2, 0) / mass;
  const ranked = naiveAuc(
    later.map((k) => chance[k]!),
    later.map((k) => rows[k]!.label),
    later.map((k) => rows[k]!.weight),
  );
  const fits =
    a! >= 0.2 && ranked >= 0.53 && brier((k) => rule(chance[k]!)) <= brier((k) => chance[k]!) + 0.002;
  return fits ? rule : null;
}

/** Every whole hundredth, the higher of equals: what acting was worth a row, after costs; null where none earns or acts on thirty rows. */
function naiveThreshold(rows: readonly NaiveRow[], chance: readonly number[]): number | null {
  let best: number | null = null;
  let most = 0;
  for (let k = 2; k <= 98; k++) {
    const threshold = k / 100;
    const acted = rows.filter((_, row) => chance[row]! >= threshold);
    if (acted.length < 30) continue;
    const net = acted.reduce((sum, { value, cost }) => sum + value - cost, 0) / rows.length;
    if (net > most || (net === most && best !== null)) [best, most] = [threshold, net];
  }
  return best;
}

/** Every pair counted. */
export function naiveAuc(
  score: readonly number[],
  label: readonly number[],
  weight?: readonly number[],
): number {
  let won = 0;
  let all = 0;
  score.forEach((above, i) => {
    if (label[i] !== 1) return;
    score.forEach((below, j) => {
      if (label[j] !== 0) return;
      const mass = (weight?.[i] ?? 1) * (weight?.[j] ?? 1);
      all += mass;
      won += mass * (above > below ? 1 : above === below ? 0.5 : 0);
    });
  });
  return won / all;
}

/** Ten bins of one width, the upper edge inside. */
export function naiveCalibrationError(chance: readonly number[], label: readonly number[]): number {
  let error = 0;
  for (let bin = 0; bin < 10; bin++) {
    const inside = chance.flatMap((p, k) =>
      (p > bin / 10 || (bin === 0 && p === 0)) && p <= (bin + 1) / 10 ? [k] : [],
    );
    if (inside.length === 0) continue;
    const mean = (of: (k: number) => number) => inside.reduce((sum, k) => sum + of(k), 0) / inside.length;
    error += (inside.length / chance.length) * Math.abs(mean((k) => chance[k]!) - mean((k) => label[k]!));
  }
  return error;
}

/**
 * Bailey and López de Prado 2014, by numbers: the chance that the ratio of these daily returns is above what the best of `trials` would
 * show. `variance`: of the trials' daily ratios.
 */
export function naiveDeflatedSharpe(returns: readonly number[], trials: number, variance: number): number {
  const n = returns.length;
  const mean = returns.reduce((a, b) => a + b, 0) / n;
  const moment = (power: number) => returns.reduce((sum, r) => sum + (r - mean) ** power, 0) / n;
  const sharpe = mean / Math.sqrt((moment(2) * n) / (n - 1));
  const skew = moment(3) / moment(2) ** 1.5;
  const kurtosis = moment(4) / moment(2) ** 2;
  const gamma = 0.5772156649015329;
  const best =
    Math.sqrt(variance) *
    ((1 - gamma) * normalAt(1 - 1 / trials) + gamma * normalAt(1 - 1 / (trials * Math.E)));
  return normalBelow(
    ((sharpe - best) * Math.sqrt(n - 1)) / Math.sqrt(1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2),
  );
}

/** Simpson's rule from 0. */
function normalBelow(x: number): number {
  const steps = 4_000;
  const h = x / steps;
  let sum = 0;
  for (let k = 0; k <= steps; k++)
    sum += (k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2) * Math.exp(-((k * h) ** 2) / 2);
  return 0.5 + (sum * h) / 3 / Math.sqrt(2 * Math.PI);
}

function normalAt(chance: number): number {
  let [low, high] = [-10, 10];
  for (let k = 0; k < 100; k++) {
    const middle = (low + high) / 2;
    if (normalBelow(middle) < chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
