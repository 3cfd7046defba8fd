// The first differing bars of a day, stored beside incoming; what differs is marked, and said by the sign of the change.

import type { Bar } from '../../../../engines/market/bars.ts';
import type { DayDifference } from '../../../contracts/imports.ts';
import { formatClock, formatNumber } from '../../ui/format.ts';
import styles from './imports.module.css';

const PRICES = ['open', 'high', 'low', 'close'] as const satisfies readonly (keyof Bar)[];
const SIDES = ['stored', 'incoming'] as const;
const SIDE_WORDS = { stored: 'stored', incoming: 'new file' } as const;

export function DifferenceRows({ rows }: Pick<DayDifference, 'rows'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={styles.sampleScroll} tabIndex={0} aria-label="Differing bars">
      <table className={styles.sampleTable}>
        <thead>
          <tr>
            <th>Bar (IST)</th>
            <th>From</th>
            {PRICES.map((price) => (
              <th key={price} data-align="right">
                {price}
              </th>
            ))}
            <th data-align="right">volume</th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row) =>
            SIDES.map((side) => {
              const bar = row[side];
              const other = row[side === 'stored' ? 'incoming' : 'stored'];
              const cell = (name: (typeof PRICES)[number] | 'volume') => (
                <td
                  key={name}
                  data-align="right"
                  className={bar && other && bar[name] !== other[name] ? styles.differs : undefined}
                >
                  {bar ? formatNumber(bar[name], name === 'volume' ? 0 : 2) : ''}
                </td>
              );
              return (
                <tr key={`${row.openTime} ${side}`}>
                  <td>{side === 'stored' ? formatClock(row.openTime) : ''}</td>
                  <td className="ad-muted">{bar ? SIDE_WORDS[side] : `${SIDE_WORDS[side]}: no bar`}</td>
                  {PRICES.map(cell)}
                  {cell('volume')}
                </tr>
              );
            }),
          )}
        </tbody>
      </table>
    </section>
  );
}
