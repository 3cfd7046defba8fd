// The bundle of a candidate in short: where it is, and the proof that the exported graph predicts what the trainer predicts.

import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { ParityCertificate } from '../../../../contracts/bundles.ts';
import type { CandidateReport } from '../../../../contracts/training-results.ts';
import detail from '../../../ui/detail-page.module.css';
import { formatBytes, formatNumber } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { differenceWords } from './bundle-model.ts';
import styles from './candidate.module.css';
import { candidateRoute } from './routes.tsx';

export function Certificate({ parity }: { readonly parity: ParityCertificate }) {
  return (
    <>
      <div className={styles.result} data-parity={parity.passed ? 'passed' : 'not-passed'}>
        {parity.passed ? (
          <IconCircleCheck size={18} className={detail.good} aria-hidden />
        ) : (
          <IconCircleX size={18} className={detail.bad} aria-hidden />
        )}
        <p>{parity.words}</p>
      </div>
      <dl className={styles.figures}>
        <div>
          <dt>Largest difference</dt>
          <dd>{differenceWords(parity.maxDifference)}</dd>
        </div>
        <div>
          <dt>Allowed</dt>
          <dd>{differenceWords(parity.tolerance)}</dd>
        </div>
        <div>
          <dt>Rows compared</dt>
          <dd>{formatNumber(parity.rows)}</dd>
        </div>
        {parity.equalLeaves === null ? null : (
          <div>
            <dt>Same leaves</dt>
            <dd>{formatNumber(parity.equalLeaves)}</dd>
          </div>
        )}
      </dl>
    </>
  );
}

export function BundlePanel({ report }: { readonly report: CandidateReport }) {
  const navigate = candidateRoute.useNavigate();
  const { bundle } = report;
  return (
    <Panel
      title="Bundle"
      hint={bundle ? `${formatBytes(bundle.bytes)} · ${bundle.path}` : undefined}
      padded
      actions={
        bundle ? (
          <button
            type="button"
            className={detail.link}
            onClick={() => void navigate({ search: { tab: 'bundle' } })}
          >
            Files and export
          </button>
        ) : null
      }
    >
      {bundle === null ? (
        <p className="ad-muted">
          No bundle was made of this candidate: it was not among those the run exports. It can be looked at,
          not served.
        </p>
      ) : (
        <>
          {bundle.refused ? (
            <p className={styles.refused}>It can only be looked at: {bundle.refused}</p>
          ) : null}
          <Certificate parity={bundle.parity} />
        </>
      )}
    </Panel>
  );
}
