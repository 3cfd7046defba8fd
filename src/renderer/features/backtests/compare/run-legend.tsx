// The runs of a comparison: letter, line style, name and marks. The first is the one the others are held against.

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBarToUp, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { Run } from '../../../../contracts/backtests.ts';
import { runStyle } from '../../../charts/run-style.ts';
import { useChartTokens } from '../../../charts/tokens.ts';
import { Money } from '../../../ui/money.tsx';
import { RunBadges } from '../run-badges.tsx';
import styles from './compare.module.css';

export function RunKey({ index }: { readonly index: number }) {
  const style = runStyle(useChartTokens(), index);
  return (
    <span className={styles.key}>
      <svg width="26" height="10" aria-hidden>
        <title>{style.letter}</title>
        <line
          x1="0"
          x2="26"
          y1="5"
          y2="5"
          stroke={style.colour}
          strokeWidth="2.5"
          strokeDasharray={style.dash === 'solid' ? undefined : style.dash.join(' ')}
        />
      </svg>
      <b style={{ color: style.colour }}>{style.letter}</b>
    </span>
  );
}

export interface RunLegendProps {
  readonly runs: readonly Run[];
  readonly onRemove: (runId: string) => void;
  readonly onFirst: (runId: string) => void;
}

export function RunLegend({ runs, onRemove, onFirst }: RunLegendProps) {
  return (
    <ul className={styles.legend}>
      {runs.map((run, index) => (
        <li key={run.id}>
          <RunKey index={index} />
          <Link to="/backtests/$runId" params={{ runId: run.id }} className={styles.runName} title={run.name}>
            {run.name}
          </Link>
          <RunBadges run={run} />
          <Money value={run.headline?.netPnl ?? Number.NaN} signed compact />
          <span className={styles.legendButtons}>
            {index > 0 ? (
              <Tooltip label="Hold the others against this run">
                <ActionIcon
                  size={22}
                  aria-label={`Compare against ${run.name}`}
                  onClick={() => onFirst(run.id)}
                >
                  <IconArrowBarToUp size={14} />
                </ActionIcon>
              </Tooltip>
            ) : (
              <span className="ad-muted">base</span>
            )}
            {runs.length > 2 ? (
              <ActionIcon size={22} aria-label={`Take ${run.name} out`} onClick={() => onRemove(run.id)}>
                <IconX size={14} />
              </ActionIcon>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
