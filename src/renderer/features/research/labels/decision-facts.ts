// One decision of a preview in words and numbers: what the panel under the chart says and the table exports. Pure.

import { HITS, type Hit } from '../../../../../engines/labels/definition.ts';
import { intervalMs } from '../../../../../engines/market/interval.ts';
import type { DecisionLayer } from '../../../charts/candles/decisions.ts';
import type { ChartTable } from '../../../charts/chart-table.ts';
import { formatDateTime } from '../../../ui/format.ts';
import type { LabelledBars } from './decision-layer.ts';

export interface DecisionFacts {
  readonly bar: number;
  /** Close of the decision bar: the moment everything known is known. */
  readonly decidedAt: number;
  readonly knownAt: number;
  readonly className: string;
  readonly hit: Hit;
  readonly value: number;
  readonly entry: number;
  readonly target: number;
  readonly stop: number;
  readonly lifeMinutes: number;
}

export function decisionFacts(
  preview: LabelledBars,
  layer: DecisionLayer,
  bar: number,
): DecisionFacts | null {
  const lane = layer.lane[bar] ?? -1;
  const knownAt = preview.t1[bar] ?? Number.NaN;
  if (lane < 0 || Number.isNaN(knownAt)) return null;
  const decidedAt = preview.bars.openTime[bar]! + intervalMs(preview.interval);
  return {
    bar,
    decidedAt,
    knownAt,
    className: layer.classes[lane]?.name ?? '',
    hit: HITS[preview.hit[bar] ?? 0] ?? 'none',
    value: preview.value[bar]!,
    entry: preview.entry[bar]!,
    target: preview.target[bar]!,
    stop: preview.stop[bar]!,
    lifeMinutes: (knownAt - decidedAt) / 60_000,
  };
}

/** The shown decisions between two bars as rows. */
export function decisionTable(
  preview: LabelledBars,
  layer: DecisionLayer,
  from: number,
  to: number,
): ChartTable {
  const known = (value: number) => (Number.isFinite(value) ? value : null);
  const rows = [];
  for (let bar = Math.max(0, Math.floor(from)); bar < Math.min(layer.lane.length, Math.ceil(to)); bar++) {
    if (layer.shown[bar] !== 1) continue;
    const facts = decisionFacts(preview, layer, bar);
    if (!facts) continue;
    rows.push([
      formatDateTime(facts.decidedAt),
      facts.className,
      layer.endWords(bar),
      known(facts.value),
      known(facts.entry),
      known(facts.target),
      known(facts.stop),
      formatDateTime(facts.knownAt),
      facts.lifeMinutes,
    ]);
  }
  return {
    columns: [
      'Decided (IST)',
      'Label',
      'How it ended',
      'Value',
      'Entry',
      'Target',
      'Stop',
      'Known (IST)',
      'Minutes',
    ],
    rows,
  };
}
