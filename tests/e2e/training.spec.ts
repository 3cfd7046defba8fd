// Training by mouse and keyboard over a sample market: a search is planned, started, paused and resumed; its grid leads to a candidate,
// whose bundle is exported; the run is cloned.

import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { type Desk, removeDataFolder } from './desk.ts';
import { expect, startDesk, test } from './fixtures.ts';
import { runCli, sampleFolder } from './prepared-desk.ts';

const TRAIN_MS = 240_000;
const RUN = 'Sample search';
let desk: Desk;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  const folder = sampleFolder(2, 72);
  runCli(
    folder,
    ...['dataset', 'build', '--interval', '15m', '--features', 'intraday-mtf'],
    ...['--label', 'triple-barrier', '--name', 'Sample direction'],
  );
  desk = await startDesk({ dataFolder: folder });
});
test.afterAll(async () => {
  await desk.stop();
  removeDataFolder(desk);
});

async function openRun(page: Page): Promise<void> {
  await page.getByRole('row', { name: new RegExp(RUN) }).click();
  await expect(page).toHaveURL(/#\/training\/runs\//);
  // The page's keys are there with its content.
  await expect(page.getByRole('heading', { name: 'Candidates' })).toBeVisible();
}

test('an empty list leads to the form, and the dry run says what would be trained', async ({ openDesk }) => {
  const page = await openDesk('/training', desk);
  await expect(page.getByText('No training yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('main').getByRole('link', { name: 'New run' }).last().click();
  await expect(page).toHaveURL(/#\/training\/new/);
  await expect(page.getByText('Proof passed')).toBeVisible();
  const plan = page.getByRole('complementary', { name: 'Dry run' });
  await expect(plan.getByText('Segments that count')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'Boosted trees, leaf by leaf' })).toBeChecked();
  await expectAccessible(page);
  // Windows: of columns that differ in nothing else a model may see one.
  await page.getByRole('switch', { name: 'Search windows' }).click();
  const groups = page.locator('[data-windows]');
  await groups.locator('summary').press('Enter');
  await expect(groups.getByText('log_return_1d', { exact: true })).toBeVisible();
  await expect(plan.getByText('At several windows')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('switch', { name: 'Search windows' }).click();
  await expect(groups).toBeHidden();
  // Without families nothing can start, and the form says so.
  for (const name of [
    'Boosted trees, leaf by leaf',
    'Boosted trees, level by level',
    'Boosted symmetric trees',
  ])
    await page.getByRole('checkbox', { name }).click();
  await expect(page.getByRole('button', { name: 'Start training' })).toBeDisabled();
  await expect(page.getByText('Choose at least one family.').first()).toBeVisible();
});

test('a dataset leads to training on it', async ({ openDesk }) => {
  const page = await openDesk('/research', desk);
  await page.getByRole('row', { name: /Sample direction/ }).click();
  await page.getByRole('link', { name: 'Train on this dataset' }).click();
  await expect(page).toHaveURL(/#\/training\/new\?dataset=/);
  await expect(page.getByRole('combobox', { name: 'Dataset' })).toHaveValue('Sample direction');
  // Regimes begin with features of the dataset, so that turning them on is enough.
  await page.getByRole('switch', { name: /further features/ }).click({ force: true });
  await expect(page.getByRole('main').getByText('price_momentum_5m')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start training' })).toBeEnabled();
});

test('a search is started, paused and resumed, and ends with candidates', async ({ openDesk }) => {
  test.setTimeout(TRAIN_MS + 60_000);
  const page = await openDesk('/training/new', desk);
  await page.getByRole('button', { name: 'Walk-forward search' }).click();
  await page.getByRole('checkbox', { name: 'Boosted symmetric trees' }).click();
  const trials = page.getByRole('textbox', { name: 'Trials' });
  await trials.fill('501');
  await expect(page.getByText('Trials: at most 500.').first()).toBeVisible();
  await trials.fill('3');
  await page.getByRole('textbox', { name: 'Name of the run' }).fill(RUN);
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page).toHaveURL(/#\/training\/runs\//);

  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeEnabled({ timeout: 60_000 });
  await expect(page.getByText(/steps are kept; resuming goes on from there/)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('grid', { name: 'Candidates' })).toBeVisible({ timeout: TRAIN_MS });
  await expect(page.getByText('Done', { exact: true }).first()).toBeVisible({ timeout: TRAIN_MS });
  // Steps with nothing to do are over, too: what is done has nothing to resume.
  await expect(page.getByRole('button', { name: 'Resume' })).toHaveCount(0);
  await expect(page.getByText('The candles of this dataset are made up.', { exact: false })).toBeVisible();
  await page.keyboard.press('l');
  await expect(page.getByText(/Trained: \d+ steps computed now/)).toBeVisible();
  await expectAccessible(page);
});

test('the grid takes the keyboard and leads to a candidate, whose bundle is exported', async ({
  openDesk,
}) => {
  const page = await openDesk('/training', desk);
  await openRun(page);
  const grid = page.getByRole('grid', { name: 'AUC of each candidate in each segment' });
  await expect(grid.locator('[data-cell="0-0"]')).toHaveText(/^0\.\d{3}$/);
  await grid.locator('[data-cell="0-0"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(grid.locator('[data-cell="0-1"]')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#\/training\/candidates\/.*segment=1/);
  await page.getByRole('radiogroup').getByText('Bundle', { exact: true }).click();
  await page.getByRole('button', { name: /^Export/ }).click();
  await expect(page.getByText(/exports\//).first()).toBeVisible();
});

test('trials, steps and settings of the run are there, by keys', async ({ openDesk }) => {
  const page = await openDesk('/training', desk);
  await openRun(page);
  await page.keyboard.press('2');
  await expect(page.getByRole('img', { name: /of 3 trials, best/ })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('3');
  await expect(
    page.getByRole('row', { name: /Segment 1 · Boosted trees, leaf by leaf · trial 1/ }),
  ).toBeVisible();
  await page.keyboard.press('4');
  await expect(page.getByText('Sleeps of the machine')).toBeVisible();
});

test('a clone holds what the run was asked', async ({ openDesk }) => {
  const page = await openDesk('/training', desk);
  await openRun(page);
  await page.getByRole('button', { name: 'Clone' }).click();
  await expect(page).toHaveURL(/#\/training\/new\?from=/);
  await expect(page.getByRole('textbox', { name: 'Trials' })).toHaveValue('3');
  await expect(
    page.getByRole('complementary', { name: 'Dry run' }).getByText('Computed before and reused'),
  ).toBeVisible();
});
