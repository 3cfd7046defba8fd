// Stored instruments to choose several of. What an empty choice means, and how many are allowed, is the form's.

import { MultiSelect } from '@mantine/core';
import type { InstrumentSummary } from '../../../contracts/market.ts';
import { plural } from '../format.ts';
import { Option } from '../option.tsx';

export interface InstrumentsFieldProps {
  readonly stored: readonly InstrumentSummary[];
  readonly value: readonly string[];
  readonly onChange: (ids: string[]) => void;
  /** Stands in the empty field where an empty choice means something: `All`. */
  readonly emptyWords?: string;
  readonly description?: string;
  readonly most?: number;
  readonly className?: string | undefined;
}

/** A long list is searched, not scrolled. */
const MOST_OPTIONS = 60;

export function InstrumentsField(props: InstrumentsFieldProps) {
  const { stored, value, onChange, emptyWords, description, most, className } = props;
  const byId = new Map(stored.map((one) => [one.id, one]));
  return (
    <MultiSelect
      className={className}
      label="Instruments"
      description={description}
      placeholder={value.length === 0 ? emptyWords : undefined}
      searchable
      clearable={emptyWords !== undefined}
      hidePickedOptions
      limit={MOST_OPTIONS}
      {...(most === undefined ? {} : { maxValues: most })}
      nothingFoundMessage="No such instrument is stored"
      maxDropdownHeight={280}
      data={stored.map(({ id }) => id)}
      renderOption={({ option }) => {
        const one = byId.get(option.value);
        const notes = [one?.kind === 'index' ? 'index' : '', one?.synthetic ? 'synthetic' : ''];
        return <Option note={notes.filter((word) => word).join(' · ')}>{option.value}</Option>;
      }}
      value={[...value]}
      onChange={onChange}
    />
  );
}

/** Under a field whose empty choice means all tradable instruments. */
export function allOrSomeWords(stored: readonly InstrumentSummary[], ids: readonly string[]): string {
  const tradable = stored.filter((one) => one.kind !== 'index').length;
  return ids.length === 0
    ? `All ${plural(tradable, 'tradable instrument')} with candles in the range; choose some to narrow it`
    : `${plural(ids.length, 'instrument')} of ${tradable}`;
}
