// How the days are split: presets with their picture over this dataset's days, an own method, a stored split, and the hold-out.

import { Radio, Select } from '@mantine/core';
import { useMemo } from 'react';
import type { SplitMethod } from '../../../../../engines/validation/splits/split.ts';
import type { DatasetSummary } from '../../../../contracts/datasets.ts';
import {
  SPLIT_PRESET_IDS,
  type StoredSplit,
  type TrainingCatalogue,
} from '../../../../contracts/training.ts';
import { plural } from '../../../ui/format.ts';
import { Term } from '../../../ui/term.tsx';
import cards from './cards.module.css';
import { FoldLegend, FoldPictureView } from './fold-picture.tsx';
import { foldPicture, weekdaySessions } from './fold-picture-model.ts';
import { MethodFields } from './method-fields.tsx';
import { OWN_METHODS, SPLIT_HELP, SPLIT_TITLES } from './method-words.ts';
import styles from './new-run.module.css';
import { NumberField } from './number-field.tsx';
import type { SectionProps } from './section.ts';

const MOST_ROWS = 6;
type PresetId = (typeof SPLIT_PRESET_IDS)[number];

export interface SplitSectionProps extends SectionProps {
  readonly presets: TrainingCatalogue['splits'];
  readonly stored: readonly StoredSplit[];
  readonly dataset: DatasetSummary | undefined;
  /** The method of the request, where the form is right; draws the own split. */
  readonly method: SplitMethod | null;
}

export function SplitSection(props: SplitSectionProps) {
  const { draft, change, problemOf, presets, stored, dataset, method } = props;
  const { split } = draft;
  const held = typeof draft.holdOutSessions === 'number' ? draft.holdOutSessions : 0;
  const sessions = useMemo(() => (dataset ? weekdaySessions(dataset.from, dataset.to) : []), [dataset]);
  const pictures = useMemo(
    () => new Map(presets.map((one) => [one.id, foldPicture(one.method, sessions, held, MOST_ROWS)])),
    [presets, sessions, held],
  );
  const own = useMemo(
    () => (method === null ? null : foldPicture(method, sessions, held, 12)),
    [method, sessions, held],
  );
  const value = split.kind === 'preset' ? split.preset : split.kind;
  const choose = (next: string) => {
    if (next === 'own') change({ split: { kind: 'own', method: OWN_METHODS['walk-forward'] } });
    else if (next === 'stored') change({ split: { kind: 'stored', name: stored[0]?.name ?? '' } });
    else if (SPLIT_PRESET_IDS.some((id) => id === next))
      change({ split: { kind: 'preset', preset: next as PresetId } });
  };
  return (
    <>
      <Radio.Group value={value} onChange={choose} aria-label="Split">
        <div className={cards.cards} data-size="wide">
          {presets.map(({ id }) => {
            const title = SPLIT_TITLES[id];
            const picture = pictures.get(id);
            return (
              <Radio.Card key={id} value={id} className={cards.card} aria-label={title}>
                <span className={cards.head}>
                  <Radio.Indicator size="xs" />
                  <span className={cards.title}>{title}</span>
                </span>
                <span className={cards.text}>{SPLIT_HELP[id]}</span>
                {picture ? (
                  <span className={cards.foot}>
                    <FoldPictureView picture={picture} label={`Folds of ${title}`} />
                    <span className={cards.note}>
                      {picture.problem === null
                        ? plural(picture.rows.length + picture.more, 'segment')
                        : 'too few sessions in this dataset'}
                    </span>
                  </span>
                ) : null}
              </Radio.Card>
            );
          })}
          <Radio.Card value="own" className={cards.card} aria-label="Own method">
            <span className={cards.head}>
              <Radio.Indicator size="xs" />
              <span className={cards.title}>Own method</span>
            </span>
            <span className={cards.text}>Any method with its own lengths and embargo.</span>
          </Radio.Card>
          {stored.length > 0 ? (
            <Radio.Card value="stored" className={cards.card} aria-label="Stored split">
              <span className={cards.head}>
                <Radio.Indicator size="xs" />
                <span className={cards.title}>Stored split</span>
              </span>
              <span className={cards.text}>
                The very folds of an earlier run, by name; refused for another dataset.
              </span>
            </Radio.Card>
          ) : null}
        </div>
      </Radio.Group>
      {split.kind === 'own' ? (
        <div className={styles.under}>
          <MethodFields
            method={split.method}
            problemOf={(name) => problemOf(`split.method.${name}`)}
            onChange={(next) => change({ split: { kind: 'own', method: next } })}
          />
          {own ? (
            own.problem === null ? (
              <FoldPictureView picture={own} label="Folds of the own method" />
            ) : (
              <p className="ad-muted">{own.problem}.</p>
            )
          ) : null}
        </div>
      ) : null}
      {split.kind === 'stored' ? (
        <div className={styles.under}>
          <Select
            label="Name of the split"
            className={styles.half}
            data={stored.map((one) => ({ value: one.name, label: one.name }))}
            description={stored.find((one) => one.name === split.name)?.words}
            value={split.name}
            error={problemOf('split.name')}
            onChange={(name) => name && change({ split: { kind: 'stored', name } })}
          />
        </div>
      ) : null}
      <div className={styles.under}>
        <div className={styles.grid}>
          <NumberField
            label={<Term name="holdOut">Hold-out</Term>}
            description="last sessions, opened once"
            unit="sessions"
            value={draft.holdOutSessions}
            problem={problemOf('holdOutSessions')}
            onChange={(holdOutSessions) => change({ holdOutSessions })}
          />
        </div>
        <FoldLegend />
        <p className={styles.note}>
          Between training and test rows are <Term name="purge">purged</Term> by the end of their label
          window, and an <Term name="embargo">embargo</Term> follows. Drawn over weekdays; the dry run counts
          real sessions.
        </p>
      </div>
    </>
  );
}
