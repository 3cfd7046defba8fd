// What a label says of the chosen bars: sentence, tiles, filters, chart, the chosen decision, and the counts behind it all.

import { useMemo, useRef } from 'react';
import type { LabelSpec } from '../../../../../engines/labels/spec.ts';
import type { LabelPreview } from '../../../../contracts/labels.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { useSettings } from '../../../app/preferences.ts';
import { CandleChart, type CandleHandle } from '../../../charts/candles/candle-chart.tsx';
import { stepDecision } from '../../../charts/candles/decisions.ts';
import { barAtTime } from '../../../charts/candles/trade-marks.ts';
import { windowOver } from '../../../charts/candles/window.ts';
import { ErrorNote, ErrorState } from '../../../ui/error-state.tsx';
import { ChartSkeleton } from '../../../ui/skeletons.tsx';
import type { LabelSearch } from '../routes.tsx';
import { ChartBar } from './chart-bar.tsx';
import { decisionFacts, decisionTable } from './decision-facts.ts';
import { chartOf, decisionLayer } from './decision-layer.ts';
import { DecisionLine } from './decision-line.tsx';
import type { MarketChoice } from './designer-model.ts';
import { SummaryDetail, SummaryTiles } from './label-summary.tsx';
import styles from './labels.module.css';
import { usePreview } from './use-preview.ts';
import { homeWindow, windowAround } from './view-window.ts';

export interface PreviewViewProps {
  readonly market: MarketChoice;
  /** Null while something holds the preview back. */
  readonly spec: LabelSpec | null;
  readonly holdingBack: string | null;
  readonly search: LabelSearch;
  readonly onSearch: (part: Partial<LabelSearch>) => void;
}

export function PreviewView({ market, spec, holdingBack, search, onSearch }: PreviewViewProps) {
  const { preview, error, isBusy, retry } = usePreview(market, spec);
  if (!preview)
    return error ? (
      <ErrorState error={error} title="The label could not be shown" onRetry={retry} />
    ) : (
      <ChartSkeleton height="50vh" text={holdingBack ?? `Labelling the bars of ${market.instrumentId}…`} />
    );
  return (
    <div className={styles.preview} data-busy={isBusy || undefined} data-preview={isBusy ? 'busy' : 'ready'}>
      {error ? <ErrorNote error={error} title="The last picture stays" /> : null}
      {holdingBack ? (
        <p className={styles.problem} role="status">
          {holdingBack} The last picture stays.
        </p>
      ) : null}
      <p className={styles.words} data-words>
        {preview.summary.words}
        <span className="ad-muted">
          {preview.pathInterval === preview.interval
            ? ''
            : ` · outcomes read from ${preview.pathInterval} bars`}
          {isBusy ? ' · computing…' : ''}
        </span>
      </p>
      <SummaryTiles summary={preview.summary} />
      <PreviewChart preview={preview} search={search} onSearch={onSearch} />
      <SummaryDetail summary={preview.summary} />
    </div>
  );
}

const NO_LINES = { anchors: [], anchorBar: -1, panes: [] };
const NO_TRADES: readonly never[] = [];

interface PreviewChartProps extends Pick<PreviewViewProps, 'search' | 'onSearch'> {
  readonly preview: LabelPreview;
}

function PreviewChart({ preview, search, onSearch }: PreviewChartProps) {
  const { hollowCandles } = useSettings();
  const handle = useRef<CandleHandle>(null);
  const chart = useMemo(() => chartOf(preview), [preview]);
  const className = search.class ?? null;
  const hit = search.hit ?? null;
  const layer = useMemo(() => decisionLayer(preview, { className, hit }), [preview, className, hit]);
  const { openTime } = preview.bars;
  const found = search.at === undefined ? -1 : barAtTime(openTime, search.at);
  const chosen = found >= 0 && openTime[found] === search.at && layer.lane[found]! >= 0 ? found : null;
  const decisions = useMemo(() => ({ layer, chosen }), [layer, chosen]);
  const home = useMemo(() => homeWindow(chart), [chart]);
  // A link's decision counts when the bars arrive; later choices move the window only as far as needed.
  const wished = useRef(chosen);
  wished.current = chosen;
  const initial = useMemo(
    () =>
      wished.current === null
        ? home
        : windowOver(wished.current - 40, wished.current + 60, chart.bars.length),
    [home, chart],
  );
  const choose = (bar: number | null) => {
    if (bar !== null && layer.lane[bar]! < 0) return;
    onSearch({ at: bar === null ? undefined : openTime[bar] });
    if (bar === null || !handle.current) return;
    const window = windowAround(handle.current.window(), bar, layer.end[bar]!, chart.bars.length);
    if (window) handle.current.setWindow(window);
  };
  const step = (by: 1 | -1) => {
    const bounds = handle.current?.window() ?? home;
    const from =
      chosen ??
      (by > 0
        ? Math.max(-1, Math.floor(bounds.start) - 1)
        : Math.min(chart.bars.length, Math.ceil(bounds.end)));
    const next = stepDecision(layer, from, by);
    if (next !== null) choose(next);
  };
  useKeys('Label designer', [
    { keys: ']', label: 'Next decision', run: () => step(1) },
    { keys: '[', label: 'Previous decision', run: () => step(-1) },
  ]);
  const facts = chosen === null ? null : decisionFacts(preview, layer, chosen);
  return (
    <section className={styles.chartBox} aria-label="Decisions on the bars">
      <ChartBar
        layer={layer}
        summary={preview.summary}
        className={className}
        hit={hit}
        onFilter={onSearch}
        onStep={step}
        onAll={() => handle.current?.setWindow(windowOver(0, chart.bars.length, chart.bars.length))}
        picture={() => handle.current}
        name={`${preview.instrumentId.replace(':', '-')}-${preview.interval}-labels`}
        table={() => {
          const { start, end } = handle.current?.window() ?? home;
          return decisionTable(preview, layer, start, end);
        }}
      />
      <div className={styles.chart}>
        <CandleChart
          ref={handle}
          chart={chart}
          lines={NO_LINES}
          overlay={null}
          trades={NO_TRADES}
          chosenTrade={null}
          onChooseTrade={() => undefined}
          decisions={decisions}
          onChooseDecision={choose}
          picking={false}
          onPickBar={() => undefined}
          hollow={hollowCandles}
          initial={initial}
          home={home}
          onWindow={() => undefined}
        />
      </div>
      <DecisionLine facts={facts} layer={layer} />
    </section>
  );
}
