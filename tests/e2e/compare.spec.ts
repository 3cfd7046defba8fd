// The desk's main question, by clicking: run a strategy, hold it against what was published, see what each assumption was worth.

import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { type Desk, newDataFolder, removeDataFolder } from './desk.ts';
import { expect, startDesk, test } from './fixtures.ts';
import { realFiles, runCli, sampleFolder } from './prepared-desk.ts';

async function runAndCompare(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run backtest' }).click();
  await expect(page.getByText('Net profit').first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: 'Compare with as published' }).first().click();
  await expect(page).toHaveURL(/#\/backtests\/compare\?runs=/, { timeout: 30_000 });
  await expect(page.locator('[data-waterfall]')).toBeVisible({ timeout: 30_000 });
}

/** `+₹1,23,456` and `−₹20` as numbers. */
function rupees(text: string): number {
  return Number(text.replace('−', '-').replace(/[₹,+±\s]/g, ''));
}

async function waterfallSums(page: Page): Promise<void> {
  const rows = page.locator('[data-waterfall] > li');
  const worth = async (step: string) =>
    rupees(await page.locator(`[data-step="${step}"] > * > span:nth-child(3)`).innerText());
  const steps = await rows.evaluateAll((items) =>
    items.filter((item) => item.dataset.kind === 'step').map((item) => item.dataset.step ?? ''),
  );
  expect(steps).toEqual([
    'exit-order',
    'entry-price',
    'stop-fills',
    'forced-exit',
    'selection',
    'costs',
    'capacity',
  ]);
  let total = await worth('as-published');
  for (const step of steps) total += await worth(step);
  // Shown in whole rupees: eight roundings apart at most.
  expect(Math.abs(total - (await worth('honest')))).toBeLessThanOrEqual(8);
}

test.describe('on the sample market', () => {
  let desk: Desk;
  test.describe.configure({ mode: 'serial' });
  test.beforeAll(async () => {
    desk = await startDesk({ dataFolder: sampleFolder(8, 90) });
  });
  test.afterAll(async () => {
    await desk.stop();
    removeDataFolder(desk);
  });

  test('one click from a run to its published twin, the waterfall and every trade', async ({ openDesk }) => {
    const page = await openDesk('/backtests/new', desk);
    await runAndCompare(page);
    await waterfallSums(page);
    await expect(page.getByRole('img', { name: /^Equity and drawdown over/ })).toBeVisible();
    await expect(page.locator('[data-metric="netPnl"] td')).toHaveCount(3);
    await expect(page.getByRole('rowheader', { name: 'Order of events inside a bar' })).toBeVisible();
    await expectAccessible(page);

    const step = page.locator('[data-step="entry-price"]');
    await step.getByRole('button').first().click();
    const changed = step.getByRole('grid', { name: 'Trades this step changed' });
    await expect(changed.getByText(/entry (price|time)/).first()).toBeVisible();
    await expectAccessible(page);
    await step.getByRole('button').first().click();
    await expect(changed).toHaveCount(0);

    const table = page.getByRole('grid', { name: 'Differences' });
    await page
      .getByRole('group', { name: 'Kind of difference' })
      .getByRole('button', { name: /^Changed/ })
      .click();
    await expect(page).toHaveURL(/kind=changed/);
    await table.locator('tbody tr[data-index="0"]').click();
    await expect(page).toHaveURL(/#\/charts\?.*trade=/);
  });

  test('a second time the stored twin is found, not made again', async ({ openDesk }) => {
    const page = await openDesk('/backtests', desk);
    await expect(page.getByText('2 runs', { exact: true })).toBeVisible();
    await page.getByText('AVWAP v11 · pessimistic', { exact: false }).first().click();
    await expect(page.locator('[data-waterfall]')).toBeVisible();
    await page.keyboard.press('c');
    await expect(page).toHaveURL(/compare/);
    await page.getByRole('link', { name: 'Backtests', exact: true }).first().click();
    await expect(page.getByText('2 runs', { exact: true })).toBeVisible();
  });

  test('runs chosen in the list are compared, the first against the others', async ({ openDesk }) => {
    const page = await openDesk('/backtests', desk);
    const compare = page.getByRole('button', { name: /^Compare/ });
    await expect(compare).toBeDisabled();
    await page.getByLabel('Select all rows').check();
    await expect(compare).toBeEnabled();
    await compare.click();
    await expect(page.getByRole('heading', { name: 'Compare 2 runs' })).toBeAttached();
    const before = await page.locator('[data-metric="netPnl"] td').first().innerText();
    await page.getByRole('button', { name: /^Compare against/ }).click();
    await expect(page.locator('[data-metric="netPnl"] td').first()).not.toHaveText(before);
  });

  test('a comparison of one run says how to choose', async ({ openDesk }) => {
    const page = await openDesk('/backtests/compare', desk);
    await expect(page.getByText('Choose two runs to compare')).toBeVisible();
    await expectAccessible(page);
  });
});

const files = realFiles();

test.describe('on 21 real symbols', () => {
  test.skip(files.length === 0, 'no market data (set ANCHORDESK_DATA to the folder that holds market/)');

  test('the same by clicking: honest run, published twin, waterfall', async ({ openDesk }) => {
    test.setTimeout(120_000);
    const folder = newDataFolder();
    runCli(folder, 'import', ...files);
    const desk = await startDesk({ dataFolder: folder });
    try {
      const page = await openDesk('/backtests/new', desk);
      await expect(page.getByText(/All 21 tradable instruments/)).toBeVisible();
      await runAndCompare(page);
      await waterfallSums(page);
      await expectAccessible(page);
    } finally {
      await desk.stop();
      removeDataFolder(desk);
    }
  });
});
