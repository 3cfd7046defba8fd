// The accessibility check every screen passes: no serious or critical finding of axe, named with the element it is about.

import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** A fault that stays is one; what came in just now, half faded in, is looked at again. */
export async function expectAccessible(page: Page): Promise<void> {
  await expect(async () => {
    await atRest(page);
    expect(await graveFindings(page)).toEqual([]);
  }).toPass({ timeout: 6_000 });
}

async function graveFindings(page: Page): Promise<readonly string[]> {
  // The page has one frame, so nothing needs the tab that the other way opens for each look; and only faults are asked for.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/** What fades in has no contrast yet. Spinners turn for ever and are not waited for. */
async function atRest(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ playState, effect }) =>
          playState !== 'running' || effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );
}
