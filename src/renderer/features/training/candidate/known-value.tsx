// A figure, or a dash that says why there is none, on hover and to screen readers.

import type { Known } from './candidate-model.ts';
import styles from './known-value.module.css';

export function KnownValue({ known }: { readonly known: Known }) {
  if (known.missing === null) return <span className="ad-number">{known.text}</span>;
  return (
    <span className={`ad-number ad-muted ${styles.known}`} title={known.missing}>
      <span aria-hidden>{known.text}</span>
      <span className="ad-hidden">{known.missing}</span>
    </span>
  );
}
