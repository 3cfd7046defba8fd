// The folds of a split as a small picture over the dataset's days: training, test, hold-out. Shape and place say it, not colour alone.

import styles from './fold-picture.module.css';
import type { FoldPicture } from './fold-picture-model.ts';

const ROW = 9;
const GAP = 3;

export interface FoldPictureViewProps {
  readonly picture: FoldPicture;
  readonly label: string;
}

export function FoldPictureView({ picture, label }: FoldPictureViewProps) {
  const rows = Math.max(1, picture.rows.length);
  const height = rows * (ROW + GAP) + GAP;
  const x = (place: number): string => `${(place * 100).toFixed(2)}%`;
  const width = (from: number, to: number): string => `${Math.max(0.4, (to - from) * 100).toFixed(2)}%`;
  return (
    <svg className={styles.picture} width="100%" height={height} role="img" aria-label={label}>
      {picture.holdOut ? (
        <rect
          className={styles.holdOut}
          x={x(picture.holdOut.from)}
          width={width(picture.holdOut.from, picture.holdOut.to)}
          y={0}
          height={height}
        />
      ) : null}
      {picture.rows.map((row, index) => {
        const y = GAP + index * (ROW + GAP);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fold is its place
          <g key={index}>
            {row.train.map((bar) => (
              <rect
                key={`train ${bar.from}`}
                className={styles.train}
                x={x(bar.from)}
                width={width(bar.from, bar.to)}
                y={y + 2}
                height={ROW - 4}
              />
            ))}
            {row.test.map((bar) => (
              <rect
                key={`test ${bar.from}`}
                className={styles.test}
                x={x(bar.from)}
                width={width(bar.from, bar.to)}
                y={y}
                height={ROW}
              />
            ))}
          </g>
        );
      })}
    </svg>
  );
}

export function FoldLegend() {
  return (
    <span className={styles.legend} aria-hidden>
      <span>
        <i className={styles.trainKey} /> training
      </span>
      <span>
        <i className={styles.testKey} /> test
      </span>
      <span>
        <i className={styles.holdOutKey} /> hold-out
      </span>
    </span>
  );
}
