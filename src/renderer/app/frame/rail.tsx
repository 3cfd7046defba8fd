// The left rail: one icon per screen with its name and key in the tooltip. Settings stands at the foot.

import { Tooltip } from '@mantine/core';
import { IconAnchor } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { KeyNames } from '../keys/keys-help.tsx';
import { SCREENS } from '../navigation.ts';
import styles from './frame.module.css';

export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Screens">
      <span className={styles.logo} title="AnchorDesk">
        <IconAnchor size={22} aria-hidden />
      </span>
      {SCREENS.map(({ to, label, key, icon: Icon }) => (
        <Tooltip
          key={to}
          position="right"
          label={
            <>
              {label}
              <span className={styles.tipKey}>
                <KeyNames keys={`g ${key}`} />
              </span>
            </>
          }
        >
          <Link
            to={to}
            aria-label={label}
            className={`${styles.railLink} ${to === '/settings' ? styles.railEnd : ''}`}
            activeOptions={{ includeSearch: false }}
          >
            <Icon size={20} stroke={1.6} aria-hidden />
          </Link>
        </Tooltip>
      ))}
    </nav>
  );
}
