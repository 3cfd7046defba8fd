// One stored day in full: bars against the calendar, every finding in words, where it came from, its hash, and the way to its chart.

import { IconAlertTriangle, IconChartCandle } from '@tabler/icons-react';
import type { Interval } from '../../../../engines/market/interval.ts';
import type { DayQuality } from '../../../contracts/market.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorNote } from '../../ui/error-state.tsx';
import { formatNumber, formatPercent, formatSessionDate, plural } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Bone } from '../../ui/skeletons.tsx';
import { Term } from '../../ui/term.tsx';
import { Instant } from '../../ui/time.tsx';
import styles from './data.module.css';
import { FLAG_WORDS } from './data-model.ts';
import { useDay } from './data-queries.ts';

function Findings({ day }: { readonly day: DayQuality }) {
  if (day.findings.length === 0)
    return <p className="ad-muted">No quality flag: the bars agree with the exchange calendar.</p>;
  return day.findings.map((finding) => (
    <div key={`${finding.flag} ${finding.detail}`} className={styles.finding}>
      <div className={styles.findingHead}>
        <IconAlertTriangle size={14} aria-hidden />
        {FLAG_WORDS[finding.flag].label}
      </div>
      <p>{finding.detail}</p>
      <p>{FLAG_WORDS[finding.flag].meaning}</p>
    </div>
  ));
}

function Stored({ day }: { readonly day: DayQuality }) {
  const fraction = day.expected > 0 ? day.bars / day.expected : Number.NaN;
  return (
    <>
      <dl className={styles.facts}>
        <dt>
          <Term name="coverage">Bars</Term>
        </dt>
        <dd>
          {day.expected > 0
            ? `${formatNumber(day.bars)} of ${plural(day.expected, 'expected bar')} (${formatPercent(fraction)})`
            : `${plural(day.bars, 'bar')}; the calendar has no session`}
          <div className={styles.bar} aria-hidden>
            <span style={{ width: `${Math.min(100, Number.isNaN(fraction) ? 0 : fraction * 100)}%` }} />
          </div>
        </dd>
        <dt>Source</dt>
        <dd className="ad-mono">{day.source}</dd>
        <dt>Stored</dt>
        <dd>
          <Instant time={day.recordedAt} /> IST
        </dd>
        <dt>
          <Term name="contentHash">Hash</Term>
        </dt>
        <dd className="ad-mono">{day.contentHash}</dd>
      </dl>
      <Findings day={day} />
    </>
  );
}

export interface DayPanelProps {
  readonly instrumentId: string;
  readonly interval: Interval;
  readonly date: string;
}

export function DayPanel({ instrumentId, interval, date }: DayPanelProps) {
  const day = useDay(instrumentId, interval, date);
  const stored = day.data?.[0];
  return (
    <>
      <h3>{formatSessionDate(date)}</h3>
      <div className={styles.actions}>
        <LinkButton
          to="/charts"
          search={{ instrument: instrumentId, interval, date }}
          leftSection={<IconChartCandle size={14} />}
          disabled={!stored}
        >
          Open chart
        </LinkButton>
        {stored ? <CopyButton text={stored.contentHash} label="Copy hash" /> : null}
      </div>
      {day.isPending ? <Bone height={120} /> : null}
      {day.error ? <ErrorNote error={day.error} title="The day could not be read" /> : null}
      {day.data && !stored ? (
        <p className="ad-muted">
          Nothing is stored for this day at {interval}. If the exchange was open, import a file that covers
          it.
        </p>
      ) : null}
      {stored ? <Stored day={stored} /> : null}
    </>
  );
}
