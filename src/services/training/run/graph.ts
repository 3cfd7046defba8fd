// The steps of a run and which reads which: a split, per segment and family a chain of trials and a fit, blends of the fits, the same
// once more on the newest window, then evaluation, bundles and report. Pure: follows from families, trials and segments.

import type { PlannedStep } from './step-store.ts';

export const FINAL = -1;

export interface GraphFamily {
  readonly family: string;
  readonly trials: number;
}

export interface GraphInput {
  readonly families: readonly GraphFamily[];
  /** In order: a stack may not read a vote, so the order says nothing but where they stand. */
  readonly blends: readonly ('soft-vote' | 'stack')[];
  /** Those that count, ascending. */
  readonly segments: readonly number[];
}

/** `s2`, or `final` for the newest window. */
export function placeOf(segment: number): string {
  return segment === FINAL ? 'final' : `s${segment}`;
}
export const trialKey = (segment: number, family: string, trial: number) =>
  `${placeOf(segment)}/${family}/t${trial}`;
export const fitKey = (segment: number, family: string) => `${placeOf(segment)}/${family}/fit`;

/** Each step after those it needs. */
export function runGraph({ families, blends, segments }: GraphInput): readonly PlannedStep[] {
  const whole = { segment: FINAL, family: '', trial: null } as const;
  const steps: PlannedStep[] = [{ key: 'split', kind: 'split', ...whole, needs: [] }];
  for (const segment of [...segments, FINAL]) {
    for (const { family, trials } of families) steps.push(...chain(segment, family, trials));
    const members = families.map(({ family }) => fitKey(segment, family));
    for (const blend of blends) {
      const earlier =
        blend === 'stack'
          ? segments
              .filter((one) => segment === FINAL || one < segment)
              .flatMap((one) => families.map(({ family }) => fitKey(one, family)))
          : [];
      steps.push({
        key: fitKey(segment, blend),
        kind: 'blend',
        segment,
        family: blend,
        trial: null,
        needs: [...members, ...earlier],
      });
    }
  }
  const candidates = [...families.map(({ family }) => family), ...blends];
  const fits = [...segments, FINAL].flatMap((segment) => candidates.map((one) => fitKey(segment, one)));
  steps.push({ key: 'evaluate', kind: 'evaluate', ...whole, needs: fits });
  for (const family of candidates)
    steps.push({ key: `bundle/${family}`, kind: 'bundle', ...whole, family, needs: ['evaluate'] });
  steps.push({
    key: 'report',
    kind: 'report',
    ...whole,
    needs: ['evaluate', ...candidates.map((family) => `bundle/${family}`)],
  });
  return steps;
}

function chain(segment: number, family: string, trials: number): PlannedStep[] {
  const steps = Array.from(
    { length: trials },
    (_, trial): PlannedStep => ({
      key: trialKey(segment, family, trial),
      kind: 'trial',
      segment,
      family,
      trial,
      needs: [trial === 0 ? 'split' : trialKey(segment, family, trial - 1)],
    }),
  );
  steps.push({
    key: fitKey(segment, family),
    kind: 'fit',
    segment,
    family,
    trial: null,
    needs: [steps[steps.length - 1]!.key],
  });
  return steps;
}
