// Keeps every page where it is: no other site, no new window, no webview. A known https page opens in the system browser.

import type { ContentsPort } from './electron-port.ts';
import { isExternalPage, isPageUrl } from './origin.ts';

export function confine(contents: ContentsPort, openInBrowser: (url: string) => void): void {
  const openIfKnown = (url: string) => {
    if (isExternalPage(url)) openInBrowser(url);
  };
  contents.onNavigation((attempt) => {
    // A reload of our own page is the one navigation there is; the router moves within it.
    if (attempt.isMainFrame && isPageUrl(attempt.url)) return;
    attempt.refuse();
    if (attempt.isMainFrame) openIfKnown(attempt.url);
  });
  contents.onWebview((refuse) => refuse());
  contents.denyNewWindows(openIfKnown);
}
