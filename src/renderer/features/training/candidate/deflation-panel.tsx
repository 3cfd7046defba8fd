// What is left of the Sharpe ratio after every trial on the dataset was counted.

import type { CandidateReport } from '../../../../contracts/training-results.ts';
import { formatNumber, formatPercent, formatRatio, plural } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Term } from '../../../ui/term.tsx';
import styles from './candidate.module.css';
import { known } from './candidate-model.ts';
import { KnownValue } from './known-value.tsx';

export function DeflationPanel({ report }: { readonly report: CandidateReport }) {
  const { deflation } = report;
  return (
    <Panel title="After counting every trial" hint="on this dataset, by anybody, with any model" padded>
      {deflation === null ? (
        <p className="ad-muted">
          There is no Sharpe ratio to deflate:{' '}
          {report.money === null
            ? 'the backtest engine cannot trade this dataset'
            : 'too few days, or no day on which anything was earned or lost'}
          .
        </p>
      ) : (
        <>
          <dl className={styles.figures}>
            <div>
              <dt>
                <Term name="sharpe">Sharpe ratio</Term>, {deflation.idle ? 'surest rows' : 'pooled'}
              </dt>
              <dd>{formatRatio(deflation.sharpe)}</dd>
            </div>
            <div>
              <dt>Best that luck alone gives</dt>
              <dd>{formatRatio(deflation.expectedBest)}</dd>
            </div>
            <div>
              <dt>Trials counted</dt>
              <dd
                title={`${plural(deflation.entries, 'entry', 'entries')} in the trial ledger of the dataset`}
              >
                {formatNumber(deflation.trials)}
              </dd>
            </div>
            <div>
              <dt>
                <Term name="deflatedSharpe">Chance of skill</Term>
              </dt>
              <dd>
                <KnownValue
                  known={known(deflation.deflated, (value) => formatPercent(value, 0), 'Too few days for it')}
                />
              </dd>
            </div>
            <div>
              <dt>
                <Term name="overfitting">Overfitting (PBO)</Term>
              </dt>
              <dd>
                <KnownValue
                  known={known(
                    deflation.overfitting ?? Number.NaN,
                    (value) => formatPercent(value, 0),
                    'Too few candidates or segments to split into halves',
                  )}
                />
              </dd>
            </div>
          </dl>
          <p className={styles.note}>{deflation.words}</p>
        </>
      )}
    </Panel>
  );
}
