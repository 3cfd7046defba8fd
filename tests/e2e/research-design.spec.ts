// Feature sets and the label designer: a set is read, studied and edited into a new version; a label's barriers stand on real bars and
// go on to the dataset builder.

import type { Page } from '@playwright/test';
import { expectAccessible } from './accessibility.ts';
import { closeDialog } from './close-dialog.ts';
import { type Desk, removeDataFolder } from './desk.ts';
import { expect, startDesk, test } from './fixtures.ts';
import { labelAddress, SHORT } from './label-address.ts';
import { sampleFolder } from './prepared-desk.ts';

let desk: Desk;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  desk = await startDesk({ dataFolder: sampleFolder(2, 160) });
});
test.afterAll(async () => {
  await desk.stop();
  removeDataFolder(desk);
});

/** The label in one line, as computed: not before its preview is there. */
const words = (page: Page) => page.locator('[data-words]');

async function previewed(page: Page): Promise<void> {
  await expect(page.locator('[data-preview="ready"]')).toBeVisible();
  await expect(page.locator('[data-candle-chart] canvas[data-painted]')).toBeAttached();
}

test('the sets are listed with what they need, and one opens on a feature', async ({ openDesk }) => {
  const page = await openDesk('/research/features', desk);
  const list = page.getByRole('grid', { name: 'Feature sets' });
  await expect(list.getByRole('row', { name: /meta-5/ })).toContainText('trades of a run');
  await expectAccessible(page);
  await list.getByRole('row', { name: /intraday-mtf/ }).click();
  await expect(page.getByRole('grid', { name: 'Features', exact: true })).toBeVisible();
  await page.getByRole('row', { name: /^rsi_15m/ }).click();
  await expect(page).toHaveURL(/feature=rsi_15m/);
  await expect(page.locator('[data-feature="rsi_15m"]')).toContainText('Relative strength index');
  await expectAccessible(page);
});

test('a study shows distribution, months and near twins', async ({ openDesk }) => {
  const page = await openDesk('/research/features/intraday-mtf?feature=rsi_15m', desk);
  await page.getByRole('button', { name: 'Study on…' }).click();
  await page.getByRole('button', { name: 'Start study' }).click();
  await expect(page.locator('[data-study="done"]')).toContainText('2 instruments', { timeout: 45_000 });
  const panel = page.locator('[data-feature="rsi_15m"]');
  await expect(panel.getByRole('img', { name: /^Distribution: from/ })).toBeVisible();
  await expect(panel.getByRole('img', { name: /^Stability over/ })).toBeVisible();
  await panel.getByRole('button', { name: /^Distribution: .*table and exports/ }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await expect(page.getByRole('dialog').getByRole('row').nth(3)).toBeVisible();
  await closeDialog(page);
  await expectAccessible(page);

  await page.getByText('Correlations', { exact: true }).click();
  const map = page.getByRole('grid', { name: /^Correlations of 64 features/ });
  await map.focus();
  await page.keyboard.press('ArrowRight');
  // Minutes since the open and the share of the session passed are the same number in two units.
  await expect(page.locator('li', { hasText: 'minutes_since_open' })).toContainText('session_progress');
  await expect(page.locator('[data-correlation-readout]')).toHaveText(/ and .*[+−][01]\.\d{3}/);
  await expectAccessible(page);
  await page.reload();
  await expect(page.locator('[data-study="done"]')).toBeVisible();
});

test('an edited set is checked, stored as a new version and still there after a reload', async ({
  openDesk,
}) => {
  const page = await openDesk('/research/features/intraday-mtf', desk);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('textbox', { name: 'Find a feature' }).fill('momentum in atr');
  await page.getByRole('button', { name: 'Add Momentum in ATR', exact: true }).click();
  await expect(page.locator('[data-entry="momentum_atr"]')).toBeVisible();

  await page.locator('[data-entry="rsi_5m"] button').click();
  const form = page.locator('[data-entry-form="rsi_5m"]');
  await form.getByLabel('period').fill('99999');
  await expect(page.locator('[data-entry="rsi_5m"]').getByRole('alert')).toContainText('must lie between');
  await expect(page.getByRole('button', { name: /^Save as version/ })).toBeDisabled();
  await expectAccessible(page);
  await form.getByLabel('period').fill('21');
  await expect(page.getByText('2 changes, checked')).toBeVisible();

  // A link away asks first, and staying keeps the draft.
  await page.getByRole('link', { name: 'Feature sets' }).click();
  await expect(page.getByRole('dialog')).toContainText('2 changes to intraday-mtf would be lost');
  await page.getByRole('button', { name: 'Keep everything' }).click();
  await expect(page.locator('[data-entry="momentum_atr"]')).toBeVisible();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('1 change, checked')).toBeVisible();
  await page.getByRole('button', { name: 'Redo' }).click();
  await page.getByRole('button', { name: 'Save as version 2' }).click();
  const review = page.getByRole('dialog');
  await expect(review).toContainText('rsi_5m: period 14 → 21');
  await expect(review).toContainText('Added momentum_atr');
  await review.getByRole('button', { name: 'Save version 2' }).click();
  await expect(page.getByRole('heading', { name: 'intraday-mtf v2' })).toBeAttached();
  await page.reload();
  await expect(page.getByRole('row', { name: /^rsi_5m/ })).toContainText('period 21');
  await expect(page.getByRole('row', { name: /^momentum_atr/ })).toBeAttached();
  await page.getByRole('combobox', { name: 'Version' }).click();
  await page.getByRole('option', { name: 'Version 1' }).click();
  await expect(page.getByRole('row', { name: /^rsi_5m/ })).toContainText('period 14');
});

test('windows of a feature are varied by keys, and taken back in one step', async ({ openDesk }) => {
  const page = await openDesk('/research/features/intraday-mtf?version=1', desk);
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.locator('[data-entry="rsi_5m"] button').click();
  await page.keyboard.press('v');
  const dialog = page.getByRole('dialog', { name: 'Vary windows' });
  // The feature that is open beside the list is chosen.
  await expect(dialog.getByRole('checkbox', { name: 'rsi_5m 14', exact: true })).toBeChecked();
  const factors = dialog.getByRole('textbox', { name: 'Factors' });
  await factors.fill('half');
  await expect(dialog.getByText('"half" is no factor').first()).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Add columns' })).toBeDisabled();
  await factors.fill('0.5, 1, 2');
  await expect(dialog.getByRole('status')).toContainText('64 columns become 66');
  await expectAccessible(page);
  await factors.press('Enter');
  await expect(dialog).toBeHidden();
  for (const window of [7, 14, 28])
    await expect(page.locator(`[data-entry="rsi_5m_w${window}"]`)).toBeVisible();
  await expect(page.getByText('3 changes, checked')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('[data-entry="rsi_5m"]')).toBeVisible();
  await expect(page.getByText('No changes')).toBeVisible();
});

test('a copy of a set and a foreign list of names become sets of their own', async ({ openDesk }) => {
  const page = await openDesk('/research/features', desk);
  await page.getByRole('button', { name: 'New set from…' }).click();
  await page.getByRole('textbox', { name: 'Id of the new set' }).fill('my-copy');
  await page.getByRole('button', { name: 'Make the set and edit it' }).click();
  await expect(page.getByRole('heading', { name: 'Edit my-copy v1' })).toBeAttached();
  await page.getByRole('link', { name: 'Feature sets' }).click();
  await expect(page.getByRole('row', { name: /^my-copy/ })).toBeVisible();

  await page.getByRole('button', { name: 'Import a list of names' }).click();
  await page.getByRole('textbox', { name: 'Names', exact: true }).fill('rsi_14\nno_such_feature');
  await page.getByRole('button', { name: 'Match the names' }).click();
  const mapping = page.locator('[data-mapping]');
  await expect(mapping.getByRole('row', { name: /no_such_feature/ })).toContainText('left out');
  await expectAccessible(page);
});

test('the designer draws the barriers of a chosen decision and adds its labels up', async ({ openDesk }) => {
  const page = await openDesk(`/research/labels?${labelAddress(SHORT)}`, desk);
  await previewed(page);
  await expect(words(page)).toHaveText(/^Short.*0\.60? %.*0\.40? %.*10 bars/);
  const summary = page.locator('[data-summary]');
  for (const figure of ['Rows', 'Wins', 'Breaks even at', 'Average life', 'Uniqueness', 'Ambiguous'])
    await expect(summary).toContainText(figure);
  await expect(page.getByText('Basis: 1 share of', { exact: false })).toBeVisible();
  await expectAccessible(page);

  const canvas = page.locator('[data-candle-chart] canvas').first();
  const picture = () => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());
  const before = await picture();
  await page.getByRole('button', { name: 'win', exact: true }).click();
  await page.getByRole('button', { name: 'Next decision' }).click();
  const decision = page.locator('[data-decision="win"]');
  await expect(decision).toContainText('target touched first');
  await expect(decision).toContainText('−0.60 %');
  await expect(decision).toContainText('+0.40 %');
  await expect(page).toHaveURL(/at=\d+/);
  await expect.poll(picture).not.toBe(before);
  const first = await decision.textContent();
  await page.keyboard.press(']');
  await expect(decision).not.toHaveText(first ?? '');
  await page.keyboard.press('[');
  await expect(decision).toHaveText(first ?? '');

  await page.getByRole('button', { name: 'Decisions: table and exports' }).click();
  await page.getByRole('menuitem', { name: 'Show as table' }).click();
  await expect(page.getByRole('dialog').getByRole('row', { name: /win/ }).first()).toBeVisible();
});

test('a change is drawn after it rests; a wrong one keeps the last picture', async ({ openDesk }) => {
  const page = await openDesk(`/research/labels?${labelAddress(SHORT)}`, desk);
  await previewed(page);
  const length = page.locator('#parameter-horizon-length');
  await length.fill('6');
  await expect(words(page)).toHaveText(/^Short.*[^0-9]6 bars/);
  await length.fill('0');
  await expect(page.getByText('The last picture stays.', { exact: false })).toBeVisible();
  await expect(words(page)).toHaveText(/^Short.*[^0-9]6 bars/);
  await page.reload();
  await previewed(page);
  await expect(words(page)).toHaveText(/^Short.*[^0-9]6 bars/);
});

test('the label goes on to the dataset builder; one on trades says that it needs a run', async ({
  openDesk,
}) => {
  const page = await openDesk(`/research/labels?${labelAddress(SHORT)}`, desk);
  await previewed(page);
  await page.getByRole('link', { name: 'Use in a dataset' }).click();
  await expect(page).toHaveURL(/\/research\/datasets\/new/);
  await expect(page.locator('#parameter-side')).toHaveValue('short');
  await expect(page.locator('#parameter-horizon-length')).toHaveValue('10');
  await page.goBack();
  await previewed(page);
  await page.getByRole('combobox', { name: 'Label', exact: true }).click();
  await page.getByRole('option', { name: 'Trade outcome (meta-label)' }).click();
  await expect(page.getByText('This label judges trades, not bars')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Build a dataset on a run' })).toBeVisible();
  await expectAccessible(page);
});
