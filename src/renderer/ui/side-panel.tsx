// The one secondary panel of a page: right, resizable by mouse and arrow keys, remembers its width per name. Escape closes it.

import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { readLocal, writeLocal } from './local-store.ts';
import { layerIsOpen } from './open-layers.ts';
import styles from './page.module.css';

const LEAST = 260;
const MOST = 760;

export interface SidePanelProps {
  /** Names the remembered width. */
  readonly name: string;
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly defaultWidth?: number;
  readonly children: ReactNode;
}

function within(width: number): number {
  const most = Math.max(LEAST, Math.min(MOST, window.innerWidth * 0.6));
  return Math.round(Math.max(LEAST, Math.min(most, width)));
}

export function SidePanel({ name, title, onClose, defaultWidth = 380, children }: SidePanelProps) {
  const key = `panel-width-${name}`;
  const [width, setWidth] = useState(() => within(Number(readLocal(key)) || defaultWidth));

  // Escape closes it from anywhere on the page, unless a dialog, a menu or a field has its own use for the key.
  const latestClose = useRef(onClose);
  latestClose.current = onClose;
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return;
      if (layerIsOpen()) return;
      latestClose.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  const resize = (next: number) => {
    const kept = within(next);
    setWidth(kept);
    writeLocal(key, String(kept));
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons === 1) resize(window.innerWidth - event.clientX);
  };
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'ArrowLeft') resize(width + 16);
    else if (event.key === 'ArrowRight') resize(width - 16);
    else return;
    event.preventDefault();
  };
  return (
    <aside
      className={styles.side}
      style={{ width }}
      aria-label={typeof title === 'string' ? title : undefined}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a movable separator has no HTML element */}
      <div
        className={styles.splitter}
        role="separator"
        aria-orientation="vertical"
        aria-label="Panel width"
        aria-valuenow={width}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={press}
      />
      <div className={styles.sideHead}>
        <h2 className={styles.sideTitle}>{title}</h2>
        <ActionIcon aria-label="Close panel" onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.sideBody} tabIndex={0} aria-label="Panel content">
        {children}
      </section>
    </aside>
  );
}
