// Research by mouse and keyboard over a sample market: a dataset is built, its proof read, a number traced to closed bars, and the
// exported file read back by a reader that is not ours.

import { existsSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { expectAccessible } from './accessibility.ts';
import { type Desk, removeDataFolder } from './desk.ts';
import { expect, startDesk, test } from './fixtures.ts';
import { runCli, sampleFolder } from './prepared-desk.ts';

const BUILD_MS = 60_000;
let desk: Desk;
/** Address of the dataset the first journey built. */
let built = '';

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  desk = await startDesk({ dataFolder: sampleFolder(3, 60) });
});
test.afterAll(async () => {
  await desk.stop();
  removeDataFolder(desk);
});

function screenOf(url: string): string {
  return new URL(url).hash.slice(1).split('?')[0] ?? '';
}

async function openView(page: Page, name: 'Overview' | 'Proof' | 'Features' | 'Rows'): Promise<void> {
  await page.getByRole('radiogroup', { name: 'View' }).getByText(name, { exact: true }).click();
}

/** Rows as the overview's first tile says. */
async function rowsFigure(page: Page): Promise<number> {
  const value = page.getByText('Rows', { exact: true }).locator('xpath=following-sibling::*[1]').first();
  return Number((await value.textContent())?.replaceAll(',', ''));
}

/** Eighty quarter hours of one share, with a column that knows what comes after. */
function foreignFile(): string {
  const lines = ['timestamp,symbol,rsi,momentum,next_return,label'];
  for (let k = 0; k < 80; k++) {
    const day = ['2025-04-02', '2025-04-03', '2025-04-04', '2025-04-07'][Math.floor(k / 20)];
    const minute = 9 * 60 + 30 + (k % 20) * 15;
    const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;
    const wave = Math.sin(k * 1.7);
    lines.push(
      `${day} ${clock},ARUNIND,${(50 + 20 * Math.cos(k)).toFixed(2)},${Math.sin(k / 3).toFixed(4)},${(wave / 100).toFixed(5)},${wave > 0 ? 'UP' : 'DOWN'}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

test('an empty list offers the next step', async ({ openDesk }) => {
  const page = await openDesk('/research', desk);
  await expect(page.getByText('No dataset yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Build a dataset' }).click();
  await expect(page).toHaveURL(/#\/research\/datasets\/new/);
});

test('the builder plans what it would build, says what is wrong, and writes the same as a command', async ({
  openDesk,
}) => {
  const page = await openDesk('/research/datasets/new', desk);
  const build = page.getByRole('button', { name: 'Build dataset' });
  const plan = page.locator('[data-plan="fresh"]');
  await expect(build).toBeEnabled();
  await expect(plan.getByText('Rows, before labels drop some')).toBeVisible();
  await expect(plan.getByText('3 of 3')).toBeVisible();
  await expectAccessible(page);

  const length = page.locator('[data-parameter="horizon.length"] input');
  await length.fill('0');
  await expect(page.getByText(/Window length: Allowed/)).toBeVisible();
  await expect(build).toBeDisabled();
  await length.fill('8');
  await expect(build).toBeEnabled();

  await page.getByLabel('First decision').fill('9:3');
  await expect(page.getByText('Write a time like 09:30.', { exact: true })).toBeVisible();
  await page.getByLabel('First decision').fill('09:45');
  await page.getByLabel('Why it is made').fill('End to end');

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as CLI command' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toMatch(
    /^npm run -s cli -- dataset build --instruments all --from \S+ --to \S+ --interval 15m --features intraday-mtf --label triple-barrier --label-set horizon.length=8 --first-decision 09:45 --why 'End to end'$/,
  );

  // A label on trades needs a run, and there is none.
  await page.getByRole('combobox', { name: 'Label', exact: true }).click();
  await page
    .getByRole('option', { name: /^Trade/ })
    .first()
    .click();
  await expect(page.getByText('No finished run has trades yet.')).toBeVisible();
  await expect(build).toBeDisabled();
  await expectAccessible(page);
});

test('a dataset is built, and its page says what it holds', async ({ openDesk }) => {
  test.setTimeout(BUILD_MS * 2);
  const page = await openDesk('/research/datasets/new', desk);
  await page.getByLabel('Name of the dataset').fill('First dataset');
  await page.getByLabel('Why it is made').fill('To see whether the journey holds.');
  await page.getByRole('button', { name: 'Build dataset' }).click();
  await expect(page).toHaveURL(/#\/research\/datasets\/[0-9a-f]{64}/);
  await expect(page.getByText('What it is made of')).toBeVisible({ timeout: BUILD_MS });
  built = screenOf(page.url());

  await expect(page.getByRole('heading', { name: 'First dataset' })).toBeAttached();
  await expect(page.getByText('Proof passed')).toBeVisible();
  await expect(page.getByText('Synthetic', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('To see whether the journey holds.')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Class balance' }).getByRole('listitem')).toHaveCount(2);
  await expect(
    page.getByRole('grid', { name: 'Instruments of the dataset' }).locator('tbody tr'),
  ).toHaveCount(3);
  await expectAccessible(page);

  // The page's rows are the command line's.
  const { datasets } = runCli(desk.dataFolder, 'dataset', 'list') as {
    datasets: { name: string; rows: number; proof: string }[];
  };
  expect(datasets).toMatchObject([{ name: 'First dataset', rows: await rowsFigure(page), proof: 'passed' }]);
});

test('the same request is the same dataset, here and in a terminal: no work is done', async ({
  openDesk,
}) => {
  const page = await openDesk('/research/datasets/new', desk);
  await expect(page.getByText('This dataset exists already.')).toBeVisible();

  // So it is from a terminal, with the command as it was copied.
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as CLI command' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const words = copied.slice(copied.indexOf('dataset build')).split(' ');
  expect(runCli(desk.dataFolder, ...words, '--dry-run')).toMatchObject({
    plan: { existing: built.split('/').at(-1) },
  });

  await page.getByRole('link', { name: 'Open the dataset' }).click();
  await expect(page).toHaveURL(new RegExp(`#${built}$`));
});

test('the proof says in one line that nothing looks ahead, and shows how it knows', async ({ openDesk }) => {
  const page = await openDesk(built, desk);
  await expect(page.getByText('What it is made of')).toBeVisible();
  await page.keyboard.press('2');
  await expect(
    page.getByRole('heading', { name: /^Nothing here looks ahead: \d checks passed/ }),
  ).toBeVisible();
  const checks = page.getByRole('list', { name: 'Checks' });
  await expect(checks.locator('[data-check]')).toHaveCount(8);
  await expect(checks.locator('[data-verdict="failed"], [data-verdict="alarm"]')).toHaveCount(0);
  await expectAccessible(page);

  await checks.getByRole('button', { name: /Foreign labels cannot be predicted/ }).click();
  await expect(page).toHaveURL(/check=permutation/);
  await expect(page.getByRole('img', { name: /^AUC of permuted labels lies in/ })).toBeVisible();
  await checks.getByRole('button', { name: /No feature knows the outcome/ }).click();
  await expect(page.getByRole('img', { name: /^AUC of \d+ features; strongest/ })).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Measure' }).getByText('Correlation', { exact: true }).click();
  await expect(page.getByRole('img', { name: /^Correlation of \d+ features/ })).toBeVisible();
  await page.getByRole('button', { name: 'AUC', exact: true }).click();
  await expect(page.getByText('One half knows nothing')).toBeVisible();
  await expectAccessible(page);
});

test('features show their distribution, months and twins', async ({ openDesk }) => {
  const page = await openDesk(built, desk);
  await openView(page, 'Features');
  const table = page.getByRole('grid', { name: 'Features' });
  await expect(table.locator('tbody tr[data-index="0"]')).toBeVisible();
  await expectAccessible(page);
  await table.locator('tbody tr[data-index="0"]').click();
  await expect(page.locator('[data-feature]')).toBeVisible();
  await expect(page).toHaveURL(/feature=/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Close panel' }).click();
  await page.getByText('Correlations', { exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Nearly the same' })).toBeVisible();
  await expectAccessible(page);
});

test('every number of a row is traced to bars that had closed; an exported file holds the same numbers', async ({
  openDesk,
}) => {
  test.setTimeout(BUILD_MS * 2);
  const page = await openDesk(built, desk);
  const rows = await rowsFigure(page);
  await openView(page, 'Rows');
  const table = page.getByRole('grid', { name: 'Rows' });
  await expect(table.locator('tbody tr[data-index="12"]')).toBeVisible();
  await expectAccessible(page);
  await table.locator('tbody tr[data-index="12"]').click();
  await expect(page.locator('[data-trace="same"]')).toBeVisible();
  await expect(
    page.getByText(/All \d+ numbers computed again are byte for byte the stored ones/),
  ).toBeVisible();
  await expectAccessible(page);
  const address = new URLSearchParams(new URL(page.url()).hash.split('?')[1]);
  const time = Number(address.get('row'));
  const instrument = address.get('instrument');
  const traced = await page
    .getByRole('table', { name: 'Features' })
    .locator('tbody tr')
    .evaluateAll((lines) =>
      lines.map((line) => ({
        name: line.children[0]?.textContent ?? '',
        stored: line.children[1]?.getAttribute('title') ?? '',
      })),
    );
  expect(traced.length).toBeGreaterThan(20);

  await openView(page, 'Overview');
  await page.getByRole('button', { name: 'Export Parquet' }).click();
  const files = page.getByRole('list', { name: 'Exported files' }).getByRole('listitem');
  await expect(files).toHaveCount(1, { timeout: BUILD_MS });
  const path = (await files.first().locator('[title$=".parquet"]').getAttribute('title')) ?? '';
  expect(existsSync(path)).toBe(true);
  await expectAccessible(page);

  const read = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
  expect(read).toHaveLength(rows);
  const row = read.find((one) => Number(one.decision_time_ms) === time && one.instrument === instrument);
  const known = traced.filter(({ stored }) => stored !== 'NaN');
  expect(known.length).toBeGreaterThan(5);
  for (const { name, stored } of traced)
    expect([name, row?.[name] ?? 'NaN']).toEqual([name, stored === 'NaN' ? 'NaN' : Number(stored)]);
});

test('verification recomputes every row; name and reason can be changed', async ({ openDesk }) => {
  test.setTimeout(BUILD_MS * 2);
  const page = await openDesk(built, desk);
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.locator('[data-verified="same"]')).toBeVisible({ timeout: BUILD_MS });
  await expect(page.getByText(/computed again from the stored candles: no byte differs/)).toBeVisible();

  await page.keyboard.press('e');
  await page.getByLabel('Name', { exact: true }).fill('Renamed dataset');
  await page.getByRole('dialog').getByLabel('Why it is made').fill('Kept for the comparison.');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Kept for the comparison.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Renamed dataset' })).toBeAttached();
  expect(screenOf(page.url())).toBe(built);
});

test('the list leads to datasets, and deleting says what goes', async ({ openDesk }) => {
  const page = await openDesk('/research', desk);
  await expect(page.getByRole('grid', { name: 'Datasets' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Select Renamed dataset').check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/1 dataset with [\d,]+ rows and their proofs will be deleted/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep everything' }).click();
  await page.getByText('Renamed dataset').click();
  await expect(page.getByText('What it is made of')).toBeVisible();
});

test('a build is cancelled while it runs, and built again it goes on to the end', async ({ openDesk }) => {
  test.setTimeout(BUILD_MS * 2);
  const page = await openDesk('/research/datasets/new', desk);
  await page.getByRole('combobox', { name: 'Decision bars' }).click();
  await page.getByRole('option', { name: '3m', exact: true }).click();
  await page.getByLabel('Name of the dataset').fill('Stopped halfway');
  await page.getByRole('button', { name: 'Build dataset' }).click();
  await expect(page).toHaveURL(/#\/research\/datasets\/[0-9a-f]{64}/);
  const stopped = screenOf(page.url());
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('This build was cancelled')).toBeVisible();
  await expect(page.getByText('Instruments that were finished are kept', { exact: false })).toBeVisible();
  await expectAccessible(page);

  // The list says so too, and leads back.
  await page.getByRole('link', { name: 'Research' }).first().click();
  const row = page.getByRole('grid', { name: 'Datasets' }).getByRole('row', { name: /Stopped halfway/ });
  await expect(row).toContainText('Cancelled');
  await row.getByText('Stopped halfway').click();
  await page.getByRole('button', { name: 'Build again' }).click();
  await expect(page.getByText('What it is made of')).toBeVisible({ timeout: BUILD_MS });
  expect(screenOf(page.url())).toBe(stopped);
  await expect(page.getByRole('heading', { name: 'Stopped halfway' })).toBeAttached();
  await expect(page.getByText('Proof passed')).toBeVisible();
});

test('a foreign file shows what its columns are before it becomes a dataset', async ({ openDesk }) => {
  const page = await openDesk('/research/datasets/import', desk);
  await expectAccessible(page);
  await page.getByTestId('dataset-file').setInputFiles({
    name: 'signals.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(foreignFile()),
  });
  await expect(page.getByRole('heading', { name: 'signals.csv' })).toBeVisible();
  const columns = page.getByRole('table', { name: 'Columns of the file' });
  await expect(columns.locator('tbody tr')).toHaveCount(6);
  await expectAccessible(page);

  const forward = columns.getByLabel('Role of next_return');
  await expect(forward.locator('option[value="feature"]')).toBeDisabled();
  const clock = columns.getByLabel('Role of timestamp');
  await expect(clock).toHaveValue('time');
  await clock.selectOption('ignore');
  await expect(page.getByText('Say which column holds the decision time.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import 80 rows/ })).toBeDisabled();
  await clock.selectOption('time');

  await page.getByLabel('Name', { exact: true }).fill('Foreign signals');
  await page.getByRole('button', { name: /^Import 80 rows/ }).click();
  await expect(page.getByRole('heading', { name: 'Foreign signals' })).toBeAttached();
  await expect(page.getByText('Imported file', { exact: true })).toBeVisible();
  await expect(page.getByText('What it is made of')).toBeVisible();
  await expectAccessible(page);
  await openView(page, 'Rows');
  await expect(page.getByRole('grid', { name: 'Rows' }).locator('tbody tr[data-index="0"]')).toBeVisible();
});

test('a dataset that does not exist says so', async ({ openDesk }) => {
  const page = await openDesk('/research/datasets/0123456789abcdef', desk);
  await expect(page.getByText('The dataset could not be read')).toBeVisible();
  await expect(page.getByRole('link', { name: 'All datasets' })).toBeVisible();
  await expectAccessible(page);
});
