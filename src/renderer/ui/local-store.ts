// Small conveniences the page remembers on this machine (panel widths, chosen columns). Real settings live in the database.
// Storage may be closed to the page: then nothing is remembered and nothing breaks.

const PREFIX = 'anchordesk-';

export function readLocal(key: string): string | null {
  try {
    return localStorage.getItem(PREFIX + key);
  } catch {
    return null;
  }
}

export function writeLocal(key: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + key, value);
  } catch {
    // Full or closed storage: the width is simply not remembered.
  }
}
