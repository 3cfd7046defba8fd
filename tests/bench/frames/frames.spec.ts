// How smoothly charts pan over many bars: the median frame beside its aim. Run by `npm run bench:frames`, at rest; the end-to-end tests
// measure no time.

import type { Page } from '@playwright/test';
import { type Desk, removeDataFolder } from '../../e2e/desk.ts';
import { expect, test } from '../../e2e/fixtures.ts';
import { labelAddress, SHORT } from '../../e2e/label-address.ts';
import { deskOfLongHistory, sampleFolder } from '../../e2e/prepared-desk.ts';
import { frameTimesWhilePanning } from './frame-times.ts';

/** Aims of the median frame on one core without a graphics card: 60 frames a second are 16.7 ms. */
const CANDLES_MS = 25;
const LABELS_MS = 34;
let desk: Desk;
let symbol: string;

test.beforeAll(async () => {
  ({ desk, symbol } = await deskOfLongHistory());
});
test.afterAll(async () => {
  await desk.stop();
  removeDataFolder(desk);
});

const chartOf = (page: Page) => page.locator('[data-candle-chart]');

async function barsOf(page: Page): Promise<number> {
  await expect(chartOf(page).locator('canvas[data-painted]')).toBeAttached();
  const label = await chartOf(page).getAttribute('aria-label');
  return Number(/([\d,]+) bars/.exec(label ?? '')?.[1]?.replaceAll(',', ''));
}

test('candles: a pan over 100,000 bars with two panes', async ({ openDesk }) => {
  const page = await openDesk(
    `/charts?instrument=${encodeURIComponent(symbol)}&interval=1m&panes=["rsi","adx"]`,
    desk,
  );
  await expect(page.locator('[data-readout]')).toContainText('AVWAP');
  expect(await barsOf(page)).toBeGreaterThan(100_000);
  for (const range of ['1M', 'All'] as const) {
    await page.getByRole('button', { name: range, exact: true }).click();
    await expect(page).toHaveURL(/from=/);
    const { medianMs } = await frameTimesWhilePanning(chartOf(page), range);
    expect(medianMs).toBeLessThan(CANDLES_MS);
  }
});

test('labels: a pan over 60,000 labelled one-minute bars', async ({ openDesk, freshDesk }) => {
  const own = await freshDesk({ dataFolder: sampleFolder(2, 160) });
  const page = await openDesk(`/research/labels?interval=1m&from=2024-01-01&${labelAddress(SHORT)}`, own);
  await expect(page.locator('[data-preview="ready"]')).toBeVisible();
  expect(await barsOf(page)).toBeGreaterThan(55_000);
  for (const range of ['home', 'all'] as const) {
    if (range === 'all') {
      await page.getByRole('button', { name: 'All bars' }).click();
      await expect(page.locator('[data-readout]')).toContainText('1 candle =');
    }
    const { medianMs } = await frameTimesWhilePanning(chartOf(page), range);
    expect(medianMs).toBeLessThan(LABELS_MS);
  }
});
