// Closes a dialog that a menu opened: while that menu still fades out, Escape is the menu's, so the key is pressed until the dialog is gone.

import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

export async function closeDialog(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(async () => {
    if (await dialog.isVisible()) await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden({ timeout: 1_000 });
  }).toPass({ timeout: 10_000 });
}
