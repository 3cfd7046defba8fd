// The marks a run carries wherever it is named: its fill policy (amber where it flatters), synthetic data, imported file, flags.

import { IconAlertTriangle } from '@tabler/icons-react';
import type { RunSummary } from '../../../contracts/backtests.ts';
import { Badge } from '../../ui/badge.tsx';
import { plural } from '../../ui/format.ts';
import { SyntheticBadge } from '../../ui/synthetic-badge.tsx';
import { POLICY_WORDS } from './run-words.ts';

export function PolicyBadge({ run }: { readonly run: Pick<RunSummary, 'fillPolicy'> }) {
  const words = POLICY_WORDS[run.fillPolicy];
  return (
    <Badge
      tone={words.flattering ? 'amber' : 'plain'}
      title={words.text}
      icon={words.flattering ? <IconAlertTriangle size={11} aria-hidden /> : undefined}
    >
      {words.short}
    </Badge>
  );
}

export function RunBadges({ run }: { readonly run: RunSummary }) {
  return (
    <>
      <PolicyBadge run={run} />
      {run.origin === 'legacy-import' ? <Badge tone="violet">Imported file</Badge> : null}
      {run.synthetic ? <SyntheticBadge /> : null}
      {run.flags > 0 ? <Badge tone="amber">{plural(run.flags, 'flag')}</Badge> : null}
    </>
  );
}
