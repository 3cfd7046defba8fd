// What is learned before the estimator sees the rows: fewer features, regimes as further ones. A section of the New run form.

import { MultiSelect, Select, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { WindowGroup } from '../../../../../engines/features/window-groups.ts';
import { useTRPC } from '../../../app/api.ts';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { Term } from '../../../ui/term.tsx';
import styles from './new-run.module.css';
import { NumberField } from './number-field.tsx';
import { regimeFeatures } from './regime-features.ts';
import type { SectionProps } from './section.ts';
import { WindowGroups } from './window-groups.tsx';

const MOST_OBSERVED = 8;

export interface PreparationSectionProps extends SectionProps {
  /** Features of the dataset at several windows; undefined while no plan told. */
  readonly windowGroups: readonly WindowGroup[] | undefined;
}

export function PreparationSection({ draft, change, problemOf, windowGroups }: PreparationSectionProps) {
  const { regimes } = draft;
  const dataset = useQuery({
    ...useTRPC().datasets.get.queryOptions({ datasetId: draft.datasetId ?? '--------' }),
    enabled: draft.datasetId !== null,
  });
  return (
    <>
      <div className={styles.grid}>
        <Select
          className={styles.double}
          label="Features"
          description="selected inside each training part, by gain"
          data={[
            { value: 'all', label: 'All of the dataset' },
            { value: 'median', label: 'The better half by importance' },
          ]}
          value={draft.selection}
          onChange={(next) => change({ selection: next === 'median' ? 'median' : 'all' })}
        />
        <Switch
          className={`${styles.switch} ${styles.double}`}
          label="Search windows"
          description="one column of each group, chosen with the parameters"
          checked={draft.windows === 'searched'}
          onChange={(event) => change({ windows: event.currentTarget.checked ? 'searched' : 'all' })}
        />
        <Switch
          className={`${styles.switch} ${styles.double}`}
          label={
            <>
              <Term name="regime">Regimes</Term> as further features
            </>
          }
          checked={regimes !== null}
          onChange={(event) =>
            change({
              regimes: event.currentTarget.checked
                ? {
                    states: 4,
                    covariance: 'full',
                    observed: regimeFeatures(dataset.data?.featureNames ?? []),
                  }
                : null,
            })
          }
        />
      </div>
      {draft.windows === 'searched' ? <WindowGroups groups={windowGroups} /> : null}
      {regimes ? (
        <div className={`${styles.grid} ${styles.under}`} style={{ display: 'grid' }}>
          <NumberField
            label="States"
            value={regimes.states}
            problem={problemOf('regimes.states')}
            onChange={(states) => change({ regimes: { ...regimes, states } })}
          />
          <Select
            label="Covariance"
            data={[
              { value: 'full', label: 'Full' },
              { value: 'diagonal', label: 'Diagonal' },
            ]}
            value={regimes.covariance}
            onChange={(next) =>
              change({ regimes: { ...regimes, covariance: next === 'diagonal' ? 'diagonal' : 'full' } })
            }
          />
          <MultiSelect
            className={styles.double}
            label="Observed features"
            description={`up to ${MOST_OBSERVED}: move, range, volume`}
            placeholder={regimes.observed.length === 0 ? 'Choose features' : ''}
            data={[...(dataset.data?.featureNames ?? regimes.observed)]}
            value={[...regimes.observed]}
            maxValues={MOST_OBSERVED}
            searchable
            limit={100}
            error={problemOf('regimes.observed')}
            onChange={(observed) => change({ regimes: { ...regimes, observed } })}
          />
          {dataset.error ? <ErrorNote error={dataset.error} title="The features could not be read" /> : null}
        </div>
      ) : null}
    </>
  );
}
