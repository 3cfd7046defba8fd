// The root of every screen's route: the frame around it, and what stands there when an address means nothing or a page breaks.
// Features import `rootRoute` as the parent of their own routes (features/*/routes.tsx).

import { IconMapQuestion } from '@tabler/icons-react';
import { createRootRoute } from '@tanstack/react-router';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Page } from '../ui/page.tsx';
import { Frame } from './frame/frame.tsx';

function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState
        icon={<IconMapQuestion size={32} stroke={1.4} />}
        title="This address leads nowhere in the desk"
        actions={<LinkButton to="/data">Open Data</LinkButton>}
      >
        The page may belong to another version of AnchorDesk, or the link was cut off.
      </EmptyState>
    </Page>
  );
}

export function PageBroke({ error, reset }: { readonly error: unknown; readonly reset: () => void }) {
  return (
    <Page title="This page stopped">
      <ErrorState
        error={error}
        title="This page stopped"
        kept="Everything stored, and every running job."
        onRetry={reset}
      />
    </Page>
  );
}

export const rootRoute = createRootRoute({ component: Frame, notFoundComponent: NotFound });
