// Smoke test of the Electron shell. Runs where an Electron runtime and a display exist, and says so where they do not.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { buildPage, buildShell } from '../../scripts/lib/build-steps.mjs';
import { electronBinary, windowObstacle } from '../../scripts/lib/electron-runtime.mjs';

const binary: string | null = electronBinary();
const obstacle: string | null =
  binary === null
    ? 'its runtime is not installed (npx install-electron)'
    : windowObstacle(process.platform, process.env, process.getuid?.());

test.describe(`Electron shell${obstacle ? ` [skipped: ${obstacle}]` : ''}`, () => {
  test.skip(obstacle !== null, `Electron smoke tests skipped: ${obstacle}`);
  test.describe.configure({ mode: 'serial' });

  let desk: ElectronApplication;
  let page: Page;
  const dataFolder = mkdtempSync(join(tmpdir(), 'anchordesk-electron-'));
  const args = [resolve(import.meta.dirname, '..', '..'), '--data-dir', dataFolder];

  test.beforeAll(async () => {
    await buildPage({ quiet: true });
    await buildShell({ quiet: true });
    desk = await _electron.launch({ executablePath: binary ?? '', args, chromiumSandbox: true });
    page = await desk.firstWindow();
  });
  test.afterAll(async () => desk?.close());

  test('opens one window with the page in it, over its port', async () => {
    expect(desk.windows()).toHaveLength(1);
    expect(page.url()).toMatch(/^app:\/\/bundle\//);
    await expect(page.getByRole('navigation').first()).toBeVisible();
  });

  test('the page sees no Node and no Electron, only the bridge', async () => {
    const globals = await page.evaluate(() => ({
      require: typeof (window as { require?: unknown }).require,
      process: typeof (window as { process?: unknown }).process,
      bridge: Object.keys(window.anchordesk ?? {}).sort(),
    }));
    expect(globals).toEqual({ require: 'undefined', process: 'undefined', bridge: ['requestPort', 'shell'] });
  });

  test('the policy comes with the page', async () => {
    const policy = await page.evaluate(async () =>
      (await fetch('app://bundle/index.html')).headers.get('content-security-policy'),
    );
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
  });

  test('a path out of the page is refused', async () => {
    const status = await page.evaluate(async () => (await fetch('app://bundle/%2e%2e%2fdesk.lock')).status);
    expect(status).toBe(404);
  });

  test('navigation and new windows are denied', async () => {
    await page.evaluate(() => {
      window.open('https://example.com/');
      window.location.href = 'https://example.com/';
    });
    await expect(page.getByRole('navigation').first()).toBeVisible();
    expect(page.url()).toMatch(/^app:\/\/bundle\//);
    expect(desk.windows()).toHaveLength(1);
  });

  test('permissions are denied', async () => {
    const state = await page.evaluate(
      async () => (await navigator.permissions.query({ name: 'geolocation' as PermissionName })).state,
    );
    expect(state).toBe('denied');
  });

  test('the page runs in a sandbox of its own process', async () => {
    const sandboxed = await desk.evaluate(({ app }) =>
      app
        .getAppMetrics()
        .filter(({ type }) => type === 'Tab')
        .map((metric) => metric.sandboxed),
    );
    // The metric exists on macOS and Windows; on Linux the launch with chromiumSandbox is the proof.
    expect(sandboxed.every((one) => one === undefined || one)).toBe(true);
    expect(sandboxed).toHaveLength(1);
  });

  test('a second start ends and leaves one window', async () => {
    const second = await _electron
      .launch({ executablePath: binary ?? '', args, chromiumSandbox: true, timeout: 10_000 })
      .then(
        (started) => started.close().then(() => 'opened'),
        () => 'ended',
      );
    expect(second).toBe('ended');
    expect(desk.windows()).toHaveLength(1);
  });
});
