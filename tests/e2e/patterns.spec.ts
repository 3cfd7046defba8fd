// Pattern win rates by clicking: rates with their intervals on the sample market, one pattern in full, and a study for what is large.

import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { type Desk, removeDataFolder } from './desk.ts';
import { expect, startDesk, test } from './fixtures.ts';
import { runCli, sampleFolder } from './prepared-desk.ts';

let desk: Desk;
let first: string;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  const folder = sampleFolder(4, 60);
  first = (runCli(folder, 'data') as { instruments: { id: string }[] }).instruments[0]?.id ?? '';
  desk = await startDesk({ dataFolder: folder });
});
test.afterAll(async () => {
  await desk.stop();
  removeDataFolder(desk);
});

const grid = (page: Page) => page.getByRole('grid', { name: 'Patterns' });
const row = (page: Page, title: string) => grid(page).locator('tbody tr').filter({ hasText: title });

test('rates of the first instrument stand there at once, the rare ones without a figure', async ({
  openDesk,
}) => {
  const page = await openDesk('/research', desk);
  await page.getByText('Patterns', { exact: true }).click();
  await expect(page).toHaveURL(/#\/research\/patterns/);
  await expect(row(page, 'Bullish marubozu').getByText(/^\d+\.\d %$/)).toBeVisible();
  await expect(row(page, 'Bullish abandoned baby')).toContainText(/fewer than 30, not shown|no outcome/);
  await expect(row(page, 'Doji')).toContainText('promises no direction');
  await expect(row(page, 'Bullish engulfing')).toContainText('62 %');
  await expect(page.getByText(/^A win: the close 3 bars of 5m later, in the same session/)).toBeVisible();
  await expect(page.getByText('Synthetic', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
});

test('a longer horizon is measured anew, and the address keeps it', async ({ openDesk }) => {
  const page = await openDesk('/research/patterns', desk);
  const decided = row(page, 'Bullish marubozu').locator('td').nth(3);
  await expect(decided).not.toBeEmpty();
  const before = await decided.innerText();
  await page.getByLabel('Horizon, bars').fill('20');
  await expect(page).toHaveURL(/horizon=20/);
  await expect(decided).not.toHaveText(before);
  await page.reload();
  await expect(page.getByLabel('Horizon, bars')).toHaveValue('20');
});

test('a pattern opens with its rule, months, instruments and newest occurrences', async ({ openDesk }) => {
  const page = await openDesk('/research/patterns', desk);
  await row(page, 'Bullish marubozu').click();
  const panel = page.getByRole('complementary', { name: 'Bullish marubozu' });
  await expect(panel.getByText('at least 95 % of its range', { exact: false })).toBeVisible();
  await expect(panel.getByRole('grid', { name: 'Months' })).toContainText('Known by then');
  await expect(panel.getByRole('grid', { name: 'Instruments' })).toContainText(first);
  const newest = panel.getByRole('list', { name: 'Newest occurrences' }).getByRole('listitem');
  await expect(newest).toHaveCount(6);
  await expect(newest.first().getByRole('img')).toBeVisible();
  await expectAccessible(page);
  await newest.first().getByRole('link').click();
  await expect(page).toHaveURL(/#\/charts\?.*date=/);
  await page.goBack();
  await expect(panel).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
});

test('all instruments on one minute are counted by a job whose result stays', async ({ openDesk }) => {
  const page = await openDesk('/research/patterns?instruments=[]&interval=1m', desk);
  await expect(page.getByText('About 90,000 bars to count')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Measure 4 instruments' }).click();
  await expect(page).toHaveURL(/study=/);
  await expect(row(page, 'Bullish marubozu').getByText(/^\d+\.\d %$/)).toBeVisible({ timeout: 30_000 });
  await expect(
    page.getByText(/of 4 instruments over 60 sessions, as of Mon 30 Jun 2025 15:30 IST/),
  ).toBeVisible();
  await openDesk('/research/patterns?instruments=[]&interval=1m', desk);
  await expect(page.getByRole('button', { name: 'Measure again' })).toBeVisible();
  await expect(row(page, 'Bullish marubozu').getByText(/^\d+\.\d %$/)).toBeVisible();
});

test('a link to a study that is gone counts what it can instead', async ({ openDesk }) => {
  const page = await openDesk('/research/patterns?study=gone', desk);
  await expect(row(page, 'Bullish marubozu').getByText(/^\d+\.\d %$/)).toBeVisible();
});

test('a desk without candles says what will stand here', async ({ openDesk, freshDesk }) => {
  const page = await openDesk('/research/patterns', await freshDesk());
  await expect(page.getByText('No candles yet')).toBeVisible();
  await expectAccessible(page);
});
