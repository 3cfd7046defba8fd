// Adds up what the test runners report, and names what failed. Pure.
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

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

/** What failed, a line each: its file and name, and the first line of why. */
export function vitestFailures(report, root) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed');
    const file = relative(root, name);
    if (status === 'failed' && assertionResults.length === 0) return [`${file}: ${firstLine(message)}`];
    return failed.map(
      ({ fullName, failureMessages }) => `${file} › ${fullName}: ${firstLine(failureMessages?.[0])}`,
    );
  });
}

/**
 * The same of Playwright's report.
 * @param {{ suites?: any[], errors?: { message?: string }[] }} report
 */
export function playwrightFailures({ suites = [], errors = [] }) {
  const failures = errors.map(({ message }) => firstLine(message));
  const visit = (suite, titles) => {
    for (const { title, ok, tests, file } of suite.specs ?? []) {
      if (ok) continue;
      const error = tests.flatMap(({ results }) => results.flatMap((result) => result.errors ?? []))[0];
      failures.push(`${file} › ${[...titles, title].join(' › ')}: ${firstLine(error?.message)}`);
    }
    for (const inner of suite.suites ?? []) visit(inner, [...titles, inner.title]);
  };
  for (const file of suites) visit(file, []);
  return failures;
}

const firstLine = (text) =>
  stripVTControlCharacters(text ?? '')
    .trim()
    .split('\n')[0] || 'no reason given';

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
