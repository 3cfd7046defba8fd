// The hold-out of a candidate: closed with what opening it means, or opened with its result, which stands.

import { Button, Textarea } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconLock } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CandidateReport, HoldOutResult } from '../../../../contracts/training-results.ts';
import { useTRPC } from '../../../app/api.ts';
import { ConfirmPanel } from '../../../ui/confirm-panel.tsx';
import detail from '../../../ui/detail-page.module.css';
import { formatDate, formatNumber, formatRatio, plural } from '../../../ui/format.ts';
import { Money } from '../../../ui/money.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Term } from '../../../ui/term.tsx';
import { Instant } from '../../../ui/time.tsx';
import styles from './candidate.module.css';
import { known, MISSING, three } from './candidate-model.ts';
import { HoldOutInstruments } from './hold-out-instruments.tsx';
import { KnownValue } from './known-value.tsx';

const MOST_REASON = 2_000;

function Closed({ report }: { readonly report: CandidateReport }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const run = useQuery(trpc.training.get.queryOptions({ runId: report.runId }));
  const [asked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const open = useMutation(
    trpc.training.openHoldOut.mutationOptions({
      onSuccess: async () => {
        await Promise.all(
          [trpc.training.candidate, trpc.training.get, trpc.training.candidates].map((query) =>
            cache.invalidateQueries(query.pathFilter()),
          ),
        );
        setAsked(false);
      },
    }),
  );
  const reserved = run.data?.holdOut;
  const gates = run.data?.request.gates;
  if (run.data && !reserved)
    return (
      <p className="ad-muted">
        This run reserved no hold-out, so every session was seen by its search. A new run with hold-out
        sessions gives its candidates one.
      </p>
    );
  return (
    <>
      <div className={styles.locked}>
        <IconLock size={16} aria-hidden />
        <p>
          Closed.{' '}
          {reserved ? (
            <>
              The last {plural(reserved.sessions, 'session')} of the dataset, {formatDate(reserved.from)} –{' '}
              {formatDate(reserved.to)}, were kept from every step of every run.{' '}
            </>
          ) : null}
          This candidate may look once. Look when there is nothing left to change.
          {gates
            ? ` It passes with an AUC of ${three(gates.auc)} and a Sharpe ratio of ${formatRatio(gates.sharpe)} or more after charges.`
            : ''}
        </p>
      </div>
      <Button variant="default" onClick={() => setAsked(true)}>
        Open the hold-out…
      </Button>
      <ConfirmPanel
        opened={asked}
        title="Open the hold-out"
        consequences={[
          'It opens once for this candidate. The result stands, whatever it says.',
          'The opening is recorded with the dataset: the time, the candidate and your reason.',
          'A change made after looking is a new candidate, chosen with knowledge of these sessions.',
          ...(report.passed ? [] : ['This candidate did not pass its gates on the test parts.']),
        ]}
        action="Open it once"
        keep="Keep it closed"
        ready={reason.trim() !== ''}
        busy={open.isPending}
        error={open.error}
        onConfirm={() => open.mutate({ candidateId: report.id, reason: reason.trim() })}
        onCancel={() => setAsked(false)}
      >
        <Textarea
          label="Reason"
          description="Kept with the result: why now, and what will be decided by it."
          value={reason}
          maxLength={MOST_REASON}
          autosize
          minRows={2}
          maxRows={6}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </ConfirmPanel>
    </>
  );
}

function Opened({ result }: { readonly result: HoldOutResult }) {
  return (
    <>
      <div className={styles.result} data-hold-out={result.passed ? 'passed' : 'not-passed'}>
        {result.passed ? (
          <IconCircleCheck size={18} className={detail.good} aria-hidden />
        ) : (
          <IconCircleX size={18} className={detail.bad} aria-hidden />
        )}
        <div>
          <b>
            {result.passed
              ? 'Passed on sessions nobody had seen'
              : 'Did not pass on sessions nobody had seen'}
          </b>
          {result.faults.length > 0 ? (
            <ul className={styles.faults} aria-label="Faults on the hold-out">
              {[...new Set(result.faults)].map((fault) => (
                <li key={fault}>{fault}</li>
              ))}
            </ul>
          ) : null}
        </div>
      </div>
      <dl className={styles.figures}>
        <div>
          <dt>AUC</dt>
          <dd>
            <KnownValue known={known(result.scores.auc, three, MISSING.auc)} />
          </dd>
        </div>
        <div>
          <dt>Log-loss</dt>
          <dd>{formatNumber(result.scores.logLoss, 4)}</dd>
        </div>
        <div>
          <dt>Rows</dt>
          <dd>{formatNumber(result.scores.rows)}</dd>
        </div>
        {result.money ? (
          <>
            <div>
              <dt>Net after charges</dt>
              <dd>
                <Money value={result.money.netPnl} signed decimals={0} />
              </dd>
            </div>
            <div>
              <dt>Sharpe</dt>
              <dd>
                <KnownValue known={known(result.money.sharpe, formatRatio, MISSING.sharpe)} />
              </dd>
            </div>
            <div>
              <dt>Trades</dt>
              <dd>{formatNumber(result.money.trades)}</dd>
            </div>
          </>
        ) : null}
      </dl>
      <HoldOutInstruments result={result} />
      <p className={styles.note}>
        {formatDate(result.from)} – {formatDate(result.to)}. Opened <Instant time={result.openedAt} /> IST: “
        {result.reason}”
      </p>
    </>
  );
}

export function HoldOutPanel({ report }: { readonly report: CandidateReport }) {
  return (
    <Panel title={<Term name="holdOut">Hold-out</Term>} padded>
      {report.holdOut ? <Opened result={report.holdOut} /> : <Closed report={report} />}
    </Panel>
  );
}
