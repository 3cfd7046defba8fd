// Whether this window still talks to the application. Quiet while it does, amber words when it does not.

import { Tooltip } from '@mantine/core';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useConnection } from '../connection.tsx';
import type { ConnectionStatus } from '../transport/index.ts';
import styles from './frame.module.css';

const WORDS: Readonly<Record<ConnectionStatus, { readonly label: string; readonly hint: string }>> = {
  open: { label: 'Connected', hint: 'This window talks to AnchorDesk on this machine.' },
  connecting: { label: 'Connecting…', hint: 'Waiting for AnchorDesk to answer.' },
  reconnecting: {
    label: 'Reconnecting…',
    hint: 'The link to AnchorDesk was lost. The page reconnects by itself; nothing stored is affected.',
  },
  refused: { label: 'Refused', hint: 'This window needs a new link from AnchorDesk.' },
};

export function ConnectionMark() {
  const status = useConnection();
  const { label, hint } = WORDS[status];
  const trouble = status === 'reconnecting' || status === 'refused';
  const Icon = trouble ? IconPlugConnectedX : IconPlugConnected;
  return (
    <Tooltip label={hint}>
      <span className={styles.link} data-trouble={trouble || undefined} role="status" aria-label={label}>
        <Icon size={16} aria-hidden />
        {status === 'open' ? null : label}
      </span>
    </Tooltip>
  );
}
