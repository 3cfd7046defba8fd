// The threshold explorer: coverage, hit rate, net and turnover at any threshold, with the ones in use beside it. For looking: the best
// threshold of test rows is known only afterwards.

import { SegmentedControl, Slider } from '@mantine/core';
import { IconHistoryToggle } from '@tabler/icons-react';
import { useState } from 'react';
import type { ThresholdPoint } from '../../../../../engines/validation/scores/threshold.ts';
import type { CandidateReport } from '../../../../contracts/training-results.ts';
import { ThresholdChart, type ThresholdUnit } from '../../../charts/threshold/threshold-chart.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { NoticeLine } from '../../../ui/notice-line.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Term } from '../../../ui/term.tsx';
import { Tile, TileRow } from '../../../ui/tile.tsx';
import { known, MISSING } from './candidate-model.ts';
import { KnownValue } from './known-value.tsx';
import { RowsNet } from './rows-net.tsx';
import styles from './threshold.module.css';
import {
  bestPoint,
  firstPoint,
  nearestPoint,
  netWords,
  pointSentence,
  pointWords,
  usedWords,
} from './threshold-model.ts';

interface PointTilesProps {
  readonly point: ThresholdPoint;
  readonly inUse: ThresholdPoint | null;
}

function PointTiles({ point, inUse }: PointTilesProps) {
  const beside = (words: (of: ThresholdPoint) => string) =>
    inUse ? `in use: ${words(inUse)}` : 'none in use';
  return (
    <TileRow>
      <Tile
        label="Coverage"
        value={formatPercent(point.coverage)}
        note={beside((of) => `${formatPercent(of.coverage)}, ${formatNumber(of.acted)} rows`)}
      />
      <Tile
        label={<Term name="hitRate">Hit rate after charges</Term>}
        value={<KnownValue known={known(point.hitRate, formatPercent, MISSING.hitRate)} />}
        note={beside((of) => formatPercent(of.hitRate))}
      />
      <Tile
        label="Before charges"
        value={<KnownValue known={known(point.grossHitRate, formatPercent, MISSING.hitRate)} />}
        note={beside((of) => formatPercent(of.grossHitRate))}
      />
      <Tile
        label="Net, in % of one position"
        value={<RowsNet net={point.net} />}
        note={beside((of) => netWords(of.net))}
      />
      <Tile
        label="Net per acted row"
        value={<KnownValue known={known(point.expectancy, pointWords, MISSING.hitRate)} />}
        note={beside((of) => pointWords(of.expectancy))}
      />
      <Tile
        label={<Term name="turnover">Turnover</Term>}
        value={formatNumber(point.turnover, 2)}
        note={beside((of) => `${formatNumber(of.turnover, 2)} changes a row`)}
      />
    </TileRow>
  );
}

export function ThresholdTab({ report }: { readonly report: CandidateReport }) {
  const { thresholds } = report;
  // Chosen all the same, but a policy decides in its place.
  const threshold = report.decisions ? null : report.threshold;
  const [place, setPlace] = useState(() => firstPoint({ thresholds, threshold }));
  const [unit, setUnit] = useState<ThresholdUnit>('sum');
  const point = thresholds[place];
  const best = bestPoint(thresholds);
  if (!point)
    return (
      <EmptyState title="No thresholds were scored">
        The rows of this dataset carry no worth of acting, so there is nothing to weigh a threshold by.
      </EmptyState>
    );
  const inUse = threshold === null ? null : (thresholds[nearestPoint(thresholds, threshold)] ?? null);
  const bestPlace = thresholds[best];
  return (
    <>
      <NoticeLine id="hindsight" icon={<IconHistoryToggle size={15} aria-hidden />}>
        {report.decisions
          ? 'This candidate acts by its decision policy: no threshold is in use, and the curve shows what acting by one would have given.'
          : `${threshold === null ? 'No threshold is in use' : `In use: ${formatNumber(threshold, 3)}`} (${usedWords(report)}). Thresholds are chosen inside the training parts.`}{' '}
        This curve is drawn over the test rows: reading the best one off it is hindsight.
      </NoticeLine>
      <PointTiles point={point} inUse={inUse} />
      <Panel
        title={
          <>
            Act when the model is at least <b className="ad-number">{formatNumber(point.threshold, 3)}</b>{' '}
            sure
          </>
        }
        hint={
          (threshold === null ? 'none is in use; ' : '') +
          (bestPlace
            ? `with hindsight the most, ${netWords(bestPlace.net)}, was at ${formatNumber(bestPlace.threshold, 3)}`
            : 'no threshold acts on any row')
        }
      >
        <div className={styles.slider}>
          <Slider
            aria-label="Threshold"
            min={0}
            max={thresholds.length - 1}
            step={1}
            value={place}
            onChange={setPlace}
            label={(at) => formatNumber(thresholds[at]?.threshold ?? Number.NaN, 3)}
            thumbLabel="Threshold"
            thumbValueText={(at) => formatNumber(thresholds[at]?.threshold ?? Number.NaN, 3)}
            classNames={{ track: styles.track, mark: styles.mark, markLabel: styles.markLabel }}
            marks={
              threshold === null ? [] : [{ value: nearestPoint(thresholds, threshold), label: 'in use' }]
            }
          />
        </div>
        <p className="ad-hidden" aria-live="polite">
          {pointSentence(point)}
        </p>
      </Panel>
      <ThresholdChart
        name={`threshold-${report.id.slice(0, 8)}`}
        points={thresholds}
        chosen={place}
        inUse={threshold}
        unit={unit}
        actions={
          <SegmentedControl
            aria-label="Net as"
            data={[
              { value: 'sum', label: 'Sum' },
              { value: 'row', label: 'Per acted row' },
            ]}
            value={unit}
            onChange={(next) => setUnit(next as ThresholdUnit)}
          />
        }
      />
    </>
  );
}
