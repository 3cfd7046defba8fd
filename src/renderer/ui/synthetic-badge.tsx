// Marks everything made by the sample-market generator: candles, instruments, runs over them. Said in words, not by colour alone.

import { Tooltip } from '@mantine/core';
import styles from './badges.module.css';

export function SyntheticBadge() {
  return (
    <Tooltip label="Made by AnchorDesk's sample-market generator. These are not prices of any exchange; results say nothing about real markets.">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation must be reachable by keyboard */}
      <span className={styles.synthetic} tabIndex={0}>
        Synthetic
      </span>
    </Tooltip>
  );
}
