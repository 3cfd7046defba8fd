// The browser shell as a person meets it: one link, one window, a second start, a reload, a lost connection, an end.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, spawnDesk, test } from './fixtures.ts';

test('a link opens the desk once, and leaves no trace in the address', async ({
  freshDesk,
  openDesk,
  browser,
}) => {
  const desk = await freshDesk();
  const link = /http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]+/.exec(desk.output())?.[0] ?? '';
  const page = await openDesk('', desk);
  expect(page.url()).not.toContain('code=');

  const first = await (await browser.newContext()).newPage();
  await first.goto(link);
  await expect(first.getByRole('navigation').first()).toBeVisible();
  await expect(first.getByText(/new link/i)).toHaveCount(0);
  await first.context().close();

  const second = await (await browser.newContext()).newPage();
  await second.goto(link);
  await expect(second.getByText(/new link/i).first()).toBeVisible();
  await second.context().close();
});

test('starts within three seconds', async ({ freshDesk }) => {
  const desk = await freshDesk();
  expect(desk.readyMs).toBeLessThan(3_000);
});

test('a reload keeps the window, and a deep link survives it', async ({ openDesk, desk }) => {
  const page = await openDesk('/settings', desk);
  await expect(page).toHaveURL(/#\/settings$/);
  await page.reload();
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await expect(page).toHaveURL(/#\/settings$/);
  await expect(page.getByText(/new link/i)).toHaveCount(0);
});

test('the policy holds in a real browser: no inline script, no eval, no foreign host', async ({
  openDesk,
  expectedFaults,
}) => {
  expectedFaults.push(/Content Security Policy|Content-Security-Policy|Refused to connect|Failed to fetch/);
  const page = await openDesk();
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.head.append(script);
    const foreign = await fetch('https://example.com/').then(
      () => 'reached',
      () => 'refused',
    );
    const socket = await new Promise((settle) => {
      const attempt = new WebSocket('ws://127.0.0.1:9/');
      attempt.onopen = () => settle('reached');
      attempt.onerror = () => settle('refused');
    });
    let evaluated: unknown = 'refused';
    try {
      evaluated = new Function('return 1 + 1')();
    } catch {
      // Refused, as it should be.
    }
    return { inline: 'inlineRan' in window, evaluated, foreign, socket, cookies: document.cookie };
  });
  expect(outcome).toEqual({
    inline: false,
    evaluated: 'refused',
    foreign: 'refused',
    socket: 'refused',
    cookies: '',
  });
});

test('a second start on the same file says how to reach the first and changes nothing', async ({
  freshDesk,
  openDesk,
}) => {
  const desk = await freshDesk();
  const second = spawnDesk(desk.dataFolder);
  let said = '';
  second.stderr?.on('data', (part: Buffer) => {
    said += part.toString();
  });
  const code = await new Promise((settle) => second.once('close', settle));
  expect(code).toBe(4);
  expect(said).toContain(`already open on ${desk.dataFolder}`);
  const link = /http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]+/.exec(said)?.[0] ?? '';
  const page = await openDesk('', desk);
  await page.goto('about:blank');
  await page.evaluate(() => sessionStorage.clear()).catch(() => {});
  await page.goto(link);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await expect(page.getByText(/new link/i)).toHaveCount(0);
});

test('a signal ends it in order, and the folder is free again', async ({ freshDesk }) => {
  const desk = await freshDesk();
  expect(await desk.stop('SIGTERM')).toBe(0);
  expect(existsSync(join(desk.dataFolder, 'desk.lock'))).toBe(false);
  const again = await freshDesk({ dataFolder: desk.dataFolder });
  expect(again.port).toBeGreaterThan(0);
});

test('a desk that was killed leaves a folder that opens', async ({ freshDesk, openDesk }) => {
  const desk = await freshDesk();
  await desk.stop('SIGKILL');
  const again = await freshDesk({ dataFolder: desk.dataFolder });
  await openDesk('', again);
});
