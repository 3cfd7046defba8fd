// What was taken for what: rows are what happened, columns what was said, tinted by the share of the row.

import type { Scores } from '../../../../contracts/training-results.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { known, MISSING } from './candidate-model.ts';
import { KnownValue } from './known-value.tsx';
import { confusionRows } from './reliability-model.ts';
import styles from './shaded-table.module.css';

export interface ConfusionTableProps {
  readonly classes: readonly string[];
  readonly confusion: readonly (readonly number[])[];
  readonly pooled: Scores;
}

const share = (value: number) => formatPercent(value, 1);

export function ConfusionTable({ classes, confusion, pooled }: ConfusionTableProps) {
  const rows = confusionRows(classes, confusion);
  if (rows.length === 0) return <p className="ad-muted">A predicted number has no classes to confuse.</p>;
  return (
    <>
      <table className={styles.table}>
        <caption className="ad-hidden">Confusion matrix of the pooled test rows</caption>
        <thead>
          <tr>
            <th scope="col">Happened</th>
            {classes.map((name) => (
              <th key={name} scope="col">
                said {name}
              </th>
            ))}
            <th scope="col" title="Of the rows said to be of the class, those that were">
              Precision
            </th>
            <th scope="col" title="Of the rows of the class, those that were found">
              Recall
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, actual) => (
            <tr key={row.name}>
              <th scope="row">
                {row.name} <span className="ad-muted">{formatNumber(row.rows)}</span>
              </th>
              {row.cells.map((cell, predicted) => (
                <td key={classes[predicted]}>
                  <span
                    className={styles.tint}
                    data-tone={actual === predicted ? undefined : 'wrong'}
                    style={{ opacity: Number.isFinite(cell.share) ? cell.share * 0.45 : 0 }}
                    aria-hidden
                  />
                  <span className={styles.cell}>
                    <b>{formatNumber(cell.count)}</b> <span>{share(cell.share)}</span>
                  </span>
                </td>
              ))}
              <td>
                <KnownValue known={known(row.precision, share, MISSING.class)} />
              </td>
              <td>
                <KnownValue known={known(row.recall, share, MISSING.class)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        Accuracy {share(pooled.accuracy)}, macro F1 {formatNumber(pooled.macroF1, 3)}, weighted F1{' '}
        {formatNumber(pooled.weightedF1, 3)}. Accuracy counts every row; what is acted on is only what passes
        the threshold.
      </p>
    </>
  );
}
