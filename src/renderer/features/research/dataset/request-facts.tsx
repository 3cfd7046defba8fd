// Everything a dataset's bytes depend on, as facts: dates, decisions, set, side series, run, hashes.

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { formatDateRange, plural } from '../../../ui/format.ts';
import { Instant } from '../../../ui/time.tsx';
import { SIDE_WORDS } from '../builder/builder-model.ts';
import styles from './dataset.module.css';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Hash({ hash }: { readonly hash: string }) {
  return (
    <span className={`ad-mono ${styles.hash}`} title={hash}>
      {hash}
    </span>
  );
}

export function RequestFacts({ dataset }: { readonly dataset: Dataset }) {
  const { request, featureSet } = dataset;
  const sides = Object.entries(request?.sides ?? {});
  return (
    <dl className={styles.factList}>
      <Fact name="Universe">
        {request?.instruments === 'all'
          ? `all that could be traded: ${plural(dataset.instruments, 'instrument')}`
          : plural(dataset.instruments, 'instrument')}
      </Fact>
      <Fact name="Sessions">{formatDateRange(dataset.from, dataset.to)}</Fact>
      <Fact name="Decisions">
        {dataset.interval ? `close of ${dataset.interval} bars` : 'as the file has them'}
        {request?.firstDecision ? `, from ${request.firstDecision}` : ''}
        {request?.lastDecision ? `, to ${request.lastDecision}` : ''}
        {request?.firstDecision || request?.lastDecision ? ' IST' : ''}
      </Fact>
      {featureSet ? (
        <Fact name="Feature set">
          <Link
            to="/research/features/$setId"
            params={{ setId: featureSet.id }}
            search={{ version: featureSet.version }}
          >
            {featureSet.id} version {featureSet.version}
          </Link>
        </Fact>
      ) : null}
      {sides.map(([role, id]) => (
        <Fact key={role} name={`${SIDE_WORDS[role as keyof typeof SIDE_WORDS].label} series`}>
          {id}
        </Fact>
      ))}
      {request?.runId ? (
        <Fact name="Trades of">
          <Link to="/backtests/$runId" params={{ runId: request.runId }}>
            run <span className="ad-mono">{request.runId.slice(0, 8)}</span>
          </Link>
        </Fact>
      ) : null}
      <Fact name="Made (IST)">
        <Instant time={dataset.createdAt} />
        {request ? `, seed ${request.seed}` : ''}
      </Fact>
      <Fact name="Identity">
        <Hash hash={dataset.id} />
      </Fact>
      {featureSet ? (
        <Fact name="Columns">
          <Hash hash={featureSet.hash} />
        </Fact>
      ) : null}
      {dataset.labelHash ? (
        <Fact name="Label">
          <Hash hash={dataset.labelHash} />
        </Fact>
      ) : null}
      {dataset.contentHash ? (
        <Fact name="Rows">
          <Hash hash={dataset.contentHash} />
        </Fact>
      ) : null}
    </dl>
  );
}
