// The honesty waterfall on screen: one row per assumption with its signed bar, rupees, trades and win rate. A row is a button where the
// page can show the trades it changed; its meaning stands under its name.

import { type ReactNode, useRef, useState } from 'react';
import type { Waterfall, WaterfallStep } from '../../../../engines/backtest/contract.ts';
import { formatMoney, formatNumber, formatPercent, plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { Term } from '../../ui/term.tsx';
import { ChartMenu } from '../chart-menu.tsx';
import { svgToPng } from '../svg-to-png.ts';
import { useChartTokens } from '../tokens.ts';
import styles from './waterfall.module.css';
import { barWords, layoutWaterfall, type WaterfallBar, waterfallWords } from './waterfall-model.ts';
import { PICTURE_WIDTH, pictureHeight, waterfallSvg } from './waterfall-svg.ts';

export interface WaterfallChartProps {
  readonly waterfall: Waterfall;
  /** What opens under a chosen step: the trades it changed. Without it the rows cannot be chosen. */
  readonly detail?: (step: WaterfallStep) => ReactNode;
}

function Track({
  bar,
  next,
  zero,
}: {
  readonly bar: WaterfallBar;
  readonly next: WaterfallBar | undefined;
  readonly zero: number;
}) {
  const gain = (bar.kind === 'total' ? bar.to : bar.change) >= 0;
  const end = bar.to >= bar.from ? bar.left + bar.width : bar.left;
  return (
    <span className={styles.track} aria-hidden>
      <span className={styles.zero} style={{ left: `${zero * 100}%` }} />
      <span
        className={styles.bar}
        data-kind={bar.kind}
        data-gain={gain}
        style={{ left: `${bar.left * 100}%`, width: `${bar.width * 100}%` }}
      />
      {next ? <span className={styles.link} style={{ left: `${end * 100}%` }} /> : null}
    </span>
  );
}

function Row({
  bar,
  next,
  zero,
  chosen,
  onChoose,
  detail,
}: {
  readonly bar: WaterfallBar;
  readonly next: WaterfallBar | undefined;
  readonly zero: number;
  readonly chosen: boolean;
  readonly onChoose: (() => void) | undefined;
  readonly detail: ReactNode;
}) {
  const gain = (bar.kind === 'total' ? bar.to : bar.change) >= 0;
  const nothing = bar.kind === 'step' && bar.change === 0;
  const content = (
    <>
      <span className={styles.name}>
        <span className={styles.label}>{bar.label}</span>
        <span className={styles.meaning}>{bar.meaning}</span>
      </span>
      <Track bar={bar} next={next} zero={zero} />
      <span className={`${styles.change} ${nothing ? 'ad-muted' : gain ? 'ad-up' : 'ad-down'}`}>
        {nothing ? '±₹0' : barWords(bar)}
      </span>
      <span className={styles.figure}>{bar.kind === 'step' ? formatMoney(bar.to, 0) : ''}</span>
      <span className={styles.figure}>{formatNumber(bar.trades)}</span>
      <span className={styles.figure}>{formatPercent(bar.hitRate)}</span>
      <span className={styles.figure}>{bar.kind === 'step' ? formatNumber(bar.changedTrades) : ''}</span>
    </>
  );
  const clickable = onChoose !== undefined && bar.kind === 'step';
  return (
    <li data-step={bar.id} data-kind={bar.kind} data-chosen={chosen || undefined} className={styles.row}>
      {clickable ? (
        <button
          type="button"
          className={styles.grid}
          onClick={onChoose}
          aria-expanded={chosen}
          title={`${bar.meaning} Show the trades it changed.`}
        >
          {content}
        </button>
      ) : (
        <div className={styles.grid} title={bar.meaning}>
          {content}
        </div>
      )}
      {detail}
    </li>
  );
}

export function WaterfallChart({ waterfall, detail }: WaterfallChartProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const step = waterfall.steps.find((each) => each.id === chosen);
  const tokens = useChartTokens();
  const layout = layoutWaterfall(waterfall);
  const latest = useRef(layout);
  latest.current = layout;
  const svg = () => waterfallSvg(latest.current, tokens);
  return (
    <Panel
      title={<Term name="waterfall">Honesty waterfall</Term>}
      hint={plural(waterfall.steps.length - 1, 'assumption')}
      actions={
        <ChartMenu
          name="waterfall"
          label="Honesty waterfall"
          picture={() => ({ svg, png: () => svgToPng(svg(), PICTURE_WIDTH, pictureHeight(latest.current)) })}
          table={() => ({
            columns: ['Step', 'Change ₹', 'Net after ₹', 'Trades', 'Hit rate', 'Trades changed'],
            rows: layout.bars.map((bar) => [
              bar.label,
              bar.kind === 'step' ? bar.change : null,
              bar.to,
              bar.trades,
              bar.hitRate,
              bar.changedTrades,
            ]),
          })}
        />
      }
    >
      <p className={styles.words}>{waterfallWords(waterfall)}</p>
      <div className={`${styles.grid} ${styles.head}`} aria-hidden>
        <span>Assumption removed</span>
        <span />
        <span className={styles.figure}>Worth</span>
        <span className={styles.figure}>Net after</span>
        <span className={styles.figure}>Trades</span>
        <span className={styles.figure}>Won</span>
        <span className={styles.figure}>Changed</span>
      </div>
      <ol className={styles.rows} data-waterfall>
        {layout.bars.map((bar, k) => (
          <Row
            key={bar.id}
            bar={bar}
            next={layout.bars[k + 1]}
            zero={layout.zero}
            chosen={chosen === bar.id}
            onChoose={detail ? () => setChosen(chosen === bar.id ? null : bar.id) : undefined}
            detail={chosen === bar.id && step && detail ? detail(step) : null}
          />
        ))}
      </ol>
    </Panel>
  );
}
