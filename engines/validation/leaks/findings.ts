// Collects what a check finds: counts everything, keeps the first hundred, and no more than a few per feature so that every
// guilty one is named. Called by the checks.

import type { FeatureFigures, LeakCheck, LeakCheckId, LeakFinding, LeakVerdict } from './proof.ts';

const KEPT = 100;
const KEPT_PER_FEATURE = 5;

export interface Findings {
  add(finding: LeakFinding): void;
  readonly count: number;
  /** Findings of each feature that has any. */
  readonly perFeature: ReadonlyMap<string, number>;
  /** In the order found. */
  readonly kept: readonly LeakFinding[];
}

export function createFindings(): Findings {
  const kept: LeakFinding[] = [];
  const perFeature = new Map<string, number>();
  let count = 0;
  return {
    add(finding) {
      count++;
      const before = perFeature.get(finding.feature) ?? 0;
      perFeature.set(finding.feature, before + 1);
      if (before < KEPT_PER_FEATURE && kept.length < KEPT) kept.push(finding);
    },
    get count() {
      return count;
    },
    perFeature,
    kept,
  };
}

/** `a, b and 3 more`, the guiltiest first. */
export function namesFound(findings: Findings): string {
  const names = [...findings.perFeature].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

export interface CheckFacts {
  readonly id: LeakCheckId;
  readonly title: string;
  readonly verdict: LeakVerdict;
  readonly summary: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly features?: readonly FeatureFigures[];
}

export function checkResult(facts: CheckFacts, findings: Findings = createFindings()): LeakCheck {
  return { ...facts, findings: findings.kept, findingCount: findings.count };
}

export function skippedCheck(id: LeakCheckId, title: string, why: string): LeakCheck {
  return checkResult({ id, title, verdict: 'skipped', summary: why, figures: {} });
}

/** `1 bar`, `12,345 bars`: grouped by thousands, independent of the machine's locale. */
export function counted(count: number, one: string, many = `${one}s`): string {
  const digits = String(count).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${digits} ${count === 1 ? one : many}`;
}

/** Drops figures that are not numbers: JSON would turn them into null. */
export function finiteFigures(figures: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => Number.isFinite(value)));
}

/** JSON has no NaN: a missing value is null in a finding. */
export function stated(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** For a sentence; nine digits tell any two 32-bit numbers apart. */
export function told(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(9))) : 'missing';
}
