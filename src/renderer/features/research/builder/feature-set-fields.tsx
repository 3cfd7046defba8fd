// Which feature set, in which version, and the instruments that play its side roles. A section of the dataset builder.

import { Select } from '@mantine/core';
import type { FeatureSetSummary } from '../../../../contracts/features.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { Badge } from '../../../ui/badge.tsx';
import { plural } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Option } from '../../../ui/option.tsx';
import { Term } from '../../../ui/term.tsx';
import styles from './builder.module.css';
import { type BuilderFields, SIDE_WORDS, sideRolesOf } from './builder-model.ts';

export interface FeatureSetFieldsProps {
  readonly sets: readonly FeatureSetSummary[];
  readonly stored: readonly InstrumentSummary[];
  readonly fields: BuilderFields;
  readonly onChange: (part: Partial<BuilderFields>) => void;
}

export function FeatureSetFields({ sets, stored, fields, onChange }: FeatureSetFieldsProps) {
  const set = sets.find((one) => one.id === fields.setId);
  const byId = new Map(sets.map((one) => [one.id, one]));
  const roles = sideRolesOf(set);
  const timeframes = set?.timeframes.map((one) => (one === 'decision' ? 'decision bars' : one)) ?? [];
  return (
    <>
      <div className={styles.grid}>
        <Select
          className={styles.double}
          label="Feature set"
          data={sets.map((one) => ({ value: one.id, label: one.title }))}
          renderOption={({ option }) => {
            const one = byId.get(option.value);
            return (
              <Option
                note={
                  <>
                    {one ? plural(one.features, 'feature') : ''}
                    {one?.needsCandidate ? ' · trades' : ''}
                  </>
                }
              >
                {option.label}
              </Option>
            );
          }}
          value={fields.setId || null}
          allowDeselect={false}
          searchable
          maxDropdownHeight={320}
          onChange={(setId) => setId && onChange({ setId, setVersion: null })}
        />
        {set && set.versions.length > 1 ? (
          <Select
            label="Version"
            data={set.versions.map((version) => ({
              value: String(version),
              label: version === set.versions[0] ? `${version} (newest)` : String(version),
            }))}
            value={String(fields.setVersion ?? set.versions[0])}
            allowDeselect={false}
            onChange={(version) =>
              onChange({ setVersion: version === String(set.versions[0]) ? null : Number(version) })
            }
          />
        ) : null}
      </div>
      {set ? (
        <>
          <div className={styles.setFacts}>
            <Badge>{plural(set.features, 'feature')}</Badge>
            {timeframes.length > 0 ? <Badge>{timeframes.join(' · ')}</Badge> : null}
            {set.needsCandidate ? (
              <Badge tone="violet" title="Describes a proposed trade: serves labels on trades only">
                Needs trades
              </Badge>
            ) : null}
            <LinkButton
              to="/research/features/$setId"
              params={{ setId: set.id }}
              variant="subtle"
              color="gray"
            >
              Open {set.id}
            </LinkButton>
          </div>
          {set.description ? <p className={styles.description}>{set.description}</p> : null}
        </>
      ) : null}
      {roles.length > 0 ? (
        <div className={styles.sides}>
          <h3>
            <Term name="sideSeries">Side series</Term>
          </h3>
          <div className={styles.grid}>
            {roles.map((role) => (
              <Select
                key={role}
                label={SIDE_WORDS[role].label}
                description={SIDE_WORDS[role].help}
                placeholder="none"
                data={stored.map((one) => one.id)}
                value={fields.sides[role] ?? null}
                searchable
                clearable
                limit={60}
                nothingFoundMessage="No such instrument is stored"
                onChange={(id) => {
                  const { [role]: _, ...others } = fields.sides;
                  onChange({ sides: id === null ? others : { ...others, [role]: id } });
                }}
              />
            ))}
          </div>
        </div>
      ) : null}
    </>
  );
}
