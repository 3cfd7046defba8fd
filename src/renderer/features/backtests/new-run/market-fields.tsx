// Which instruments, which bars, which days: limited to what is stored.

import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { DayFields, RangeButtons } from '../../../ui/market/day-fields.tsx';
import { allOrSomeWords, InstrumentsField } from '../../../ui/market/instruments-field.tsx';
import { IntervalField } from '../../../ui/market/interval-field.tsx';
import { type Coverage, chosenOf, intervalsFor } from '../../../ui/market/stored-range.ts';
import { SyntheticBadge } from '../../../ui/synthetic-badge.tsx';
import styles from './new-run.module.css';
import type { RunFields } from './request-model.ts';

export interface MarketFieldsProps {
  readonly stored: readonly InstrumentSummary[];
  readonly fields: RunFields;
  readonly coverage: Coverage | null;
  readonly onChange: (part: Partial<RunFields>) => void;
}

export function MarketFields({ stored, fields, coverage, onChange }: MarketFieldsProps) {
  const { instruments } = fields;
  return (
    <div className={styles.market}>
      <InstrumentsField
        stored={stored}
        value={instruments}
        emptyWords="All"
        description={allOrSomeWords(stored, instruments)}
        onChange={(ids) => onChange({ instruments: ids })}
      />
      <IntervalField
        label="Signal bars"
        description="decided at close"
        intervals={intervalsFor(stored, instruments)}
        value={fields.interval}
        onChange={(interval) => onChange({ interval })}
      />
      <DayFields coverage={coverage} value={fields} onChange={onChange} />
      {coverage ? (
        <RangeButtons coverage={coverage} value={fields} className={styles.ranges} onChange={onChange}>
          {chosenOf(stored, instruments).some((one) => one.synthetic) ? <SyntheticBadge /> : null}
        </RangeButtons>
      ) : null}
    </div>
  );
}
