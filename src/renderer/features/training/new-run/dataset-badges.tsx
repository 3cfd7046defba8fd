// The marks of a dataset where training names it: its proof, and synthetic candles.

import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import type { DatasetSummary, ProofVerdict } from '../../../../contracts/datasets.ts';
import { Badge } from '../../../ui/badge.tsx';
import { SyntheticBadge } from '../../../ui/synthetic-badge.tsx';

const WORDS: Readonly<Record<ProofVerdict, string>> = {
  passed: 'Proof passed',
  alarm: 'Proof: look',
  failed: 'Proof failed',
  none: 'No proof',
};

export function DatasetBadges({
  dataset,
}: {
  readonly dataset: Pick<DatasetSummary, 'proof' | 'synthetic'>;
}) {
  const passed = dataset.proof === 'passed';
  return (
    <>
      <Badge
        tone={passed ? 'accent' : 'amber'}
        icon={
          passed ? <IconShieldCheck size={11} aria-hidden /> : <IconAlertTriangle size={11} aria-hidden />
        }
      >
        {WORDS[dataset.proof]}
      </Badge>
      {dataset.synthetic ? <SyntheticBadge /> : null}
    </>
  );
}
