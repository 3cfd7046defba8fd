// What follows the search: blends of families, calibration, and the gates a candidate must reach. A section of the New run form.

import { Select, Switch } from '@mantine/core';
import { CALIBRATIONS, type TrainingRequest } from '../../../../contracts/training.ts';
import { Term } from '../../../ui/term.tsx';
import styles from './new-run.module.css';
import { NumberField } from './number-field.tsx';
import type { SectionProps } from './section.ts';

const CALIBRATION_WORDS: Readonly<Record<TrainingRequest['calibration'], string>> = {
  none: 'None: raw probabilities',
  platt: 'Platt',
  isotonic: 'Isotonic',
  beta: 'Beta',
};
const STACK_WORDS: Readonly<Record<TrainingRequest['stack'], string>> = {
  none: 'None',
  logistic: 'Logistic regression',
  mlp: 'Small network',
  leafwise: 'Boosted trees',
};
const STACKS = Object.keys(STACK_WORDS) as readonly TrainingRequest['stack'][];

export function EndingSection({ draft, change, problemOf }: SectionProps) {
  return (
    <div className={styles.grid}>
      <Select
        label={<Term name="calibration">Calibration</Term>}
        description="kept if later rows agree"
        data={CALIBRATIONS.map((value) => ({ value, label: CALIBRATION_WORDS[value] }))}
        value={draft.calibration}
        onChange={(next) => {
          const calibration = CALIBRATIONS.find((one) => one === next);
          if (calibration) change({ calibration });
        }}
      />
      <Select
        label="Stacking"
        description="learns from earlier segments"
        data={STACKS.map((value) => ({ value, label: STACK_WORDS[value] }))}
        value={draft.stack}
        error={problemOf('stack')}
        onChange={(next) => {
          const stack = STACKS.find((one) => one === next);
          if (stack) change({ stack });
        }}
      />
      <NumberField
        label={<Term name="gates">AUC gate</Term>}
        description="pooled and inside segments"
        decimals={3}
        step={0.01}
        value={draft.gateAuc}
        problem={problemOf('gateAuc')}
        onChange={(gateAuc) => change({ gateAuc })}
      />
      <NumberField
        label="Sharpe gate"
        description="after dated charges"
        decimals={2}
        step={0.1}
        negative
        value={draft.gateSharpe}
        problem={problemOf('gateSharpe')}
        onChange={(gateSharpe) => change({ gateSharpe })}
      />
      <Switch
        className={styles.wide}
        label="Also the mean of the families (soft vote)"
        checked={draft.softVote}
        error={problemOf('softVote')}
        onChange={(event) => change({ softVote: event.currentTarget.checked })}
      />
    </div>
  );
}
