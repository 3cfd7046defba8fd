// The page's clock as a hook: re-renders at the given pace, or not at all. Display only (elapsed and remaining time).

import { useEffect, useState } from 'react';

/** `everyMs` null stops the clock and keeps the last reading. */
export function useNow(everyMs: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
