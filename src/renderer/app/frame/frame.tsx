// The frame around every screen: rail, top bar, page, status bar; the keys and the palette that work everywhere.

import { IconPlugConnectedX } from '@tabler/icons-react';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useConnection } from '../connection.tsx';
import { JobsFeed } from '../jobs-feed.tsx';
import { focusTableFilter, useKeyListener, useKeys } from '../keys/keys.ts';
import { KeysHelp } from '../keys/keys-help.tsx';
import { SCREENS } from '../navigation.ts';
import { CommandPalette } from '../palette/command-palette.tsx';
import { usePreferences } from '../preferences.ts';
import styles from './frame.module.css';
import { Rail } from './rail.tsx';
import { Refused } from './refused.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

/** Moves the focus to the page after a change of screen, so that Tab and the page's keys start there. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  const first = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is the trigger
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}

export function Frame() {
  const navigate = useNavigate();
  const connection = useConnection();
  const [helpOpened, setHelpOpened] = useState(false);
  const main = useFocusOnNavigation();
  usePreferences();
  useKeyListener();
  useKeys('Everywhere', [
    ...SCREENS.map((screen) => ({
      keys: `g ${screen.key}`,
      label: `Go to ${screen.label}`,
      run: () => void navigate({ to: screen.to }),
    })),
    { keys: '/', label: 'Filter the table', run: focusTableFilter },
    { keys: '?', label: 'Show these keys', run: () => setHelpOpened(true) },
  ]);
  return (
    <div className={styles.frame}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <Rail />
      <TopBar />
      <main ref={main} id="main" className={styles.main} tabIndex={-1}>
        <div className={styles.mainColumn}>
          {connection === 'reconnecting' ? (
            <div className={styles.banner} role="status">
              <IconPlugConnectedX size={16} aria-hidden />
              The desk does not answer. What is shown may be out of date; the page reconnects by itself. If it
              does not, check that AnchorDesk is still running.
            </div>
          ) : null}
          <div>{connection === 'refused' ? <Refused /> : <Outlet />}</div>
        </div>
      </main>
      <StatusBar />
      <JobsFeed />
      <CommandPalette />
      <KeysHelp opened={helpOpened} onClose={() => setHelpOpened(false)} />
    </div>
  );
}
