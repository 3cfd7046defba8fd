// The parts of the set-up and test scripts that decide something.
import { mkdirSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  inWords,
  playwrightCounts,
  playwrightFailures,
  skippedReasons,
  sum,
  vitestCounts,
  vitestFailures,
} from '../../scripts/lib/counts.mjs';
import { windowObstacle } from '../../scripts/lib/electron-runtime.mjs';
import { holding } from '../../scripts/lib/hold.mjs';
import { outerEnvironment } from '../../scripts/lib/project.mjs';
import { hashOf, isStamped, stamp } from '../../scripts/lib/stamp.mjs';

const newFolder = () => mkdtempSync(join(tmpdir(), 'scripts-'));

describe('counts', () => {
  const report = {
    numPassedTests: 10,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'failed', name: '/desk/tests/b.test.ts', message: 'no such module', assertionResults: [] },
      {
        status: 'failed',
        name: '/desk/tests/a.test.ts',
        message: '',
        assertionResults: [
          {
            status: 'failed',
            fullName: 'a',
            failureMessages: ['\u001b[31mtwo is not one\u001b[39m\n  at a'],
          },
          { status: 'skipped', fullName: 'real files [skipped: no market data] b' },
          { status: 'skipped', fullName: 'real files [skipped: no market data] c' },
          { status: 'todo', fullName: 'd' },
        ],
      },
    ],
  };

  test('a file that did not load is a failure', () => {
    expect(vitestCounts(report)).toEqual({ passed: 10, failed: 2, skipped: 3 });
  });

  test('what failed is named with the first line of why', () => {
    expect(vitestFailures(report, '/desk')).toEqual([
      'tests/b.test.ts: no such module',
      'tests/a.test.ts › a: two is not one',
    ]);
    const specs = [
      { title: 'opens', ok: true, file: 'shell.spec.ts', tests: [] },
      {
        title: 'closes',
        ok: false,
        file: 'shell.spec.ts',
        tests: [{ results: [{ errors: [{ message: 'it stayed\n  at b' }] }] }],
      },
    ];
    const suites = [{ title: 'shell.spec.ts', suites: [{ title: 'a window', specs }] }];
    expect(playwrightFailures({ suites, errors: [{ message: 'the set-up failed' }] })).toEqual([
      'the set-up failed',
      'shell.spec.ts › a window › closes: it stayed',
    ]);
  });

  test('reasons of skipped tests are told once each', () => {
    expect([...skippedReasons(report)]).toEqual([
      ['no market data', 2],
      ['d', 1],
    ]);
  });

  test('runners add up to one line', () => {
    const e2e = playwrightCounts({
      stats: { expected: 4, flaky: 1, unexpected: 1, skipped: 8 },
      errors: [{ message: 'the set-up failed' }],
    });
    expect(e2e).toEqual({ passed: 5, failed: 2, skipped: 8 });
    expect(inWords(sum([vitestCounts(report), e2e]))).toBe('15 passed, 4 failed, 11 skipped');
  });
});

describe('where a window can open', () => {
  test.each([
    ['linux', {}, 1000, 'there is no display'],
    ['linux', { DISPLAY: ':0' }, 0, 'its sandbox does not work for root'],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000, null],
    ['darwin', {}, 501, null],
    ['win32', {}, undefined, null],
  ])('%s %j user %s: %s', (platform, environment, userId, obstacle) => {
    expect(windowObstacle(platform, environment, userId)).toBe(obstacle);
  });
});

describe('what is stale', () => {
  function sources() {
    const root = newFolder();
    mkdirSync(join(root, 'src'));
    writeFileSync(join(root, 'src', 'a.ts'), '1');
    writeFileSync(join(root, 'src', 'a.test.ts'), 'test');
    return root;
  }

  test('content and names count, tests and absent folders do not', () => {
    const root = sources();
    const before = hashOf(root, ['src', 'absent']);
    writeFileSync(join(root, 'src', 'a.test.ts'), 'another test');
    expect(hashOf(root, ['src', 'absent'])).toBe(before);
    writeFileSync(join(root, 'src', 'a.ts'), '2');
    const changed = hashOf(root, ['src']);
    expect(changed).not.toBe(before);
    renameSync(join(root, 'src', 'a.ts'), join(root, 'src', 'b.ts'));
    expect(hashOf(root, ['src'])).not.toBe(changed);
  });

  test('a stamp holds for its hash only', () => {
    const file = join(newFolder(), 'deep', 'stamp');
    expect(isStamped(file, 'a')).toBe(false);
    stamp(file, 'a');
    expect([isStamped(file, 'a'), isStamped(file, 'b')]).toEqual([true, false]);
  });
});

describe('one at a time', () => {
  test('parallel starts work one after the other', async () => {
    const folder = join(newFolder(), 'out', 'busy');
    let inside = 0;
    let most = 0;
    let waited = 0;
    const work = () =>
      holding(
        folder,
        async () => {
          most = Math.max(most, ++inside);
          await new Promise((resolve) => setImmediate(resolve));
          inside--;
        },
        () => waited++,
      );
    await Promise.all([work(), work(), work()]);
    expect([most, waited]).toEqual([1, 2]);
  });

  test('a failure lets the next one in, and a dead owner is no obstacle', async () => {
    const folder = join(newFolder(), 'busy');
    await expect(holding(folder, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    mkdirSync(folder);
    // Above every process id there is.
    writeFileSync(join(folder, 'pid'), '4194305');
    expect(await holding(folder, async () => 'done')).toBe('done');
  });
});

test('npm runs on the Node of the machine, not on the one it is about to replace', () => {
  const environment: Record<string, string | undefined> = outerEnvironment();
  expect(environment.PATH).toBeTruthy();
  expect(environment.PATH).not.toContain('node_modules');
  expect(environment.ONNXRUNTIME_NODE_INSTALL).toBe('skip');
});
