// A file that lists trades instead of candles: what it is and how it becomes a run "as published".

import { Button, TextInput } from '@mantine/core';
import { IconFlag } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../app/api.ts';
import { ErrorNote } from '../../ui/error-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import type { ImportEntry } from './import-model.ts';
import type { ImportRunner } from './import-runner.ts';
import styles from './imports.module.css';

export function TradeFile({ entry, runner }: { readonly entry: ImportEntry; readonly runner: ImportRunner }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [name, setName] = useState(entry.name.replace(/\.csv(\.gz)?$/i, ''));
  const make = useMutation(
    trpc.backtests.importLegacy.mutationOptions({
      onSuccess: ({ runId }) => {
        runner.dispatch({ kind: 'made-run', key: entry.key, runId });
        void cache.invalidateQueries(trpc.backtests.pathFilter());
      },
    }),
  );
  return (
    <section className={styles.trades}>
      <h3>A list of trades, not candles</h3>
      <p className="ad-muted">
        This file holds finished trades of an earlier system. It can be imported as a run marked “as
        published”: shown beside your own runs, with its implausible fills flagged, never mixed with them.
      </p>
      {entry.runId === null ? (
        <>
          <TextInput
            label="Name of the run"
            value={name}
            maxLength={120}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <div>
            <Button
              loading={make.isPending}
              disabled={entry.path === null || name.trim() === ''}
              onClick={() => make.mutate({ path: entry.path ?? '', name: name.trim() })}
            >
              Import as a run
            </Button>
          </div>
        </>
      ) : (
        <div>
          <LinkButton to="/backtests/$runId" params={{ runId: entry.runId }}>
            Open the run
          </LinkButton>
        </div>
      )}
      {make.error ? <ErrorNote error={make.error} title="The trades were not imported" /> : null}
      {make.data && make.data.flags.length > 0 ? (
        <ul className={styles.problems} aria-label="Flags of the run">
          {make.data.flags.map((flag) => (
            <li key={flag.id}>
              <IconFlag size={14} aria-hidden />
              <span className="ad-number ad-muted">{formatNumber(flag.count)}</span>
              <span>{flag.message}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
