// Backtests by mouse and keyboard over a sample market: the form, the run, its views, presets, the list, an imported trade file.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { tradeFile } from './data-files.ts';
import { type Desk, removeDataFolder } from './desk.ts';
import { expect, startDesk, test } from './fixtures.ts';
import { runCli, sampleFolder } from './prepared-desk.ts';

let desk: Desk;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  desk = await startDesk({ dataFolder: sampleFolder(8, 90) });
});
test.afterAll(async () => {
  await desk.stop();
  removeDataFolder(desk);
});

async function runFromForm(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run backtest' }).click();
  await expect(page.getByText('Net profit').first()).toBeVisible({ timeout: 30_000 });
}

test('an empty list offers the next step', async ({ openDesk }) => {
  const page = await openDesk('/backtests', desk);
  await expect(page.getByText('No run yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Run a backtest' }).click();
  await expect(page).toHaveURL(/#\/backtests\/new/);
});

test('the form marks what changed, refuses what is out of range, and says the same run as a command', async ({
  openDesk,
}) => {
  const page = await openDesk('/backtests/new', desk);
  const run = page.getByRole('button', { name: 'Run backtest' });
  await expect(run).toBeEnabled();
  await expectAccessible(page);

  await page.getByLabel('Find a parameter').fill('capital');
  const capital = page.locator('[data-parameter="account.capital"] input');
  await capital.fill('5');
  await expect(page.getByText(/Allowed: /)).toBeVisible();
  await expect(run).toBeDisabled();
  await capital.fill('500000');
  await expect(page.locator('[data-parameter="account.capital"][data-changed]')).toBeVisible();
  await expect(run).toBeEnabled();

  await page.getByRole('radio', { name: /As published/ }).click();
  await page.getByRole('button', { name: 'Last month' }).click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy as CLI command' }).click();
  await expect(page.getByText('Copied')).toBeVisible();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toMatch(
    /^npm run -s cli -- backtest avwap-v11 --instruments all --interval 15m --from \S+ --to \S+ --fill-policy as-published --set account\.capital=500000$/,
  );

  const first = page.getByLabel('First day');
  const chosen = await first.inputValue();
  expect(chosen).toMatch(/^\w{3} \d{1,2} \w{3} \d{4}$/);
  await first.fill('01/02/2024');
  await expect(page.getByText('Day or month first? Write 3 Jul 2023.')).toBeVisible();
  await expect(run).toBeDisabled();
  await expectAccessible(page);
  await first.fill('1 jan 2031');
  await expect(page.getByText('The first day lies after the last.')).toBeVisible();
  await expect(run).toBeDisabled();
  await first.fill(chosen);
  await expect(run).toBeEnabled();
  await first.press('ArrowUp');
  await expect(first).not.toHaveValue(chosen);
  await first.press('ArrowDown');
  await expect(first).toHaveValue(chosen);
});

test('presets keep changed parameters and the policy', async ({ openDesk }) => {
  const page = await openDesk('/backtests/new', desk);
  const presets = page.getByRole('button', { name: /^(\d+ presets?|No presets)$/ });
  const before = Number.parseInt((await presets.textContent()) ?? '', 10) || 0;
  await page.getByLabel('Find a parameter').fill('capital');
  const capital = page.locator('[data-parameter="account.capital"] input');
  await capital.fill('750000');
  await page.getByRole('radio', { name: /OHLC path/ }).click();
  await page.getByRole('button', { name: 'Save preset' }).click();
  await page.getByLabel('Preset name').fill('Small account');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(presets).toHaveText(before === 0 ? '1 preset' : `${before + 1} presets`);
  await expect(page).toHaveURL(/#\/backtests\/new$/);

  await page.reload();
  await page.getByLabel('Find a parameter').fill('capital');
  await expect(capital).toHaveValue('');
  await presets.click();
  await page.getByRole('menuitem', { name: 'Small account' }).click();
  await expect(capital).toHaveValue('750000');
  await expect(page.getByRole('radio', { name: /OHLC path/ })).toBeChecked();
  await presets.click();
  await page.getByRole('button', { name: 'Delete preset Small account' }).click();
  await expect(presets).toHaveText(
    before === 0 ? 'No presets' : before === 1 ? '1 preset' : `${before} presets`,
  );
});

test('a run shows its figures with intervals, its trades lead to the chart', async ({ openDesk }) => {
  const page = await openDesk('/backtests/new', desk);
  await page.getByLabel('Name of the run').fill('First run');
  await runFromForm(page);
  await expect(page.getByRole('heading', { name: 'First run' })).toBeAttached();
  await expect(page.getByText('Synthetic', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('img', { name: /^Equity and drawdown over/ })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Net rupees per month' })).toBeVisible();
  await expectAccessible(page);

  // The page's net profit is the command line's.
  const stored = runCli(desk.dataFolder, 'runs', 'list') as {
    runs: { name: string; headline: { trades: number } }[];
  };
  const trades = stored.runs.find((run) => run.name === 'First run')?.headline.trades ?? 0;
  expect(trades).toBeGreaterThan(0);

  await page.keyboard.press('3');
  await expect(page.getByRole('grid', { name: 'By exit reason' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('4');
  await expect(page.getByText('Signals refused')).toBeVisible();
  await expect(page.getByText('none flatters')).toBeVisible();
  await expectAccessible(page);

  await page.keyboard.press('2');
  const table = page.getByRole('grid', { name: 'Trades' });
  await expect(table).toBeVisible();
  await expect(page.getByText(`${trades} trades`, { exact: true })).toBeVisible();
  await expectAccessible(page);
  await table.locator('tbody tr[data-index="0"]').click();
  await expect(page).toHaveURL(/#\/charts\?.*trade=1/);
  await expect(page.locator('[data-candle-chart] canvas[data-painted]')).toBeAttached();
  await expect(page.getByText(/^#1 (Long|Short)/)).toBeVisible();
  await page.getByRole('link', { name: 'Open the run' }).click();
  await expect(page.getByText('Net profit').first()).toBeVisible();
});

test('exports, notes and renaming', async ({ openDesk }) => {
  const page = await openDesk('/backtests', desk);
  await page.getByText('First run').first().click();
  await page.getByRole('button', { name: 'More for this run' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Export trades as CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^First-run-.*\.csv$/);

  await page.getByRole('button', { name: 'More for this run' }).click();
  await page.getByRole('menuitem', { name: 'Name and notes' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Renamed run');
  await page.getByRole('textbox', { name: 'Notes' }).fill('Entries look late on gap days.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Entries look late on gap days.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Renamed run' })).toBeAttached();
});

test('a chart has a table and saves as PNG, SVG and CSV', async ({ openDesk }) => {
  const page = await openDesk('/backtests', desk);
  await page.getByText('Renamed run').first().click();
  const menu = page.getByRole('button', { name: /^Equity and drawdown over .*table and exports$/ });
  for (const [item, ending] of [
    ['Save as PNG', /\.png$/],
    ['Save as SVG', /\.svg$/],
    ['Save as CSV', /\.csv$/],
  ] as const) {
    await menu.click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: item }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toMatch(ending);
    if (item !== 'Save as SVG') continue;
    const svg = readFileSync(await saved.path(), 'utf8');
    const fault = await page.evaluate(
      (text) =>
        new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent,
      svg,
    );
    expect(fault).toBeUndefined();
  }
  await menu.click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await expect(page.getByRole('dialog').getByRole('grid')).toBeVisible();
});

test('an imported trade file becomes a run without a waterfall', async ({ openDesk }) => {
  const page = await openDesk('/backtests', desk);
  await page.getByRole('button', { name: 'Import trade file' }).click();
  const choosing = page.waitForEvent('filechooser');
  await page.getByText('Choose a file').click();
  await (await choosing).setFiles(tradeFile('published.csv'));
  await page.getByRole('button', { name: 'Import as run' }).click();
  await expect(page.getByText('Imported file')).toBeVisible();
  await expect(page.getByText(/its assumptions cannot be priced one by one/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Compare with/ })).toHaveCount(0);
  await expectAccessible(page);
});

test('deleting asks first, and says what goes', async ({ openDesk }) => {
  const page = await openDesk('/backtests', desk);
  await page.getByLabel('Select Renamed run').check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/1 run with \d+ stored trades/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep everything' }).click();
  await expect(page.getByText('Renamed run').first()).toBeVisible();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await dialog.getByRole('button', { name: 'Delete 1 run' }).click();
  await expect(page.getByText('Renamed run')).toHaveCount(0);
});

test('a run that does not exist says so', async ({ openDesk }) => {
  const page = await openDesk('/backtests/nothing-here', desk);
  await expect(page.getByText('The run could not be read')).toBeVisible();
  await expect(page.getByRole('link', { name: 'All runs' })).toBeVisible();
  await expectAccessible(page);
});
