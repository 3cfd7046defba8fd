// Where one is (left) and the state of the desk (right): market clock, mode, connection, jobs, command palette.

import { Kbd, Tooltip } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { usePageHeader } from '../../ui/page-header-store.ts';
import { ConnectionMark } from './connection-mark.tsx';
import styles from './frame.module.css';
import { JobsPopover } from './jobs-popover.tsx';
import { MarketClockView } from './market-clock.tsx';

export function TopBar() {
  const { title, crumbs } = usePageHeader();
  return (
    <header className={styles.top}>
      <div className={styles.where}>
        {crumbs.map((crumb) => (
          <Fragment key={crumb.to}>
            <Link to={crumb.to}>{crumb.label}</Link>
            <span className="ad-muted" aria-hidden>
              /
            </span>
          </Fragment>
        ))}
        <span className={styles.title} aria-hidden>
          {title}
        </span>
      </div>
      <MarketClockView />
      <Tooltip label="Practice: no broker is connected and no order can leave this machine.">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the explanation must be reachable by keyboard */}
        <span className={styles.mode} tabIndex={0}>
          PRACTICE
        </span>
      </Tooltip>
      <ConnectionMark />
      <JobsPopover />
      <button
        type="button"
        className={`${styles.barButton} ${styles.search}`}
        onClick={() => spotlight.open()}
      >
        <IconSearch size={14} aria-hidden />
        <span className={styles.wide}>Search</span>
        <Kbd>Ctrl K</Kbd>
      </button>
    </header>
  );
}
