// Loading keeps the layout: grey bones where rows, tiles or a chart will stand, and words for screen readers and after a second.

import { type CSSProperties, useEffect, useState } from 'react';
import styles from './states.module.css';

export function Bone({
  width = '100%',
  height = 12,
}: {
  readonly width?: CSSProperties['width'];
  readonly height?: CSSProperties['height'];
}) {
  return <div className={styles.bone} style={{ width, height }} aria-hidden />;
}

/** Words after one second, so that a slow read is explained and a fast one does not flicker. */
export function WaitingWords({ text }: { readonly text: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className="ad-muted" style={{ padding: '8px 16px', minHeight: 20 }}>
      {late ? text : ''}
    </div>
  );
}

const WIDTHS = ['92%', '76%', '84%', '68%', '88%', '72%', '80%', '64%'] as const;

export function TableSkeleton({
  rows = 8,
  text = 'Reading from the store…',
}: {
  readonly rows?: number;
  readonly text?: string;
}) {
  return (
    <div className={styles.waiting}>
      <div className={styles.boneRows}>
        {Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the bones are all alike and never move
          <Bone key={index} width={WIDTHS[index % WIDTHS.length]} />
        ))}
      </div>
      <WaitingWords text={text} />
    </div>
  );
}

export function ChartSkeleton({
  height = 240,
  text = 'Drawing…',
}: {
  readonly height?: CSSProperties['height'];
  readonly text?: string;
}) {
  return (
    <div className={styles.waiting}>
      <div style={{ padding: 16, height }}>
        <Bone height="100%" />
      </div>
      <WaitingWords text={text} />
    </div>
  );
}
