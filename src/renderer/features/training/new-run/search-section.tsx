// How parameters are searched inside each training part. A section of the New run form.

import { Select } from '@mantine/core';
import {
  PRUNERS,
  SAMPLERS,
  SEARCH_OBJECTIVES,
  type TrainingRequest,
} from '../../../../contracts/training.ts';
import { Term } from '../../../ui/term.tsx';
import { OBJECTIVE_WORDS } from '../training-words.ts';
import styles from './new-run.module.css';
import { NumberField } from './number-field.tsx';
import type { SectionProps } from './section.ts';

const SAMPLER_WORDS: Readonly<Record<TrainingRequest['sampler'], string>> = {
  tpe: 'TPE, learns as it goes',
  random: 'Random draws',
  grid: 'Grid, until used up',
};
const PRUNER_WORDS: Readonly<Record<TrainingRequest['pruner'], string>> = {
  none: 'None',
  median: 'Median of earlier trials',
  'successive-halving': 'Successive halving',
  hyperband: 'Hyperband',
};

export function SearchSection({ draft, change, problemOf }: SectionProps) {
  const single = draft.trials === 1;
  return (
    <div className={styles.grid}>
      <NumberField
        label={<Term name="trial">Trials</Term>}
        description={single ? 'the defaults alone' : 'per family and segment'}
        value={draft.trials}
        problem={problemOf('trials')}
        onChange={(trials) => change({ trials })}
      />
      <Select
        label="Objective"
        description="what a trial is scored by"
        data={SEARCH_OBJECTIVES.map((value) => ({ value, label: OBJECTIVE_WORDS[value].short }))}
        title={OBJECTIVE_WORDS[draft.objective].help}
        value={draft.objective}
        onChange={(next) => {
          const objective = SEARCH_OBJECTIVES.find((one) => one === next);
          if (objective) change({ objective });
        }}
      />
      <Select
        label="Sampler"
        description="how the next trial is drawn"
        disabled={single}
        data={SAMPLERS.map((value) => ({ value, label: SAMPLER_WORDS[value] }))}
        value={draft.sampler}
        onChange={(next) => {
          const sampler = SAMPLERS.find((one) => one === next);
          if (sampler) change({ sampler });
        }}
      />
      <Select
        label={<Term name="pruner">Pruner</Term>}
        description="stops hopeless trials early"
        disabled={single}
        data={PRUNERS.map((value) => ({ value, label: PRUNER_WORDS[value] }))}
        value={draft.pruner}
        onChange={(next) => {
          const pruner = PRUNERS.find((one) => one === next);
          if (pruner) change({ pruner });
        }}
      />
      <NumberField
        label={<Term name="innerPart">Inner part</Term>}
        description="at the end of each training part"
        unit="%"
        step={5}
        value={draft.innerPercent}
        problem={problemOf('innerPercent')}
        onChange={(innerPercent) => change({ innerPercent })}
      />
      {draft.objective === 'net-expectancy' ? (
        <NumberField
          label="Turnover penalty"
          description="taken off per unit of turnover"
          decimals={4}
          step={0.0001}
          value={draft.turnoverPenalty}
          problem={problemOf('turnoverPenalty')}
          onChange={(turnoverPenalty) => change({ turnoverPenalty })}
        />
      ) : null}
      <NumberField
        label="Seed"
        description="all chance follows from it"
        value={draft.seed}
        problem={problemOf('seed')}
        onChange={(seed) => change({ seed })}
      />
    </div>
  );
}
