// Adds up what the test runners report. Pure.

/** From Vitest's JSON report. A file that did not even load counts as one failure. */
export function vitestCounts(report) {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Why tests were skipped, in the words of their group's name: `[skipped: …]`. */
export function skippedReasons(report) {
  const reasons = new Map();
  for (const { assertionResults } of report.testResults)
    for (const { status, fullName } of assertionResults) {
      if (status === 'passed' || status === 'failed') continue;
      const reason = /\[skipped: ([^\]]+)\]/.exec(fullName)?.[1] ?? fullName;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  return reasons;
}

/**
 * From Playwright's JSON report. A test that passed on a retry passed.
 * @param {{ stats: Record<'expected' | 'flaky' | 'unexpected' | 'skipped', number>, errors?: unknown[] }} report
 */
export function playwrightCounts({ stats, errors = [] }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

export const sum = (all) =>
  all.reduce(
    (total, one) => ({
      passed: total.passed + one.passed,
      failed: total.failed + one.failed,
      skipped: total.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );

export const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;
