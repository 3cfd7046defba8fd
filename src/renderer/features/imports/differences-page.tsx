// The review of differing days.

import { Page } from '../../ui/page.tsx';

export function DifferencesPage() {
  return <Page title="Differing days">{null}</Page>;
}
