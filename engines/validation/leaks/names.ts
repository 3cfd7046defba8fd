// Check 6: names that say a column knows the future, in the feature set and in files that came from outside.
// Rules: `futureNameRule`. Seed logs carried such columns beside their features and were saved only by a list of wanted names.

import { futureNameRule } from '../../features/future-names.ts';
import { checkResult, counted, createFindings, namesFound } from './findings.ts';
import type { LeakCheck } from './proof.ts';

export function checkNames(names: readonly string[]): LeakCheck {
  const findings = createFindings();
  for (const feature of names) {
    const rule = futureNameRule(feature);
    if (rule === null) continue;
    findings.add({
      feature,
      instrumentId: null,
      time: null,
      expected: null,
      actual: null,
      words: `"${feature}" is a name for what happens later (${rule}); give the column the role of a label or leave it out`,
    });
  }
  return checkResult(
    {
      id: 'names',
      title: 'No column is named after the future',
      verdict: findings.count === 0 ? 'passed' : 'failed',
      summary:
        findings.count === 0
          ? `${counted(names.length, 'name')} read, none forbidden.`
          : `${counted(findings.count, 'forbidden name')}: ${namesFound(findings)}.`,
      figures: { names: names.length, forbidden: findings.count },
    },
    findings,
  );
}
