// The chosen decision in one line under the chart: when, what, from which levels, how it ended. Says how to choose one until then.

import type { DecisionLayer } from '../../../charts/candles/decisions.ts';
import {
  formatClock,
  formatDateTime,
  formatDuration,
  formatNumber,
  formatPercent,
} from '../../../ui/format.ts';
import { ClassMark } from './class-mark.tsx';
import type { DecisionFacts } from './decision-facts.ts';
import styles from './labels.module.css';

export interface DecisionLineProps {
  readonly facts: DecisionFacts | null;
  readonly layer: DecisionLayer;
}

export function DecisionLine({ facts, layer }: DecisionLineProps) {
  if (!facts)
    return (
      <p className={styles.decision} data-decision="none">
        <span className="ad-muted">
          Point at a bar to see its barriers, click to keep them, step with [ and ]. Times in IST.
        </span>
      </p>
    );
  const kind = layer.classes[layer.lane[facts.bar] ?? -1];
  const levels = (
    [
      ['Entry', facts.entry],
      [sentence(layer.levelNames?.target ?? 'target'), facts.target],
      [sentence(layer.levelNames?.stop ?? 'stop'), facts.stop],
    ] as const
  ).filter(([, price]) => Number.isFinite(price));
  return (
    <dl className={styles.decision} data-decision={facts.className}>
      <div>
        <dt>Decided</dt>
        <dd>{formatDateTime(facts.decidedAt)}</dd>
      </div>
      <div>
        <dt>Label</dt>
        <dd className={styles.decisionClass}>
          {kind ? <ClassMark kind={kind} /> : null}
          {facts.className}
        </dd>
      </div>
      {levels.map(([name, price]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {formatNumber(price, 2)}
            {name === 'Entry' ? null : (
              <span className="ad-muted"> {formatPercent(price / facts.entry - 1, 2, 'always')}</span>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>Ended</dt>
        <dd>
          {layer.endWords(facts.bar)} at {formatClock(facts.knownAt)}
          <span className="ad-muted">, after {formatDuration(facts.lifeMinutes * 60_000)}</span>
        </dd>
      </div>
      <div>
        <dt>Worth before charges</dt>
        <dd>{formatPercent(facts.value, 2, 'always')}</dd>
      </div>
    </dl>
  );
}

function sentence(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
