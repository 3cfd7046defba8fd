// What the page may ask the system for. Electron grants everything by default; here everything not in the table is denied.

import { isPageUrl } from './origin.ts';

const GRANTED: ReadonlySet<string> = new Set([
  // A finished run, a rejected order.
  'notifications',
  // “Copy as CLI command”, “copy table”.
  'clipboard-sanitized-write',
]);

export function mayUse(permission: string, origin: string): boolean {
  return GRANTED.has(permission) && isPageUrl(origin);
}
