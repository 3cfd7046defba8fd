// The Charts screen: deep links, keyboard, lines and panes, a moved anchor and exports, over
// 100,000 bars. How smooth a pan is, `npm run bench:frames` measures.

import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { closeDialog } from './close-dialog.ts';
import { type Desk, removeDataFolder } from './desk.ts';
import { expect, test } from './fixtures.ts';
import { deskOfLongHistory } from './prepared-desk.ts';

let desk: Desk;
let symbol: string;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  ({ desk, symbol } = await deskOfLongHistory());
});
test.afterAll(async () => {
  await desk.stop();
  removeDataFolder(desk);
});

const chartOf = (page: Page) => page.locator('[data-candle-chart]');

async function opened(page: Page): Promise<void> {
  await expect(chartOf(page).locator('canvas[data-painted]')).toBeAttached();
  await expect(page.locator('[data-readout]')).toContainText('AVWAP');
}

/** Pixels of the base canvas that differ between two moments say whether something was drawn. */
async function picture(page: Page): Promise<string> {
  return chartOf(page)
    .locator('canvas')
    .first()
    .evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
}

test('opens on the last sessions, marks synthetic prices, reads values by pointer and keyboard', async ({
  openDesk,
}) => {
  const page = await openDesk('/charts', desk);
  await opened(page);
  await expect(page.getByText('Synthetic', { exact: true })).toBeVisible();
  await expectAccessible(page);
  const readout = page.locator('[data-readout]');
  const rest = (await readout.textContent()) ?? '';
  const box = await chartOf(page).boundingBox();
  if (!box) throw new Error('the chart has no box');
  await page.mouse.move(box.x + box.width / 3, box.y + box.height / 3);
  await expect(readout).not.toHaveText(rest);
  await page.mouse.move(box.x + box.width / 3, 5);
  await expect(readout).toHaveText(rest);
  await chartOf(page).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(readout).not.toHaveText(rest);
});

test('range buttons, wheel, drag and keys move the window, and the address follows', async ({ openDesk }) => {
  const page = await openDesk(`/charts?instrument=${encodeURIComponent(symbol)}&interval=15m`, desk);
  await opened(page);
  await page.getByRole('button', { name: '3M', exact: true }).click();
  await expect(page).toHaveURL(/from=\d{4}-\d{2}-\d{2}/);
  const quarter = new URL(page.url()).hash;
  const box = await chartOf(page).boundingBox();
  if (!box) throw new Error('the chart has no box');
  await page.mouse.move(box.x + box.width / 2, box.y + 200);
  await page.mouse.wheel(0, -600);
  await expect.poll(() => new URL(page.url()).hash).not.toBe(quarter);
  const zoomed = new URL(page.url()).hash;
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 300, box.y + 200, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => new URL(page.url()).hash).not.toBe(zoomed);
  const panned = new URL(page.url()).hash;
  await page.reload();
  await opened(page);
  expect(new URL(page.url()).hash).toBe(panned);
  await chartOf(page).dblclick({ position: { x: 200, y: 200 } });
  await expect.poll(() => new URL(page.url()).hash).not.toBe(panned);
});

test('anchors and panes are chosen in the menu; a bar of choice is clicked and its flag dragged', async ({
  openDesk,
}) => {
  const page = await openDesk('/charts', desk);
  await opened(page);
  await page.getByRole('button', { name: /^Lines/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'RSI 14' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'A bar of your choice' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/panes=.*rsi/);
  await expect(page.getByText('Click the bar the AVWAP should start from', { exact: false })).toBeVisible();
  await chartOf(page).click({ position: { x: 300, y: 200 } });
  await expect(page).toHaveURL(/anchor=\d+/);
  const first = page.url();
  await expect(page.locator('[data-readout]')).toContainText('a bar of your choice');
  const box = await chartOf(page).boundingBox();
  if (!box) throw new Error('the chart has no box');
  // The flag stands at the foot of the price pane, under the clicked bar.
  const foot = await chartOf(page).evaluate((chart) => {
    const pane = [...chart.querySelectorAll<HTMLElement>('div')]
      .map((each) => Number.parseFloat(each.style.top))
      .filter((top) => top > 60)[0];
    return (pane ?? 0) - 4;
  });
  await page.mouse.move(box.x + 303, box.y + foot - 16);
  await page.mouse.down();
  await page.mouse.move(box.x + 500, box.y + foot - 16, { steps: 6 });
  await page.mouse.up();
  await expect.poll(() => page.url()).not.toBe(first);
});

test('the theme repaints the chart', async ({ openDesk }) => {
  const page = await openDesk('/charts', desk);
  await opened(page);
  const dark = await picture(page);
  await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'));
  await expect.poll(() => picture(page)).not.toBe(dark);
  await expectAccessible(page);
});

test('the candles have a table and a picture', async ({ openDesk }) => {
  const page = await openDesk('/charts', desk);
  await opened(page);
  const menu = page.getByRole('button', { name: 'Candle chart: table and exports' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await expect(page.getByRole('dialog').getByRole('grid')).toBeVisible();
  await closeDialog(page);
  for (const item of ['Save as PNG', 'Save as SVG', 'Save as CSV']) {
    await menu.click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    await download;
  }
});

test('a link to an instrument that is not stored says what to do', async ({ openDesk }) => {
  const page = await openDesk('/charts?instrument=NSE:NOTHERE', desk);
  await expect(page.getByText('No candles of NSE:NOTHERE are stored')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Show NSE:/ }).click();
  await opened(page);
});
