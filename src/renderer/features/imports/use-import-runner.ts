// The window's one import runner as a hook: created with the first visit of the wizard, kept until the window closes.

import { useSyncExternalStore } from 'react';
import { useClient } from '../../app/api.ts';
import type { ImportDraft } from './import-model.ts';
import { createImportRunner, type ImportRunner } from './import-runner.ts';

let shared: ImportRunner | null = null;

export function useImportRunner(): { readonly draft: ImportDraft; readonly runner: ImportRunner } {
  const client = useClient();
  shared ??= createImportRunner(client.imports);
  const runner = shared;
  return { draft: useSyncExternalStore(runner.subscribe, runner.get), runner };
}
