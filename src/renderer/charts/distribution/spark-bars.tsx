// A distribution as a strip of tiny bars for a table cell. The exact figures stand in the panel; the label says the shape in numbers.

export interface SparkBarsProps {
  readonly counts: readonly number[];
  readonly label: string;
  readonly width?: number;
  readonly height?: number;
}

export function SparkBars({ counts, label, width = 96, height = 18 }: SparkBarsProps) {
  const most = Math.max(0, ...counts);
  const step = width / Math.max(1, counts.length);
  const path = counts
    .map((count, k) => {
      if (count === 0 || most === 0) return '';
      const tall = Math.max(1, (count / most) * height);
      return `M${(k * step).toFixed(2)} ${height}v${(-tall).toFixed(2)}h${Math.max(0.75, step - 0.5).toFixed(2)}v${tall.toFixed(2)}z`;
    })
    .join('');
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ display: 'block' }}>
      <path d={path} fill="var(--ad-accent)" />
    </svg>
  );
}
