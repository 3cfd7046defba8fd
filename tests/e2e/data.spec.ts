// First run, the sample market, and the Data screen by mouse and keyboard, over a real desk.

import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { expect, test } from './fixtures.ts';

async function makeSampleMarket(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Make the sample market' }).click();
  await expect(page.getByRole('main').getByText(/20 synthetic instruments, 120 sessions/)).toBeVisible({
    timeout: 30_000,
  });
}

test('a new desk offers three ways to begin; the sample market is one click', async ({
  freshDesk,
  openDesk,
}) => {
  const page = await openDesk('', await freshDesk());
  await expect(page.getByText('Where should the candles come from?')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Not in this release' })).toBeDisabled();
  await expect(page.getByText('arrive in a later release')).toBeVisible();
  await expectAccessible(page);

  await makeSampleMarket(page);
  await page.getByRole('link', { name: 'Look at the data' }).click();
  await expect(page).toHaveURL(/#\/data/);
  await expect(page.getByRole('main').getByText('120 sessions', { exact: true })).toBeVisible();
  await expect(page.getByRole('main').getByText('Synthetic', { exact: true }).first()).toBeVisible();
  await expectAccessible(page);
});

test('a job that ends elsewhere raises one notification that leads to its result', async ({
  freshDesk,
  openDesk,
}) => {
  const page = await openDesk('/welcome', await freshDesk());
  await page.getByRole('button', { name: 'Make the sample market' }).click();
  await expect(page.getByText(/^\d+ %$/).first()).toBeVisible();
  await page.getByRole('link', { name: 'Settings' }).click();
  const notice = page.getByText('Done: Sample market', { exact: false });
  await expect(notice).toBeVisible({ timeout: 30_000 });
  await expect(notice).toHaveCount(1);
  await notice.click();
  await expect(page).toHaveURL(/#\/data/);
  await expect(page.getByRole('main').getByText('120 sessions', { exact: true })).toBeVisible();
});

test.describe('with the sample market', () => {
  test.describe.configure({ mode: 'serial' });

  test.beforeEach(async ({ openDesk, desk: _ }) => {
    const page = await openDesk('/welcome');
    // One desk for these tests: the first makes the market, the others find it.
    await page.getByRole('link', { name: 'Data', exact: true }).click();
    const ready = page.getByRole('grid', { name: 'Coverage by instrument and session' });
    const empty = page.getByText('No candles yet');
    await expect(ready.or(empty)).toBeVisible();
    if (await empty.isVisible()) {
      await page.getByRole('link', { name: 'Other ways to begin' }).click();
      await makeSampleMarket(page);
      await page.getByRole('link', { name: 'Look at the data' }).click();
    }
    await expect(ready).toBeVisible();
  });

  test('the heat map is walked by keyboard, cell by cell, and opens a day', async ({ page }) => {
    const map = page.getByRole('grid', { name: 'Coverage by instrument and session' });
    const cell = map.getByRole('gridcell');
    await map.focus();
    await page.keyboard.press('Control+Home');
    const first = await cell.textContent();
    expect(first).toMatch(/^NSE:\w+ · \w{3} \d+ \w{3} \d{4} · synthetic: \d+ of 375 bars/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expect(cell).not.toHaveText(first ?? '');
    const [instrument] = ((await cell.textContent()) ?? '').split(' · ');

    await page.keyboard.press('Enter');
    const panel = page.getByRole('complementary', { name: instrument ?? '' });
    await expect(panel.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
    await expect(page).toHaveURL(/day=2/);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  });

  test('instruments and findings are tables that filter, sort and open', async ({ page }) => {
    await page.keyboard.press('2');
    const table = page.getByRole('grid', { name: 'Series' });
    await expect(table.getByRole('row')).toHaveCount(22);
    await expectAccessible(page);
    await page.keyboard.press('/');
    await page.keyboard.type('kaveri');
    await expect(page.getByText('1 of 20 series')).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name: 'NSE:KAVERIBANK' })).toBeVisible();

    await page.getByText('Quality', { exact: true }).click();
    const days = page.getByRole('grid', { name: 'Days' });
    await expect(days.getByRole('row').nth(1)).toBeVisible();
    const all = await days.getAttribute('aria-rowcount');
    await page.getByRole('button', { name: /^Missing bars \d+/ }).click();
    await expect(page).toHaveURL(/flag=missing-bars/);
    expect(Number(await days.getAttribute('aria-rowcount'))).toBeLessThanOrEqual(Number(all));
    await days.getByRole('row').nth(1).click();
    await expect(page.getByRole('link', { name: 'Open chart' })).toBeVisible();
    await expectAccessible(page);

    // The whole state is in the address: a reload shows the same day.
    const address = page.url();
    await page.reload();
    await expect(page.getByRole('link', { name: 'Open chart' })).toBeVisible();
    expect(page.url()).toBe(address);
  });

  test('bars are deleted only after a review and a typed word', async ({ page }) => {
    await page.keyboard.press('2');
    await page.getByRole('row', { name: /NSE:VINDHYASTEEL/ }).click();
    await page.getByRole('button', { name: 'Delete bars' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(/bars of 120 stored days are deleted/)).toBeVisible();
    const remove = dialog.getByRole('button', { name: /^Delete .* bars$/ });
    await expect(remove).toBeDisabled();
    // The default key never does it.
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Delete bars' }).click();
    await dialog.getByRole('textbox').fill('VINDHYASTEEL');
    await remove.click();
    await expect(page.getByText('19 series')).toBeVisible();
  });

  test('keys, palette, help and unknown addresses', async ({ page }) => {
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await expect(page).toHaveURL(/#\/monitor/);
    await page.getByRole('row', { name: /Sample market/ }).click();
    await expect(
      page.getByRole('complementary', { name: 'Job' }).getByText('Log', { exact: true }),
    ).toBeVisible();
    await expectAccessible(page);

    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys on this page' })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');

    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Search the desk' }).fill('settings');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/#\/settings/);

    await page.evaluate(() => {
      location.hash = '#/nowhere';
    });
    await expect(page.getByText('This address leads nowhere in the desk')).toBeVisible();
  });

  test('settings are kept: theme, palette and an impossible number', async ({ page }) => {
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await page.getByText('Light', { exact: true }).click();
    await page.getByText('Blue / orange').click();
    const root = page.locator('html');
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Jobs at once' }).fill('40');
    await expect(page.getByText('Allowed: 1 – 8 jobs.')).toBeVisible();
    await page.reload();
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'light');
    await expect(root).toHaveAttribute('data-palette', 'blue-orange');
    await expect(page.getByRole('textbox', { name: 'Jobs at once' })).toHaveValue('2 jobs');
    await page.getByText('Dark', { exact: true }).click();
    await expect(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
  });
});
