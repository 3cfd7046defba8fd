// One made-up row through the gates: sliders for what they ask, the decision and every reason beside them. The very engine that decides.

import { Button, Slider } from '@mantine/core';
import { useMemo, useState } from 'react';
import { createDecider, type DecisionPolicy } from '../../../../../engines/learn/policy/decide.ts';
import { gateOf } from '../../../../../engines/learn/policy/gates.ts';
import { Badge } from '../../../ui/badge.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import styles from './decisions.module.css';
import { startOf, type TriedInput, triedInputs, withInput } from './decisions-model.ts';

const shown = ({ step }: TriedInput, value: number): string =>
  formatNumber(value, step >= 1 ? 0 : step < 0.001 ? 4 : 2);

export function WhatIf({ policy }: { readonly policy: DecisionPolicy }) {
  const tried = useMemo(() => triedInputs(policy), [policy]);
  const decide = useMemo(() => createDecider(policy), [policy]);
  const [inputs, setInputs] = useState(() => startOf(tried));
  const made = decide(inputs);
  const facts = [
    ...(Number.isNaN(made.margin) ? [] : [`margin ${formatNumber(made.margin, 2)}`]),
    ...(Number.isNaN(made.threshold) ? [] : [`held against ${formatNumber(made.threshold, 3)}`]),
    ...(made.side === 0 ? [] : [`size ${formatNumber(made.multiplier, 2)}`]),
  ];
  return (
    <Panel
      title="What if"
      hint="one made-up row through the same gates"
      padded
      actions={
        <Button variant="default" onClick={() => setInputs(startOf(tried))}>
          Start again
        </Button>
      }
    >
      <div className={styles.tryout}>
        <div className={styles.sliders}>
          {tried.map((one) => {
            const value = inputs[one.input] ?? one.start;
            return (
              <div key={one.input} className={styles.tried}>
                <span aria-hidden>{one.label}</span>
                <Slider
                  thumbLabel={one.label}
                  thumbValueText={(at) => shown(one, at)}
                  label={(at) => shown(one, at)}
                  min={one.min}
                  max={one.max}
                  step={one.step}
                  value={value}
                  onChange={(next) => setInputs((now) => withInput(now, one.input, next))}
                />
                <span className="ad-number">{shown(one, value)}</span>
              </div>
            );
          })}
        </div>
        <div aria-live="polite" data-decision={made.decision}>
          <p>
            <Badge tone={made.side === 0 ? 'plain' : 'accent'}>{made.decision}</Badge>{' '}
            <span className="ad-muted">{facts.join(', ')}</span>
          </p>
          <ol className={styles.reasons}>
            {made.reasons.map(({ gate, words }, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a gate may speak twice, and reasons never move.
              <li key={`${gate} ${k}`}>
                <b>{gate === 'end' ? 'End' : gateOf(gate).title}</b>: {words}
              </li>
            ))}
          </ol>
        </div>
      </div>
    </Panel>
  );
}
