// Which dataset is learned: with its rows, features, label and what its proof said. A section of the New run form.

import { Select } from '@mantine/core';
import type { DatasetSummary } from '../../../../contracts/datasets.ts';
import { formatDateRange, formatNumber, plural } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { NoticeLine } from '../../../ui/notice-line.tsx';
import { Option } from '../../../ui/option.tsx';
import { Term } from '../../../ui/term.tsx';
import { DatasetBadges } from './dataset-badges.tsx';
import styles from './new-run.module.css';

export interface DatasetSectionProps {
  /** Finished ones. */
  readonly datasets: readonly DatasetSummary[];
  readonly value: string | null;
  readonly onChange: (datasetId: string) => void;
}

const PROOF_WARNINGS: Readonly<Partial<Record<DatasetSummary['proof'], string>>> = {
  failed:
    'The proof of this dataset failed: something in it looks ahead. What is trained on it is worth nothing.',
  alarm: 'A check of this dataset’s proof raised an alarm. Read the proof before believing any score.',
  none: 'Nothing is proven of this dataset: its features may look ahead.',
};

export function DatasetSection({ datasets, value, onChange }: DatasetSectionProps) {
  const byId = new Map(datasets.map((one) => [one.id, one]));
  const chosen = value === null ? undefined : byId.get(value);
  const all = chosen?.balance.reduce((sum, count) => sum + count, 0) ?? 0;
  const warning = chosen ? PROOF_WARNINGS[chosen.proof] : undefined;
  return (
    <>
      <div className={styles.datasetLine}>
        <Select
          aria-label="Dataset"
          className={styles.datasetField}
          placeholder="Choose a dataset"
          data={datasets.map((one) => ({ value: one.id, label: one.name }))}
          renderOption={({ option }) => {
            const one = byId.get(option.value);
            return (
              <Option
                note={
                  one
                    ? `${formatNumber(one.rows)} rows · ${one.interval ?? 'imported'}${one.synthetic ? ' · synthetic' : ''}${one.proof === 'passed' ? '' : ` · proof ${one.proof}`}`
                    : null
                }
              >
                {option.label}
              </Option>
            );
          }}
          value={value}
          searchable
          maxDropdownHeight={320}
          onChange={(id) => id && onChange(id)}
        />
        {chosen ? (
          <>
            <span className={styles.badges}>
              <DatasetBadges dataset={chosen} />
            </span>
            <LinkButton
              to="/research/datasets/$datasetId"
              params={{ datasetId: chosen.id }}
              variant="subtle"
              color="gray"
            >
              Open the dataset
            </LinkButton>
          </>
        ) : null}
      </div>
      {chosen ? (
        <dl className={styles.facts}>
          <div>
            <dt>Rows</dt>
            <dd>{formatNumber(chosen.rows)}</dd>
          </div>
          <div>
            <dt>Features</dt>
            <dd>
              {chosen.featureSet
                ? `${formatNumber(chosen.featureSet.features)} of ${chosen.featureSet.id}, version ${chosen.featureSet.version}`
                : 'those of the file'}
            </dd>
          </div>
          <div>
            <dt>
              <Term name="label">Label</Term>
            </dt>
            <dd>{chosen.labelWords || 'a number'}</dd>
          </div>
          <div>
            <dt>Classes</dt>
            <dd>
              {all === 0
                ? 'none: the label is a number'
                : chosen.classes
                    .map((name, k) => `${name} ${formatNumber(((chosen.balance[k] ?? 0) / all) * 100, 1)} %`)
                    .join(' · ')}
            </dd>
          </div>
          <div>
            <dt>Days</dt>
            <dd>
              {formatDateRange(chosen.from, chosen.to)}, {plural(chosen.instruments, 'instrument')}
            </dd>
          </div>
        </dl>
      ) : null}
      {warning ? <NoticeLine id="proof">{warning}</NoticeLine> : null}
    </>
  );
}
