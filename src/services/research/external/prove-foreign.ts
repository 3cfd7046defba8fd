// The leak proof of rows that came from outside: what can be checked without the bars they were made of. Checks that recompute rows say
// that they were skipped, and why. Called by the import.

import { validityOf } from '../../../../engines/features/matrix.ts';
import type { LeakProof } from '../../../../engines/validation/leaks/proof.ts';
import { proveNoLeaks } from '../../../../engines/validation/leaks/prove.ts';
import type { ExternalImport } from '../../../contracts/datasets.ts';
import { loadCalendar } from '../../market/index.ts';
import { noDrops } from '../label-counts.ts';
import { profileFor } from './calendar-check.ts';
import type { ForeignRows } from './foreign-rows.ts';

const SEED = 7;

/** Null where there is no feature to prove anything of. */
export function proveForeign(
  { parts, featureNames, classes, labelled }: ForeignRows,
  {
    exchange,
    from,
    to,
  }: { readonly exchange: ExternalImport['exchange']; readonly from: string; readonly to: string },
): LeakProof | null {
  if (featureNames.length === 0) return null;
  const sessions = loadCalendar().sessions(profileFor(exchange), from, to);
  return proveNoLeaks(
    {
      count: parts.length,
      load(index) {
        const { instrumentId, columns } = parts[index]!;
        const { rows, time, features, label, value, t1, hit, weight } = columns;
        return {
          instrumentId,
          matrix: { rows, names: featureNames, time, columns: features, validity: features.map(validityOf) },
          labels: labelled ? { length: rows, classes, label, value, t1, hit, weight, ...noDrops() } : null,
          sessions,
          source: null,
        };
      },
    },
    { seed: SEED, foreignNames: featureNames },
  );
}
