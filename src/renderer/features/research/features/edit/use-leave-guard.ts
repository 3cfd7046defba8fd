// Asks before the editor is left with unsaved edits, by a link, a key or the window's close. `release` lets the next step pass.

import { useBlocker } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';

export interface LeaveGuard {
  readonly asking: boolean;
  release(): void;
  leave(): void;
  stay(): void;
}

export function useLeaveGuard(dirty: boolean): LeaveGuard {
  const released = useRef(false);
  const latest = useRef(dirty);
  latest.current = dirty;
  const shouldBlockFn = useCallback(() => latest.current && !released.current, []);
  const blocker = useBlocker({
    shouldBlockFn,
    enableBeforeUnload: shouldBlockFn,
    withResolver: true,
  });
  return {
    asking: blocker.status === 'blocked',
    release: () => {
      released.current = true;
    },
    leave: () => blocker.proceed?.(),
    stay: () => blocker.reset?.(),
  };
}
