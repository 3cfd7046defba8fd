// One segment in words: its parts, its parameters, what was said about calibration and threshold.

import type { Parameter } from '../../../../../engines/parameters/parameters.ts';
import type { SegmentResult } from '../../../../contracts/training-results.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { Term } from '../../../ui/term.tsx';
import styles from './candidate.module.css';
import { parameterWords } from './parameter-words.ts';
import { ownParameters, windowsOf } from './segment-windows.ts';

export interface SegmentFactsProps {
  readonly segment: SegmentResult;
  /** The family's parameters, for their titles and those of their choices. */
  readonly declared: readonly Parameter[];
  readonly range: (from: number, to: number) => string;
}

export function SegmentFacts({ segment, declared, range }: SegmentFactsProps) {
  const parameters = ownParameters(segment);
  const windows = windowsOf(segment);
  const { calibration, threshold } = segment;
  return (
    <>
      <dl className={styles.facts}>
        <div>
          <dt>Trained on</dt>
          <dd>
            {range(segment.trainFrom, segment.trainTo)}, {formatNumber(segment.trainRows)} rows
          </dd>
        </div>
        <div>
          <dt>Tested on</dt>
          <dd>
            {range(segment.testFrom, segment.testTo)}, {formatNumber(segment.testRows)} rows
          </dd>
        </div>
        <div>
          <dt>
            <Term name="calibration">Calibration</Term>
          </dt>
          <dd>
            {calibration.method},{calibration.accepted ? ' kept.' : ''} {calibration.words}
          </dd>
        </div>
        <div>
          <dt>
            <Term name="actThreshold">Threshold</Term>
          </dt>
          <dd>
            {threshold === null
              ? 'None: in the training part no threshold earned more than staying out, so nothing was traded.'
              : `${formatNumber(threshold, 3)}, by what was earned in the training part. ${formatNumber(segment.acted)} test rows acted on, ${formatPercent(segment.hitRate)} paid after charges.`}
          </dd>
        </div>
      </dl>
      <h3 className={styles.small}>Parameters</h3>
      {parameters.length === 0 ? (
        <p className="ad-muted">None of its own.</p>
      ) : (
        <dl className={styles.figures} aria-label="Parameters">
          {parameters.map(([name, value]) => {
            const { label, words } = parameterWords(
              name,
              value,
              declared.find((one) => one.name === name),
            );
            return (
              <div key={name}>
                <dt title={name}>{label}</dt>
                <dd>{words}</dd>
              </div>
            );
          })}
        </dl>
      )}
      {windows.length > 0 ? (
        <>
          <h3 className={styles.small}>Windows</h3>
          <dl className={styles.figures} aria-label="Windows">
            {windows.map(({ group, column }) => (
              <div key={group}>
                <dt className="ad-mono">{group}</dt>
                <dd className="ad-mono">{column}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
    </>
  );
}
