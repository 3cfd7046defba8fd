// The first lines of a file beside the bars they become: the quickest way to see a wrong column, zone or stamp.

import type { Bar } from '../../../../engines/market/bars.ts';
import type { ImportPreview } from '../../../contracts/imports.ts';
import { formatDateTime, formatNumber } from '../../ui/format.ts';
import styles from './imports.module.css';

function RawRows({ preview }: { readonly preview: ImportPreview }) {
  const used = new Set(Object.values(preview.plan.columns));
  const width = Math.max(preview.headers.length, ...preview.sampleRows.map((row) => row.length));
  const columns = Array.from({ length: width }, (_, index) => index);
  return (
    <section className={styles.sample}>
      <h3>In the file</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.sampleScroll} tabIndex={0} aria-label="First lines of the file">
        <table className={styles.sampleTable}>
          <thead>
            <tr>
              {columns.map((index) => (
                <th key={index} data-used={used.has(index) || undefined}>
                  {preview.headers[index] || `column ${index + 1}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.sampleRows.map((row, line) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file are known by their number
              <tr key={line}>
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
