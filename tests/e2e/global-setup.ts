// Builds the page if it is stale, so that `npx playwright test` by hand tests what is in the tree.

import { buildPage } from '../../scripts/lib/build-steps.mjs';

// Playwright wants a default export here.
// biome-ignore lint/style/noDefaultExport: as said.
export default async function globalSetup(): Promise<void> {
  await buildPage({ quiet: true });
}
