// Check 4: what each feature alone knows of the label. More than a market gives away is no skill but a leak.
// Also refuses labels that were known when the features were taken.

import { auc } from '../../numeric/auc.ts';
import { correlation, ranks } from '../../numeric/correlation.ts';
import type { DirectionTarget } from './direction-target.ts';
import { tooLittle } from './enough.ts';
import { checkResult, counted, createFindings, finiteFigures, namesFound, skippedCheck } from './findings.ts';
import type { ProbeSample } from './probe-sample.ts';
import { LABEL, type LeakCheck } from './proof.ts';

const TITLE = 'No feature knows the outcome';
/** Above either a feature raises an alarm: correlation with the window's return, AUC against its sign. */
export const CORRELATION_ALARM = 0.3;
export const AUC_ALARM = 0.75;
/** The same against the label's own classes, which an honest feature may tell apart by activity alone, but not like this. */
export const CLASS_AUC_ALARM = 0.9;

export function checkFutureKnowledge(sample: ProbeSample, direction: DirectionTarget): LeakCheck {
  const findings = createFindings();
  for (const { instrumentId, time, t1 } of sample.knownAtDecision)
    findings.add({
      feature: LABEL,
      instrumentId,
      time,
      expected: null,
      actual: null,
      words: `the label's outcome was known ${time > t1 ? `${(time - t1) / 60_000} minutes before` : 'at'} its own decision: it looks back, not ahead`,
    });
  const why = tooLittle(sample, direction);
  if (why !== null && findings.count === 0) return skippedCheck('future-knowledge', TITLE, why);

  const { weight } = sample;
  const rankedWorth = ranks(direction.worth);
  const features = sample.names.map((feature, k) => {
    const column = sample.columns[k]!;
    const figures = {
      correlation: correlation(column, direction.worth, weight),
      // Ranks of the outcome are taken once: over all rows, not only those where the feature is present.
      rankCorrelation: correlation(ranks(column), rankedWorth, weight),
      auc: auc(column, direction.rose, weight),
      classAuc: auc(column, direction.target, weight),
      missingShare: missingShare(column),
    };
    return { feature, figures };
  });
  let alarms = 0;
  let largestCorrelation = 0;
  let largestAuc = 0.5;
  let largestClassAuc = 0.5;
  for (const { feature, figures } of features) {
    const related = Math.max(size(figures.correlation), size(figures.rankCorrelation));
    const told = eitherWay(figures.auc);
    const toldClass = eitherWay(figures.classAuc);
    largestCorrelation = Math.max(largestCorrelation, related);
    largestAuc = Math.max(largestAuc, told);
    largestClassAuc = Math.max(largestClassAuc, toldClass);
    const over = [
      { actual: told, expected: AUC_ALARM },
      { actual: related, expected: CORRELATION_ALARM },
      { actual: toldClass, expected: CLASS_AUC_ALARM },
    ].find(({ actual, expected }) => actual > expected);
    if (why !== null || over === undefined) continue;
    alarms++;
    findings.add({
      feature,
      instrumentId: null,
      time: null,
      ...over,
      words: `${feature} alone has a correlation of ${related.toFixed(2)} with what the label's window returned, an AUC of ${told.toFixed(2)} against its sign and of ${toldClass.toFixed(2)} against the classes`,
    });
  }
  const tells = `${counted(features.length, 'feature')} over ${counted(sample.rows, 'row')} of ${counted(sample.days.length, 'day')}: largest correlation ${largestCorrelation.toFixed(2)}, largest AUC ${largestAuc.toFixed(2)} against the direction, ${largestClassAuc.toFixed(2)} against the classes`;
  const known = sample.knownAtDecisionCount;
  return checkResult(
    {
      id: 'future-knowledge',
      title: TITLE,
      verdict: known > 0 ? 'failed' : alarms > 0 ? 'alarm' : 'passed',
      summary:
        known > 0
          ? `${counted(known, 'label')} known no later than the decision. ${tells}.`
          : alarms > 0
            ? `${tells}; look at ${namesFound(findings)}.`
            : `${tells}; none above ${CORRELATION_ALARM}, ${AUC_ALARM} or ${CLASS_AUC_ALARM}.`,
      figures: {
        rows: sample.rows,
        days: sample.days.length,
        alarms,
        knownAtDecision: known,
        largestCorrelation,
        largestAuc,
        largestClassAuc,
      },
      features: features.map((one) => ({ feature: one.feature, figures: finiteFigures(one.figures) })),
    },
    findings,
  );
}

function size(value: number): number {
  return Number.isNaN(value) ? 0 : Math.abs(value);
}

/** A feature that points the other way knows as much. */
function eitherWay(value: number): number {
  return Number.isNaN(value) ? 0.5 : Math.max(value, 1 - value);
}

function missingShare(column: Float32Array): number {
  let missing = 0;
  for (const value of column) if (Number.isNaN(value)) missing++;
  return missing / column.length;
}
