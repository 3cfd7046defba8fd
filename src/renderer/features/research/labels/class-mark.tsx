// The mark of a label's class as it stands on the chart: shape first, colour second.

import type { DecisionClass } from '../../../charts/candles/decisions.ts';

const PATHS: Readonly<Record<DecisionClass['shape'], string>> = {
  up: 'M5 1 9.2 9H.8z',
  down: 'M5 9 .8 1h8.4z',
  diamond: 'M5 .5 9.5 5 5 9.5.5 5z',
  square: 'M1.5 1.5h7v7h-7z',
};
const COLOURS: Readonly<Record<DecisionClass['tone'], string>> = {
  up: 'var(--ad-up-mark)',
  down: 'var(--ad-down-mark)',
  muted: 'var(--ad-muted)',
  amber: 'var(--ad-amber)',
};

export function ClassMark({ kind }: { readonly kind: DecisionClass }) {
  return (
    <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden style={{ flex: 'none' }}>
      <path d={PATHS[kind.shape]} fill={COLOURS[kind.tone]} />
    </svg>
  );
}
