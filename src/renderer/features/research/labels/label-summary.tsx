// What the labels of a preview add up to: tiles above the chart, the counts behind them below it.

import type { LabelSummary } from '../../../../contracts/labels.ts';
import { formatDuration, formatNumber, formatPercent, plural } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Term } from '../../../ui/term.tsx';
import { Tile, TileRow } from '../../../ui/tile.tsx';
import { ClassMark } from './class-mark.tsx';
import { classMark, DROP_WORDS, hitWords } from './label-words.ts';
import styles from './labels.module.css';
import {
  breakEvenWords,
  type Counted,
  classShares,
  droppedOf,
  hitsOf,
  type Share,
  winShare,
} from './summary-model.ts';

const shareWords = (share: Share) =>
  Number.isFinite(share.low) ? `${formatPercent(share.low, 0)} to ${formatPercent(share.high, 0)}, 95 %` : '';

export function SummaryTiles({ summary }: { readonly summary: LabelSummary }) {
  const { breakEven } = summary;
  const win = winShare(summary);
  const left = summary.decisions - summary.rows;
  return (
    <div className={styles.tiles} data-summary>
      <TileRow>
        <Tile
          label="Rows"
          value={formatNumber(summary.rows)}
          note={
            left === 0
              ? 'every decision has one'
              : `${formatNumber(left)} of ${formatNumber(summary.decisions)} dropped`
          }
        />
        {win ? (
          <Tile
            label={win.name === 'win' ? 'Wins' : `${win.name}, the usual side`}
            value={formatPercent(win.share)}
            note={shareWords(win)}
          />
        ) : (
          <Tile
            label="Average value"
            value={formatPercent(summary.averageValue, 3, 'always')}
            note="of the entry, before charges"
          />
        )}
        {breakEven ? (
          <Tile
            label={<Term name="breakEven">Breaks even at</Term>}
            value={formatPercent(breakEven.withCharges)}
            note={`${formatPercent(breakEven.withoutCharges)} without charges`}
          />
        ) : null}
        <Tile
          label="Average life"
          value={formatDuration(summary.averageLifeMinutes * 60_000)}
          note="until the outcome is known"
        />
        <Tile
          label={<Term name="uniqueness">Uniqueness</Term>}
          value={formatPercent(summary.averageUniqueness, 0)}
          note={`worth ${formatNumber(Math.round(summary.rows * summary.averageUniqueness))} rows of their own`}
        />
        <Tile
          label={<Term name="ambiguousBar">Ambiguous</Term>}
          value={formatNumber(summary.ambiguous)}
          note={
            summary.ambiguous === 0
              ? 'no bar touched both'
              : `${formatNumber(summary.resolvedFiner)} told by finer bars`
          }
        />
      </TileRow>
    </div>
  );
}

export function SummaryDetail({ summary }: { readonly summary: LabelSummary }) {
  const verdict = breakEvenWords(summary);
  const shares = classShares(summary);
  return (
    <div className={styles.detail}>
      {shares.length > 0 ? (
        <Panel title="Class balance" hint="95 % interval over unique rows" padded>
          <ul className={styles.bars}>
            {shares.map((share) => (
              <Bar
                key={share.name}
                words={share.name}
                count={share.count}
                share={share.share}
                note={shareWords(share)}
                mark
              />
            ))}
          </ul>
          {verdict ? (
            <p className={styles.verdict}>
              {verdict} <span className="ad-muted">Basis: {summary.breakEven?.basis}.</span>
            </p>
          ) : null}
        </Panel>
      ) : null}
      <Counts
        title="How windows ended"
        rows={hitsOf(summary)}
        words={(name) => hitWords(name, summary.classes)}
        all={summary.rows}
        empty="No row."
      />
      <Counts
        title="Dropped"
        hint={plural(summary.decisions, 'decision')}
        rows={droppedOf(summary)}
        words={(name) => DROP_WORDS[name]}
        all={summary.decisions}
        empty="No decision was dropped."
      />
    </div>
  );
}

interface CountsProps<Name extends string> {
  readonly title: string;
  readonly hint?: string;
  readonly rows: readonly Counted<Name>[];
  readonly words: (name: Name) => string;
  readonly all: number;
  readonly empty: string;
}

function Counts<Name extends string>({ title, hint, rows, words, all, empty }: CountsProps<Name>) {
  return (
    <Panel title={title} hint={hint} padded>
      {rows.length === 0 ? (
        <p className="ad-muted">{empty}</p>
      ) : (
        <ul className={styles.bars}>
          {rows.map(({ name, count }) => (
            <Bar key={name} words={words(name)} count={count} share={count / Math.max(1, all)} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface BarProps {
  readonly words: string;
  readonly count: number;
  readonly share: number;
  readonly note?: string;
  readonly mark?: boolean;
}

function Bar({ words, count, share, note, mark = false }: BarProps) {
  return (
    <li>
      <span className={styles.barHead}>
        <span className={styles.barName}>
          {mark ? <ClassMark kind={classMark(words)} /> : null}
          {words}
        </span>
        <span className="ad-number">
          {formatNumber(count)} · {formatPercent(share)}
        </span>
      </span>
      <span className={styles.barTrack} aria-hidden>
        <span className={styles.barFill} style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      {note ? <span className={styles.barNote}>{note}</span> : null}
    </li>
  );
}
