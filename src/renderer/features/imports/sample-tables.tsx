// The first lines of a file beside the bars they become: the quickest way to see a wrong column, zone or stamp.

import type { Bar } from '../../../../engines/market/bars.ts';
import type { ColumnMap, ImportPreview } from '../../../contracts/imports.ts';
import { formatDateTime, formatNumber } from '../../ui/format.ts';
import styles from './imports.module.css';
import { ROLE_WORDS } from './plan-words.ts';

/** As many as the preview makes into bars. */
const SHOWN_ROWS = 8;

/** Role of each column position, for the head of the raw table. */
function rolesOf(columns: ColumnMap): ReadonlyMap<number, string> {
  return new Map(
    Object.entries(columns).map(([role, index]) => [index, ROLE_WORDS[role as keyof ColumnMap]]),
  );
}

function RawRows({ preview }: { readonly preview: ImportPreview }) {
  const { headerRows, columns: map } = preview.plan;
  const roles = rolesOf(map);
  const width = Math.max(preview.headers.length, ...preview.sampleRows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => index);
  // Parquet names its columns outside the rows.
  const named = headerRows === 0 && preview.headers.some((header) => header !== '');
  return (
    <section className={styles.sample}>
      <h3>
        In the file <span className="ad-muted">and what each column is taken for</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.sampleScroll} tabIndex={0} aria-label="First lines of the file">
        <table className={styles.sampleTable}>
          <thead>
            <tr>
              {columns.map((index) => (
                <th key={index} data-used={roles.has(index) || undefined}>
                  {roles.get(index) ?? 'not used'}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {named ? (
              <tr data-header>
                {columns.map((index) => (
                  <td key={index}>{preview.headers[index]}</td>
                ))}
              </tr>
            ) : null}
            {preview.sampleRows.slice(0, headerRows + SHOWN_ROWS).map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file are known by their number
              <tr key={line} data-header={line < headerRows || undefined}>
                {columns.map((index) => (
                  <td key={index}>{row[index] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

const PRICES = ['open', 'high', 'low', 'close'] as const satisfies readonly (keyof Bar)[];

function Bars({ preview }: { readonly preview: ImportPreview }) {
  return (
    <section className={styles.sample}>
      <h3>
        As stored <span className="ad-muted">start of the bar, IST</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.sampleScroll} tabIndex={0} aria-label="First bars as stored">
        <table className={styles.sampleTable}>
          <thead>
            <tr>
              <th>Start</th>
              {PRICES.map((price) => (
                <th key={price} data-align="right">
                  {price[0]?.toUpperCase()}
                  {price.slice(1)}
                </th>
              ))}
              <th data-align="right">Volume</th>
            </tr>
          </thead>
          <tbody>
            {preview.sampleBars.map((bar) => (
              <tr key={bar.openTime}>
                <td>{formatDateTime(bar.openTime)}</td>
                {PRICES.map((price) => (
                  <td key={price} data-align="right">
                    {formatNumber(bar[price], 2)}
                  </td>
                ))}
                <td data-align="right">{formatNumber(bar.volume)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

export function SampleTables({ preview }: { readonly preview: ImportPreview }) {
  return (
    <div className={styles.samples}>
      <RawRows preview={preview} />
      {preview.sampleBars.length > 0 ? <Bars preview={preview} /> : null}
    </div>
  );
}
