// What acted rows were worth after charges, in percent of one position: signed, coloured by sign, plain where it rounds to nothing.

import { netWords } from './threshold-model.ts';

export function RowsNet({ net }: { readonly net: number }) {
  const words = netWords(net);
  const tone = words.startsWith('+') ? 'ad-up' : words.startsWith('−') ? 'ad-down' : '';
  return <span className={`ad-number ${tone}`}>{words}</span>;
}
