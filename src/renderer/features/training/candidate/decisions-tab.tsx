// Decisions: what the policy made of the test rows, gate by gate, what other settings would have let through, and one row to try.

import { IconHandStop } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { CandidateReport } from '../../../../contracts/training-results.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { NoticeLine } from '../../../ui/notice-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Tile, TileRow } from '../../../ui/tile.tsx';
import { known, MISSING } from './candidate-model.ts';
import styles from './decisions.module.css';
import { gateRows } from './decisions-model.ts';
import { GateTable } from './gate-table.tsx';
import { GridMapPanel } from './grid-map.tsx';
import { KnownValue } from './known-value.tsx';
import { RowsNet } from './rows-net.tsx';
import { WhatIf } from './what-if.tsx';

export function DecisionsTab({ report }: { readonly report: CandidateReport }) {
  const { decisions } = report;
  const rows = useMemo(() => (decisions === undefined ? [] : gateRows(decisions)), [decisions]);
  if (decisions === undefined)
    return (
      <EmptyState title="This candidate acts by its threshold">
        No gates were asked: a row is acted on where the model is sure enough. Choose a policy under Decisions
        of a new run to have margin, neutrality and the quality of calls weighed.
      </EmptyState>
    );
  const { buys, sells, net, hitRate, meanMultiplier, learned, policy } = decisions;
  const acted = buys + sells;
  return (
    <>
      <NoticeLine id="by-hand" icon={<IconHandStop size={15} aria-hidden />}>
        {policy.title}: chosen by hand, with its settings. What its gates ask was learned inside the training
        parts; which gates and how strict was not.
      </NoticeLine>
      <TileRow>
        <Tile
          label="Acted on"
          value={formatPercent(acted / decisions.rows, 1)}
          note={`${formatNumber(acted)} of ${formatNumber(decisions.rows)} rows`}
        />
        <Tile label="BUY" value={formatNumber(buys)} note={`SELL ${formatNumber(sells)}`} />
        <Tile
          label="Hit rate after charges"
          value={<KnownValue known={known(hitRate, formatPercent, MISSING.hitRate)} />}
        />
        <Tile label="Net, in % of one position" value={<RowsNet net={net} />} note="every trade at size 1" />
        <Tile
          label="Mean size"
          value={
            <KnownValue known={known(meanMultiplier, (size) => formatNumber(size, 2), MISSING.hitRate)} />
          }
          note="not in any figure of money"
        />
      </TileRow>
      <GateTable title={policy.title} rows={rows} />
      <GridMapPanel view={decisions} />
      <WhatIf policy={policy} />
      <Panel title="What the gates learned" hint="in each training part" padded>
        {learned.some(({ words }) => words.length > 0) ? (
          <ul className={styles.learned}>
            {learned.flatMap(({ segment, words }) =>
              words.map((own) => (
                <li key={`${segment} ${own}`}>
                  <span className="ad-muted">Segment {segment + 1}</span> {own}
                </li>
              )),
            )}
          </ul>
        ) : (
          <p className="ad-muted">
            These gates read the model and the features alone; nothing was learned for them.
          </p>
        )}
      </Panel>
    </>
  );
}
