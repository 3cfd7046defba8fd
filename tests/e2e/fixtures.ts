// What every end-to-end test gets: a desk of its own file (shared by the tests of one worker, or fresh), an open window, and
// the promise that nothing went wrong unseen: an error in the console, an exception or a policy violation fails the test.

import { test as base, expect, type Page } from '@playwright/test';
import { type Desk, type DeskOptions, removeDataFolder, startDesk } from './desk.ts';

interface TestFixtures {
  /** A desk of this test alone; with `options` where given. Stopped and removed afterwards. */
  readonly freshDesk: (options?: DeskOptions) => Promise<Desk>;
  /** Opens a screen of a desk in this test's page and waits for the frame. */
  readonly openDesk: (screen?: string, desk?: Desk) => Promise<Page>;
  /** Faults the page reported; checked empty at the end. Push a pattern to `expectedFaults` to allow one. */
  readonly faults: string[];
  readonly expectedFaults: RegExp[];
}

interface WorkerFixtures {
  /** One desk for all tests of a worker that do not mind each other's data. */
  readonly desk: Desk;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  desk: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the parameter's text to find what a fixture needs.
    async ({}, use) => {
      const desk = await startDesk();
      await use(desk);
      await desk.stop();
      removeDataFolder(desk);
    },
    { scope: 'worker' },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  freshDesk: async ({}, use) => {
    const started: Desk[] = [];
    await use(async (options) => {
      const desk = await startDesk(options);
      started.push(desk);
      return desk;
    });
    for (const desk of started) {
      await desk.stop();
      removeDataFolder(desk);
    }
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  expectedFaults: async ({}, use) => use([]),

  faults: async ({ page, expectedFaults }, use) => {
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(`console: ${message.text()}`);
    });
    await use(faults);
    expect(faults.filter((fault) => !expectedFaults.some((expected) => expected.test(fault)))).toEqual([]);
  },

  openDesk: async ({ page, desk, faults: _ }, use) => {
    await use(async (screen = '', which = desk) => {
      await page.goto(which.url(screen));
      await expect(page.getByRole('navigation').first()).toBeVisible();
      return page;
    });
  },
});

export { type Desk, type DeskOptions, newDataFolder, spawnDesk, startDesk } from './desk.ts';
export { expect };
