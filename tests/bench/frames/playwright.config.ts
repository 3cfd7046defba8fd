// `npm run bench:frames`: the browser of the end-to-end tests, one test at a time, so that nothing else draws meanwhile.
import { defineConfig } from '@playwright/test';
import desktop from '../../e2e/playwright.config.ts';

export default defineConfig({
  ...desktop,
  testDir: '.',
  globalSetup: '../../e2e/global-setup.ts',
  outputDir: '../../../out/bench/frames',
  workers: 1,
  reporter: 'list',
});
