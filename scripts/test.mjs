// `npm test`: types, lint, everything Vitest runs, then the end-to-end tests in a real Chromium. `--no-e2e`: all but the last.
// Every step runs even when an earlier one failed; the closing lines add the runners up; the exit code is 0 only if all passed.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage } from './lib/build-steps.mjs';
import { obtainChromium } from './lib/chromium.mjs';
import {
  inWords,
  playwrightCounts,
  playwrightFailures,
  skippedReasons,
  sum,
  vitestCounts,
  vitestFailures,
} from './lib/counts.mjs';
import { capture, inProject, node24, out, root, run } from './lib/project.mjs';

const withE2e = !process.argv.includes('--no-e2e');
/** Narrows Vitest to files whose path contains one of these. */
const filters = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const FAILED = { passed: 0, failed: 1, skipped: 0 };
const PASSED = { passed: 1, failed: 0, skipped: 0 };
const results = new Map();
const failures = [];
const say = (text) => console.log(text);
const node = node24();
const startedAt = Date.now();

async function check(name, args) {
  const { code, output } = await capture(node, args);
  if (code !== 0) say(output.trimEnd());
  results.set(name, code === 0 ? PASSED : FAILED);
  say(`${name}: ${code === 0 ? 'passed' : 'failed'}`);
}

/** Runs a test runner that leaves a JSON report; the report decides, and so does the exit code. */
async function runner(name, args, { reportFile, countsOf, failuresOf, environment = {} }) {
  rmSync(reportFile, { force: true });
  const code = await run(node, args, { env: { ...process.env, ...environment } });
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : null;
  const counts = report ? countsOf(report) : FAILED;
  if (report) failures.push(...failuresOf(report));
  const unnamed = code !== 0 && counts.failed === 0;
  if (unnamed || !report)
    failures.push(`${name} ended with code ${code} and no failed test; what it printed says why`);
  results.set(name, unnamed ? { ...counts, failed: 1 } : counts);
  return report;
}

async function unit() {
  const reportFile = join(out, 'test', 'vitest.json');
  const report = await runner(
    'vitest',
    [
      inProject('node_modules/vitest/vitest.mjs'),
      'run',
      ...filters,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
    ],
    { reportFile, countsOf: vitestCounts, failuresOf: (report) => vitestFailures(report, root) },
  );
  if (report) for (const [reason, count] of skippedReasons(report)) say(`skipped ${count}: ${reason}`);
}

async function endToEnd() {
  const reportFile = join(out, 'test', 'playwright.json');
  try {
    const chromium = await obtainChromium({ say });
    await buildPage();
    await runner(
      'e2e',
      [
        inProject('node_modules/@playwright/test/cli.js'),
        'test',
        '-c',
        inProject('tests/e2e/playwright.config.ts'),
      ],
      {
        reportFile,
        countsOf: playwrightCounts,
        failuresOf: playwrightFailures,
        environment: { ANCHORDESK_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
      },
    );
  } catch (error) {
    say(error.message);
    results.set('e2e', FAILED);
  }
}

mkdirSync(join(out, 'test'), { recursive: true });
await Promise.all([
  check('types', [inProject('scripts/typecheck.mjs')]),
  check('lint', [inProject('node_modules/@biomejs/biome/bin/biome'), 'check', '.']),
]);
await unit();
if (withE2e) await endToEnd();

say('');
// Last, so that nobody has to scroll for them.
for (const failure of failures) say(`failed: ${failure}`);
for (const [name, counts] of results) say(`${name}: ${inWords(counts)}`);
const total = sum([...results.values()]);
say(`took ${Math.round((Date.now() - startedAt) / 1000)} s`);
say(`total: ${inWords(total)}`);
process.exit(total.failed === 0 ? 0 : 1);
