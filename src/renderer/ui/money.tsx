// Rupees, percent and plain figures with tabular digits. `signed` colours by sign and always prints the sign, so that colour
// never says it alone. The exact value stands in the title wherever a compact one is shown.

import { formatMoney, formatMoneyCompact, formatNumber, formatPercent, NONE } from './format.ts';

function toneOf(value: number, signed: boolean): string {
  if (!signed || !Number.isFinite(value) || value === 0) return 'ad-number';
  return value > 0 ? 'ad-number ad-up' : 'ad-number ad-down';
}

export interface MoneyProps {
  readonly value: number;
  readonly decimals?: number;
  /** Profit or loss: coloured and signed. */
  readonly signed?: boolean;
  /** `₹1.24 L` with the exact amount on hover. */
  readonly compact?: boolean;
}

export function Money({ value, decimals = 2, signed = false, compact = false }: MoneyProps) {
  const sign = signed ? 'always' : 'auto';
  const exact = formatMoney(value, decimals, sign);
  return (
    <span className={toneOf(value, signed)} title={compact && exact !== NONE ? exact : undefined}>
      {compact ? formatMoneyCompact(value, sign) : exact}
    </span>
  );
}

export interface PercentProps {
  /** A fraction: 0.42 prints 42 %. */
  readonly value: number;
  readonly decimals?: number;
  readonly signed?: boolean;
}

export function Percent({ value, decimals = 1, signed = false }: PercentProps) {
  return (
    <span className={toneOf(value, signed)}>
      {formatPercent(value, decimals, signed ? 'always' : 'auto')}
    </span>
  );
}

export function Figure({ value, decimals = 0 }: { readonly value: number; readonly decimals?: number }) {
  return <span className="ad-number">{formatNumber(value, decimals)}</span>;
}
