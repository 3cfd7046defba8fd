// Times one piece of work: warms up, repeats, and reports the median. Used by the bench only.

export interface Figure {
  readonly name: string;
  /** Median of the counted repetitions, milliseconds. */
  readonly medianMs: number;
  readonly bestMs: number;
  readonly repetitions: number;
  /** Figure the work is judged by, with its unit, and what is asked for. */
  readonly figure: string;
  readonly target: string;
  readonly met: boolean | null;
}

export interface Target {
  readonly text: string;
  /** Says from the median whether the target is met; null where there is none. */
  readonly met: (medianMs: number) => boolean | null;
}

export async function measure(
  name: string,
  repetitions: number,
  work: () => unknown,
  figure: (medianMs: number) => string,
  target: Target,
): Promise<Figure> {
  await work();
  const times: number[] = [];
  for (let i = 0; i < repetitions; i++) {
    const started = performance.now();
    await work();
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const medianMs = times[times.length >> 1]!;
  return {
    name,
    medianMs,
    bestMs: times[0]!,
    repetitions,
    figure: figure(medianMs),
    target: target.text,
    met: target.met(medianMs),
  };
}
