// The page's clock as a hook: re-renders at the given pace, or not at all. Display only (elapsed and remaining time).

import { useEffect, useState } from 'react';

const read = (everyMs: number | null): number => {
  const now = Date.now();
  return everyMs === null ? now : now - (now % everyMs);
};

/** Full steps of the pace, so that two readers of one pace show the same; `everyMs` null stops the clock and keeps the last reading. */
export function useNow(everyMs: number | null): number {
  const [now, setNow] = useState(() => read(everyMs));
  useEffect(() => {
    if (everyMs === null) return;
    const timer = setInterval(() => setNow(read(everyMs)), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
