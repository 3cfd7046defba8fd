// The proof of a dataset: one headline, one row per check; an open check shows what it does, what it measured and what it found.

import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { LeakCheck, LeakProof } from '../../../../../engines/validation/leaks/proof.ts';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { Term } from '../../../ui/term.tsx';
import { datasetRoute } from '../routes.tsx';
import { proofHeadline } from './dataset-model.ts';
import styles from './proof.module.css';
import { ProofCheck } from './proof-check.tsx';

function Proof({ proof, dataset }: { readonly proof: LeakProof; readonly dataset: Dataset }) {
  const { check: open } = datasetRoute.useSearch();
  const navigate = datasetRoute.useNavigate();
  const toggle = (check: LeakCheck) =>
    void navigate({ search: { view: 'proof', check: check.id === open ? undefined : check.id } });
  return (
    <>
      <div className={styles.head} data-proof={proof.passed ? 'passed' : 'not-passed'}>
        {proof.passed ? (
          <IconShieldCheck size={22} className={detail.good} aria-hidden />
        ) : (
          <IconShieldX size={22} className={detail.bad} aria-hidden />
        )}
        <h2>{proofHeadline(proof)}</h2>
        <span className={styles.muted}>
          <Term name="leakProof" />, seed {proof.seed}, over {dataset.featureNames.length} features; decision
          times in IST
        </span>
      </div>
      <ul className={styles.checks} aria-label="Checks">
        {proof.checks.map((check) => (
          <li key={check.id} data-check={check.id} data-verdict={check.verdict}>
            <ProofCheck check={check} open={check.id === open} onToggle={() => toggle(check)} />
          </li>
        ))}
      </ul>
    </>
  );
}

export function ProofView({ dataset }: { readonly dataset: Dataset }) {
  const proof = useQuery(useTRPC().datasets.proof.queryOptions({ datasetId: dataset.id }));
  if (proof.error)
    return (
      <ErrorState
        error={proof.error}
        title="The proof could not be read"
        onRetry={() => void proof.refetch()}
      />
    );
  if (proof.isPending) return <TableSkeleton text="Reading the proof…" />;
  if (proof.data === null)
    return (
      <EmptyState
        title="This dataset has no proof"
        actions={<LinkButton to="/research/datasets/new">Build a dataset</LinkButton>}
      >
        {dataset.origin === 'imported'
          ? 'A file brings numbers without the candles they were made of, so nothing can be recomputed. A dataset built here carries its proof.'
          : 'Its proof is not in its folder any more. Build it again: the same request gives the same rows and a new proof.'}
      </EmptyState>
    );
  return <Proof proof={proof.data} dataset={dataset} />;
}
