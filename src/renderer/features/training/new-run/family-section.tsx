// Which families are trained: a card per estimator, and for each chosen one its search space and own parameters.

import { Checkbox } from '@mantine/core';
import type { TrainingCatalogue } from '../../../../contracts/training.ts';
import cards from './cards.module.css';
import { ChosenFamily } from './chosen-family.tsx';
import { presetsOf } from './family-words.ts';
import styles from './new-run.module.css';
import type { SectionProps } from './section.ts';

export interface FamilySectionProps extends SectionProps {
  readonly catalogue: TrainingCatalogue;
  readonly task: 'binary' | 'multiclass' | 'regression';
}

const TASK_WORDS = {
  binary: 'two classes',
  multiclass: 'more than two classes',
  regression: 'a number as label',
} as const;

export function FamilySection({ draft, change, problemOf, catalogue, task }: FamilySectionProps) {
  const chosen = draft.families.map((family) => family.estimator);
  const toggle = (ids: readonly string[]) =>
    change({
      // In the order of the catalogue, those already chosen with what was set.
      families: catalogue.estimators
        .filter((one) => ids.includes(one.id))
        .map(
          (one) =>
            draft.families.find((family) => family.estimator === one.id) ?? {
              estimator: one.id,
              preset: presetsOf(catalogue.presets, one.id)[0]?.id ?? null,
              texts: {},
            },
        ),
    });
  return (
    <>
      <Checkbox.Group value={chosen} onChange={toggle} aria-label="Families" error={problemOf('families')}>
        <div className={cards.cards}>
          {catalogue.estimators.map((one) => {
            const reason =
              one.unavailable ??
              (one.tasks.includes(task) ? null : `Cannot learn ${TASK_WORDS[task]}, which this dataset has.`);
            return (
              <Checkbox.Card
                key={one.id}
                value={one.id}
                className={cards.card}
                disabled={reason !== null && !chosen.includes(one.id)}
                data-disabled={reason !== null || undefined}
                aria-label={one.title}
              >
                <span className={cards.head}>
                  <Checkbox.Indicator size="xs" disabled={reason !== null} />
                  <span className={cards.title}>{one.title}</span>
                </span>
                <span className={cards.text}>{reason ?? one.help}</span>
              </Checkbox.Card>
            );
          })}
        </div>
      </Checkbox.Group>
      {draft.families.length > 0 ? (
        <div className={`${styles.under} ${styles.families}`}>
          {draft.families.map((family) => {
            const info = catalogue.estimators.find((one) => one.id === family.estimator);
            return info ? (
              <ChosenFamily
                key={family.estimator}
                info={info}
                presets={presetsOf(catalogue.presets, family.estimator)}
                family={family}
                searched={draft.trials !== 1}
                onChange={(next) =>
                  change({
                    families: draft.families.map((one) => (one.estimator === next.estimator ? next : one)),
                  })
                }
              />
            ) : null;
          })}
        </div>
      ) : null}
    </>
  );
}
