// Whose bars a label is previewed on: instrument, interval and period, within what is stored.

import { Select } from '@mantine/core';
import type { Interval } from '../../../../../engines/market/interval.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { DateField } from '../../../ui/date-field.tsx';
import { formatDateRange } from '../../../ui/format.ts';
import { SyntheticBadge } from '../../../ui/synthetic-badge.tsx';
import type { LabelSearch } from '../routes.tsx';
import { coverageOf, designerIntervals, type MarketChoice } from './designer-model.ts';
import styles from './labels.module.css';

export interface MarketFieldsProps {
  readonly stored: readonly InstrumentSummary[];
  readonly market: MarketChoice;
  readonly problem: string | null;
  readonly onChange: (part: Partial<LabelSearch>) => void;
}

export function MarketFields({ stored, market, problem, onChange }: MarketFieldsProps) {
  const instrument = stored.find((one) => one.id === market.instrumentId);
  const coverage = instrument ? coverageOf(instrument, market.interval) : null;
  return (
    <div className={styles.market}>
      <Select
        className={styles.instrument}
        label="Instrument"
        description={coverage ? `stored ${formatDateRange(coverage.from, coverage.to)}` : ' '}
        searchable
        allowDeselect={false}
        limit={60}
        nothingFoundMessage="No such instrument is stored"
        data={stored.map((one) => one.id)}
        value={market.instrumentId}
        onChange={(id) => id && onChange({ instrument: id, at: undefined })}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={styles.interval}>
        <Select
          label="Decision bars"
          description="decided at close"
          allowDeselect={false}
          data={instrument ? [...designerIntervals(instrument)] : [market.interval]}
          value={market.interval}
          onChange={(interval) => interval && onChange({ interval: interval as Interval, at: undefined })}
        />
        {instrument?.synthetic ? <SyntheticBadge /> : null}
      </div>
      <PeriodFields market={market} coverage={coverage} onChange={onChange} />
      {problem ? <p className={styles.problem}>{problem}</p> : null}
    </div>
  );
}

interface PeriodFieldsProps extends Pick<MarketFieldsProps, 'market' | 'onChange'> {
  readonly coverage: { readonly from: string; readonly to: string } | null;
}

/** An unreadable date is not written to the address: the field keeps it until it is one. */
function PeriodFields({ market, coverage, onChange }: PeriodFieldsProps) {
  return (
    <>
      <DateField
        label="First day"
        first={coverage?.from}
        last={coverage?.to}
        value={market.from}
        onChange={(from) => {
          if (from !== '') onChange({ from, at: undefined });
        }}
      />
      <DateField
        label="Last day"
        first={coverage?.from}
        last={coverage?.to}
        value={market.to}
        onChange={(to) => {
          if (to !== '') onChange({ to, at: undefined });
        }}
      />
    </>
  );
}
