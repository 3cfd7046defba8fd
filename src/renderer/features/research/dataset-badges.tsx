// The marks a dataset carries wherever it is named: its proof, synthetic candles, imported file, flags.

import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import type { DatasetSummary } from '../../../contracts/datasets.ts';
import { Badge } from '../../ui/badge.tsx';
import { plural } from '../../ui/format.ts';
import { SyntheticBadge } from '../../ui/synthetic-badge.tsx';
import { PROOF_WORDS } from './dataset-words.ts';

export function ProofBadge({ proof }: { readonly proof: DatasetSummary['proof'] }) {
  const words = PROOF_WORDS[proof];
  const tone = proof === 'passed' ? 'accent' : proof === 'none' ? 'plain' : 'amber';
  const icon =
    proof === 'passed' ? (
      <IconShieldCheck size={11} aria-hidden />
    ) : proof === 'none' ? undefined : (
      <IconAlertTriangle size={11} aria-hidden />
    );
  return (
    <Badge tone={tone} title={words.meaning} icon={icon}>
      {words.short}
    </Badge>
  );
}

export function DatasetBadges({ dataset }: { readonly dataset: DatasetSummary }) {
  return (
    <>
      {dataset.state === 'done' ? <ProofBadge proof={dataset.proof} /> : null}
      {dataset.origin === 'imported' ? <Badge tone="violet">Imported file</Badge> : null}
      {dataset.synthetic ? <SyntheticBadge /> : null}
      {dataset.flags > 0 ? <Badge tone="amber">{plural(dataset.flags, 'flag')}</Badge> : null}
    </>
  );
}
