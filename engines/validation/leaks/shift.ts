// Check 3: features one decision bar late. What was known a bar ago is worth little less than what is known now; a score that
// lives only in the newest bar has seen the bar after it.

import { auc } from '../../numeric/auc.ts';
import type { DirectionTarget } from './direction-target.ts';
import { tooLittle } from './enough.ts';
import { checkResult, counted, createFindings, finiteFigures, namesFound, skippedCheck } from './findings.ts';
import { createProbe } from './probe-model.ts';
import type { ProbeSample } from './probe-sample.ts';
import { ALL_FEATURES, type LeakCheck } from './proof.ts';

const TITLE = 'Features one bar late still know as much';
/** A fall from above the first to below the second is a collapse. */
export const SHIFT_FROM = 0.65;
export const SHIFT_TO = 0.55;

export function checkShift(sample: ProbeSample, direction: DirectionTarget): LeakCheck {
  const { hasEarlier, weight } = sample;
  const why = tooLittle(sample, direction);
  if (why !== null) return skippedCheck('shift', TITLE, why);
  // Only rows that have an earlier bar: both sides are measured on the same ones.
  const target = direction.target.map((side, i) => (hasEarlier[i] === 1 ? side : 0));
  if (!target.includes(1) || !target.includes(-1))
    return skippedCheck('shift', TITLE, 'No row has an earlier decision bar in its session.');
  const findings = createFindings();
  const judge = (feature: string, now: number, late: number): void => {
    if (!(now > SHIFT_FROM && late < SHIFT_TO)) return;
    findings.add({
      feature,
      instrumentId: null,
      time: null,
      expected: now,
      actual: late,
      words: `${feature}: AUC ${now.toFixed(2)} falls to ${late.toFixed(2)} when one decision bar late`,
    });
  };
  const features = sample.names.map((feature, k) => {
    const raw = auc(sample.columns[k]!, target, weight);
    const late = auc(sample.delayed[k]!, target, weight);
    // A feature that points the other way is turned round, late and now alike.
    const turned = raw < 0.5;
    const figures = { auc: turned ? 1 - raw : raw, aucDelayed: turned ? 1 - late : late };
    judge(feature, figures.auc, figures.aucDelayed);
    return { feature, figures: finiteFigures(figures) };
  });
  const now = createProbe(sample, sample.columns, hasEarlier);
  const late = createProbe(sample, sample.delayed, hasEarlier);
  const modelAuc = now.auc(target);
  const modelAucDelayed = late.auc(target);
  judge(ALL_FEATURES, modelAuc, modelAucDelayed);
  const tells = `AUC of a linear score on later days ${modelAuc.toFixed(3)}, one bar late ${modelAucDelayed.toFixed(3)}`;
  return checkResult(
    {
      id: 'shift',
      title: TITLE,
      verdict: findings.count === 0 ? 'passed' : 'alarm',
      summary:
        findings.count === 0
          ? `${tells}; no feature collapses.`
          : `${tells}; ${counted(findings.count, 'collapse')}: ${namesFound(findings)}.`,
      figures: finiteFigures({
        modelAuc,
        modelAucDelayed,
        collapses: findings.count,
        trainRows: now.trainRows,
        testRows: now.testRows,
      }),
      features,
    },
    findings,
  );
}
