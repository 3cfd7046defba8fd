// What the marks of a chart mean, under it: a sample of each mark and its words. For charts whose title has no room for it.

import styles from './chart-legend.module.css';

export interface LegendItem {
  readonly words: string;
  /** A colour token: `accent`, `run-2`. */
  readonly colour: string;
  readonly mark?: 'line' | 'dashed' | 'dotted' | 'box' | 'dot' | 'ring' | 'scale';
}

const DASH: Readonly<Record<string, string>> = { dashed: '6 3', dotted: '2 3' };

function Sample({ colour, mark = 'line' }: Omit<LegendItem, 'words'>) {
  const paint = `var(--ad-${colour})`;
  if (mark === 'scale') return <span className={styles.scale} aria-hidden />;
  if (mark === 'box') return <span className={styles.box} style={{ background: paint }} aria-hidden />;
  return (
    <svg width={20} height={10} aria-hidden className={styles.sample}>
      {mark === 'dot' || mark === 'ring' ? (
        <circle
          cx={10}
          cy={5}
          r={3.5}
          fill={mark === 'dot' ? paint : 'none'}
          stroke={paint}
          strokeWidth={1.5}
        />
      ) : (
        <line x1={0} x2={20} y1={5} y2={5} stroke={paint} strokeWidth={2} strokeDasharray={DASH[mark]} />
      )}
    </svg>
  );
}

export function ChartLegend({ items }: { readonly items: readonly LegendItem[] }) {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {items.map(({ words, ...sample }) => (
        <li key={words}>
          <Sample {...sample} />
          {words}
        </li>
      ))}
    </ul>
  );
}
