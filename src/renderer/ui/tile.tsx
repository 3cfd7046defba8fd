// A figure with its label, and its uncertainty where it is an estimate. Tiles stand in a row separated by lines.

import type { ReactNode } from 'react';
import styles from './tile.module.css';

export interface TileProps {
  readonly label: ReactNode;
  readonly value: ReactNode;
  /** Interval, basis or comparison, muted under the value. */
  readonly note?: ReactNode;
}

export function Tile({ label, value, note }: TileProps) {
  return (
    <div className={styles.tile}>
      <div className={styles.label}>{label}</div>
      <div className={styles.value}>{value}</div>
      {note ? <div className={styles.note}>{note}</div> : null}
    </div>
  );
}

export function TileRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
