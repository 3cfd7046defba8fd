// Estimates when a job ends from how its fraction moved. Half the average since the start, half the last seconds: the first
// alone is slow to notice a slower stage, the second alone jumps. Silent until there is something to go by.

const WINDOW_MS = 15_000;
const MOST_SAMPLES = 64;
const MINIMUM_ELAPSED_MS = 1_000;
const MINIMUM_FRACTION = 0.01;

interface Sample {
  readonly at: number;
  readonly fraction: number;
}

/** Takes each reported fraction (0..1) with its time (epoch milliseconds); answers the estimated end or undefined. */
export type EtaEstimator = (fraction: number, at: number) => number | undefined;

export function createEtaEstimator(): EtaEstimator {
  let samples: Sample[] = [];
  let start: Sample | undefined;
  return (fraction, at) => {
    const last = samples.at(-1);
    // A fraction that falls, or a clock that went back, starts the estimate anew.
    if (last && (fraction < last.fraction || at < last.at)) {
      samples = [];
      start = undefined;
    }
    start ??= { at, fraction };
    samples.push({ at, fraction });
    while (samples.length > MOST_SAMPLES || (samples.length > 2 && at - samples[0]!.at > WINDOW_MS))
      samples.shift();
    if (fraction >= 1) return at;
    if (at - start.at < MINIMUM_ELAPSED_MS || fraction - start.fraction < MINIMUM_FRACTION) return undefined;

    const overall = (fraction - start.fraction) / (at - start.at);
    const oldest = samples[0]!;
    const recent = at > oldest.at ? (fraction - oldest.fraction) / (at - oldest.at) : overall;
    const rate = (overall + recent) / 2;
    return Math.round(at + (1 - fraction) / rate);
  };
}
