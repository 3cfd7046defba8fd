// Shown instead of any page when this window may no longer talk to the desk (browser shell only): how to get a new link.

import { IconLock } from '@tabler/icons-react';
import { EmptyState } from '../../ui/empty-state.tsx';

export function Refused() {
  return (
    <EmptyState icon={<IconLock size={32} stroke={1.4} />} title="This window needs a new link">
      AnchorDesk only talks to windows it opened itself. The link of this one was already used or has expired;
      nothing was changed. Press Enter in the terminal that runs the desk, or run <code>npm start</code> once
      more: it opens another window of the desk that is running.
    </EmptyState>
  );
}
