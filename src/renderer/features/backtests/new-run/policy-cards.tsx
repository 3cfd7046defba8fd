// The three fill policies as choices that say what they do; the flattering ones are marked as such.

import { Radio } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { FILL_POLICIES, type FillPolicyName } from '../../../../../engines/backtest/contract.ts';
import { Badge } from '../../../ui/badge.tsx';
import { POLICY_WORDS } from '../run-words.ts';
import styles from './new-run.module.css';

export interface PolicyCardsProps {
  readonly value: FillPolicyName;
  readonly onChange: (policy: FillPolicyName) => void;
}

export function PolicyCards({ value, onChange }: PolicyCardsProps) {
  return (
    <Radio.Group
      value={value}
      onChange={(policy) => onChange(policy as FillPolicyName)}
      aria-label="Fill policy"
    >
      <div className={styles.cards}>
        {FILL_POLICIES.map((policy) => {
          const words = POLICY_WORDS[policy];
          return (
            <Radio.Card
              key={policy}
              value={policy}
              className={styles.card}
              data-flattering={words.flattering || undefined}
            >
              <div className={styles.cardHead}>
                <Radio.Indicator size="xs" />
                <span className={styles.cardTitle}>{words.title}</span>
                {words.flattering ? (
                  <Badge tone="amber" icon={<IconAlertTriangle size={11} aria-hidden />}>
                    Flatters
                  </Badge>
                ) : (
                  <Badge icon={<IconShieldCheck size={11} aria-hidden />}>Default</Badge>
                )}
              </div>
              <p className={styles.cardText}>{words.text}</p>
            </Radio.Card>
          );
        })}
      </div>
    </Radio.Group>
  );
}
