// A label preview as the decisions a chart draws: lanes, filter, levels and ends in bar numbers. Pure view-model of the designer.

import { HITS, type Hit } from '../../../../../engines/labels/definition.ts';
import { intervalMs } from '../../../../../engines/market/interval.ts';
import type { LabelPreview } from '../../../../contracts/labels.ts';
import type { ChartBars } from '../../../../contracts/market.ts';
import type { DecisionLayer } from '../../../charts/candles/decisions.ts';
import { barAtTime } from '../../../charts/candles/trade-marks.ts';
import { formatNumber, istDateOf, plural } from '../../../ui/format.ts';
import { hitWords, laneOrder, levelNames, NUMBER_CLASSES } from './label-words.ts';

export interface DecisionFilter {
  /** Name of the class, or null for all. */
  readonly className: string | null;
  readonly hit: Hit | null;
}

export type LabelledBars = Omit<LabelPreview, 'summary'> & {
  readonly summary: Pick<LabelPreview['summary'], 'classes'>;
};

export function classesOfPreview({ summary }: LabelledBars) {
  return summary.classes.length === 0 ? NUMBER_CLASSES : laneOrder(summary.classes);
}

/** Lane of each bar's decision; −1 without one. */
function lanesOf(preview: LabelledBars): Int8Array {
  const { classes } = preview.summary;
  const lanes = classesOfPreview(preview);
  const place = classes.map((name) => lanes.findIndex((kind) => kind.name === name));
  return Int8Array.from(preview.label, (label, bar) => {
    if (Number.isNaN(preview.t1[bar])) return -1;
    if (classes.length > 0) return place[label] ?? -1;
    return preview.value[bar]! > 0 ? 0 : 1;
  });
}

/** The bar the outcome fell in, with the share of it that had passed. */
function endsOf({ bars, t1, interval }: LabelledBars): Float64Array {
  const length = intervalMs(interval);
  return Float64Array.from(t1, (time) => {
    if (Number.isNaN(time)) return Number.NaN;
    // Known at its last millisecond or its close: the bar that was open just before.
    const bar = barAtTime(bars.openTime, time - 1);
    if (bar < 0) return Number.NaN;
    return bar + Math.min(1, (time - bars.openTime[bar]!) / length);
  });
}

export function decisionLayer(preview: LabelledBars, filter: DecisionFilter): DecisionLayer {
  const classes = classesOfPreview(preview);
  const lane = lanesOf(preview);
  const wantedLane =
    filter.className === null ? -1 : classes.findIndex((kind) => kind.name === filter.className);
  const wantedHit = filter.hit === null ? -1 : HITS.indexOf(filter.hit);
  let all = 0;
  let passing = 0;
  const shown = Uint8Array.from(lane, (own, bar) => {
    if (own < 0) return 0;
    all++;
    const passes =
      (wantedLane < 0 || own === wantedLane) && (wantedHit < 0 || preview.hit[bar] === wantedHit);
    if (passes) passing++;
    return passes ? 1 : 0;
  });
  return {
    classes,
    lane,
    shown,
    entry: preview.entry,
    target: preview.target,
    stop: preview.stop,
    end: endsOf(preview),
    levelNames: levelNames(preview.summary.classes),
    endWords: (bar) => hitWords(HITS[preview.hit[bar] ?? 0] ?? 'none', preview.summary.classes),
    words:
      passing === all
        ? plural(all, 'decision')
        : `${formatNumber(passing)} of ${plural(all, 'decision')} shown`,
  };
}

/** Sessions of bars by their Indian date: where the chart breaks the axis. */
export function chartOf({ instrumentId, interval, pathInterval, synthetic, bars }: LabelledBars): ChartBars {
  const sessionStarts: number[] = [];
  const sessionDates: string[] = [];
  for (let bar = 0; bar < bars.length; bar++) {
    const date = istDateOf(bars.openTime[bar]!);
    if (date === sessionDates.at(-1)) continue;
    sessionStarts.push(bar);
    sessionDates.push(date);
  }
  return {
    instrumentId,
    interval,
    storedInterval: pathInterval,
    synthetic,
    bars,
    sessionStarts,
    sessionDates,
  };
}
