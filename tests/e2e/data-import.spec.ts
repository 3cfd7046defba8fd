// The import wizard over a real desk: preview and corrections, import, import again, differing days, refused files, a trade file.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { brokenFile, candleRows, csvFile, tradeFile, type UploadFile } from './data-files.ts';
import { expect, test } from './fixtures.ts';

async function addFiles(page: Page, files: readonly UploadFile[]): Promise<void> {
  await page.getByTestId('import-files').setInputFiles([...files]);
}

/** The figure of a result tile: `New sessions` → `3`. */
function tile(page: Page, label: string) {
  return page.getByText(label, { exact: true }).locator('xpath=following-sibling::*[1]');
}

test('files are previewed with reasons, corrected, imported, imported again and compared', async ({
  freshDesk,
  openDesk,
}) => {
  const desk = await freshDesk();
  const page = await openDesk('/data/import', desk);
  await expect(page.getByText('Drop candle files or folders here')).toBeVisible();
  await expectAccessible(page);

  await addFiles(page, [csvFile('NSE_TCS_5minute.csv', candleRows()), brokenFile('NSE_INFY_5minute.csv')]);
  const list = page.getByRole('list', { name: 'Files to import' });
  await expect(list.getByText('NSE:TCS · 5m')).toBeVisible();
  await expect(list.getByText(/problem/)).toBeVisible();
  await expect(page.getByText('1 file with problems, not imported')).toBeVisible();
  await expectAccessible(page);

  // Reading the stamps as ends shifts every bar back by five minutes; taking it back restores the preview.
  const stored = page.getByRole('region', { name: 'First bars as stored' });
  await expect(stored.getByText('Tue 26 Mar 2024 09:15')).toBeVisible();
  await page.locator('[data-plan-field="stamp"]').getByText('the end').click();
  await expect(stored.getByText('Tue 26 Mar 2024 09:10')).toBeVisible();
  await page.getByRole('button', { name: 'Reset stamp' }).click();
  await expect(stored.getByText('Tue 26 Mar 2024 09:10')).toBeHidden();

  await list
    .getByRole('button', { name: /NSE_INFY/ })
    .first()
    .click();
  await expect(page.getByText('line 102')).toBeVisible();

  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await expect(tile(page, 'New sessions')).toHaveText('3');
  await expect(tile(page, 'Bars')).toHaveText('225');
  await expect(page).toHaveURL(/job=/);
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Import more files' }).click();
  await addFiles(page, [csvFile('NSE_TCS_5minute.csv', candleRows())]);
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await expect(tile(page, 'Already stored')).toHaveText('3');
  await expect(tile(page, 'New sessions')).toHaveText('0');

  await page.getByRole('link', { name: 'Import more files' }).click();
  await addFiles(page, [csvFile('NSE_TCS_5minute.csv', candleRows(0.25))]);
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await expect(tile(page, 'Differing')).toHaveText('3');
  await page.getByRole('link', { name: 'Review 3 differing days' }).click();
  await expect(page.getByRole('heading', { name: /NSE:TCS · 5m/ })).toHaveCount(3);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Keep stored' }).first().click();
  await expect(page.getByRole('heading', { name: /NSE:TCS · 5m/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Replace all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Replace 2 days' }).click();
  await expect(page.getByText('No day waits for a decision')).toBeVisible();
});

test('a folder on the machine is found by its path, a wrong one is named', async ({
  freshDesk,
  openDesk,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'anchordesk-candles-'));
  writeFileSync(join(folder, 'NSE_SBIN_5minute.csv'), csvFile('', candleRows()).buffer);
  writeFileSync(join(folder, 'notes.md'), 'not candles');
  const page = await openDesk('/data/import', await freshDesk());
  const path = page.getByLabel('Or a file or folder on this machine');
  await path.fill(join(folder, 'nowhere'));
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText(/Nothing was added: there is no such file or folder/)).toBeVisible();
  await path.fill(folder);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Files to import' }).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: 'Import 1 file' }).click();
  await expect(tile(page, 'New sessions')).toHaveText('3');
  rmSync(folder, { recursive: true });
});

test('leaving the page keeps the files of the wizard', async ({ freshDesk, openDesk }) => {
  const page = await openDesk('/data/import', await freshDesk());
  await addFiles(page, [csvFile('NSE_ITC_5minute.csv', candleRows())]);
  await expect(page.getByText('NSE:ITC · 5m')).toBeVisible();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.goBack();
  await expect(page.getByText('NSE:ITC · 5m')).toBeVisible();
});

test('a list of trades becomes a run, never candles', async ({ freshDesk, openDesk }) => {
  const page = await openDesk('/data/import', await freshDesk());
  await addFiles(page, [tradeFile('trades_v11.csv')]);
  await expect(page.getByText('A list of trades, not candles')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Import 0 files' })).toBeDisabled();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Import as a run' }).click();
  await page.getByRole('link', { name: 'Open the run' }).click();
  await expect(page).toHaveURL(/#\/backtests\/[\w-]+/);
});
