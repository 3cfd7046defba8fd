// The sample market's companies against the exchange's own list: an invented symbol must not be a real one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { SAMPLE_COMPANIES } from '../../engines/market/synthetic-companies.ts';
import { describeWithData } from '../shared-data.ts';

describeWithData('companies against the exchange’s list', (folder) => {
  test('no invented symbol is a real one', () => {
    const file = join(folder, 'vendor_formats', 'kite_instruments', 'instruments_NSE_reduced_2025.csv.gz');
    const real = new Set(
      gunzipSync(readFileSync(file))
        .toString('utf8')
        .split(/[,\r\n]+/),
    );
    expect(real.has('RELIANCE')).toBe(true);
    expect(SAMPLE_COMPANIES.filter(({ symbol }) => real.has(symbol))).toEqual([]);
  });
});
