// Instants, session dates and durations as <time> elements in India's time. A view that shows clock times says `IST` once.

import {
  formatClock,
  formatDate,
  formatDateTime,
  formatDuration,
  formatRelative,
  formatSessionDate,
} from './format.ts';

export interface InstantProps {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly show?: 'date' | 'clock' | 'both';
  readonly seconds?: boolean;
  /** Adds `4 min ago` beside the absolute time. */
  readonly now?: number;
}

export function Instant({ time, show = 'both', seconds = false, now }: InstantProps) {
  if (!Number.isFinite(time)) return <span className="ad-muted">–</span>;
  const text =
    show === 'date'
      ? formatDate(time)
      : show === 'clock'
        ? formatClock(time, seconds)
        : formatDateTime(time, seconds);
  return (
    <time
      className="ad-number"
      dateTime={new Date(time).toISOString()}
      title={`${formatDateTime(time, true)} IST`}
    >
      {text}
      {now === undefined ? null : <span className="ad-muted"> · {formatRelative(time, now)}</span>}
    </time>
  );
}

/** A session date `2024-03-28` as `Thu 28 Mar 2024`. */
export function SessionDate({ date }: { readonly date: string }) {
  return (
    <time className="ad-number" dateTime={date}>
      {formatSessionDate(date)}
    </time>
  );
}

export function Duration({ ms }: { readonly ms: number }) {
  return <span className="ad-number">{formatDuration(ms)}</span>;
}
