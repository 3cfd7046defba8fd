// The New run form of one strategy: market, fill policy, and every parameter of strategy and simulation generated from their schemas.
// Starts the run and leads to its page, where its progress is shown.

import { Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Run, StrategyCatalogue, StrategyInfo } from '../../../../contracts/backtests.ts';
import type { InstrumentSummary } from '../../../../contracts/market.ts';
import { useTRPC } from '../../../app/api.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { FormFoot } from '../../../ui/form-foot.tsx';
import page from '../../../ui/form-page.module.css';
import { formatSessionDate, plural } from '../../../ui/format.ts';
import { coverageOf, intervalsFor } from '../../../ui/market/stored-range.ts';
import { ParameterForm } from '../../../ui/parameter-form/parameter-form.tsx';
import { useParameterForm } from '../../../ui/parameter-form/use-parameter-form.ts';
import { Term } from '../../../ui/term.tsx';
import { MarketFields } from './market-fields.tsx';
import styles from './new-run.module.css';
import { PolicyCards } from './policy-cards.tsx';
import { PresetsMenu } from './presets-menu.tsx';
import { cliCommand, fieldProblems, type RunFields, requestOf } from './request-model.ts';

const GROUP_HELP: Readonly<Record<string, string>> = {
  Account: 'Money, leverage and size of each trade. Ratios are measured on this capital.',
  Risk: 'What is refused, and when. Every refusal is counted by its reason on the run.',
  Selection: 'How many signals a day are taken, and by which rule.',
  Costs: 'Slippage is always against you; statutory charges follow the date of each leg.',
};

export interface NewRunFormProps {
  readonly catalogue: StrategyCatalogue;
  readonly strategy: StrategyInfo;
  readonly stored: readonly InstrumentSummary[];
  /** Run whose settings fill the form. */
  readonly source: Run | null;
  readonly onStrategy: (id: string) => void;
}

function startFields({ strategy, stored, source }: NewRunFormProps): RunFields {
  const request = source?.request?.strategyId === strategy.id ? source.request : null;
  const instruments = request && request.instruments !== 'all' ? request.instruments : [];
  const possible = intervalsFor(stored, instruments);
  const interval =
    request?.interval ??
    (possible.includes(strategy.defaultInterval)
      ? strategy.defaultInterval
      : (possible[0] ?? strategy.defaultInterval));
  const coverage = coverageOf(stored, instruments, interval);
  return {
    strategyId: strategy.id,
    name: '',
    instruments,
    interval,
    from: request?.from ?? coverage?.from ?? '',
    to: request?.to ?? coverage?.to ?? '',
    fillPolicy: request?.fillPolicy ?? 'pessimistic',
  };
}

export function NewRunForm(props: NewRunFormProps) {
  const { catalogue, strategy, stored, source } = props;
  const trpc = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [fields, setFields] = useState(() => startFields(props));
  const schema = useMemo(
    () => [...strategy.parameters, ...catalogue.simulation],
    [strategy.parameters, catalogue.simulation],
  );
  const form = useParameterForm(
    schema,
    source?.request?.strategyId === strategy.id ? source.request.parameters : {},
  );
  const coverage = coverageOf(stored, fields.instruments, fields.interval);
  const problems = [
    ...fieldProblems(fields, coverage),
    ...(form.problems.length > 0 ? [`${plural(form.problems.length, 'parameter')} out of range.`] : []),
  ];
  const start = useMutation(
    trpc.backtests.start.mutationOptions({
      onSuccess: ({ runId }) => {
        void cache.invalidateQueries(trpc.backtests.list.queryFilter());
        void navigate({ to: '/backtests/$runId', params: { runId } });
      },
    }),
  );
  const run = () => {
    if (problems.length === 0 && !start.isPending) start.mutate(requestOf(fields, form.changed));
  };
  useKeys('New run', [{ keys: 'mod+Enter', label: 'Run backtest', run }]);
  const change = (part: Partial<RunFields>) => setFields((now) => ({ ...now, ...part }));
  const command = cliCommand(fields, form.cli);
  return (
    <form
      className={page.form}
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <div className={`${page.section} ${styles.first}`}>
        <Select
          label="Strategy"
          data={catalogue.strategies.map((each) => ({
            value: each.id,
            label: `${each.title} (${each.version})`,
          }))}
          value={strategy.id}
          onChange={(id) => id && props.onStrategy(id)}
        />
        <p className={styles.summary}>{strategy.summary}</p>
      </div>
      <section className={page.section}>
        <h2>Market</h2>
        <MarketFields stored={stored} fields={fields} coverage={coverage} onChange={change} />
      </section>
      <section className={page.section}>
        <h2>
          <Term name="fillPolicy">Fill policy</Term>
        </h2>
        <PolicyCards value={fields.fillPolicy} onChange={(fillPolicy) => change({ fillPolicy })} />
      </section>
      <section className={page.section}>
        <h2>Parameters</h2>
        <ParameterForm
          form={form}
          groupHelp={GROUP_HELP}
          cliCommand={command}
          openGroups={[]}
          presets={
            <PresetsMenu
              strategyId={strategy.id}
              parameters={form.changed}
              fillPolicy={fields.fillPolicy}
              onLoad={(preset) => {
                form.load(preset.parameters);
                change({ fillPolicy: preset.fillPolicy });
              }}
            />
          }
        />
      </section>
      <FormFoot
        action="Run backtest"
        ready={problems.length === 0}
        busy={start.isPending}
        names="run"
        name={fields.name}
        onName={(name) => change({ name })}
        problems={problems}
        error={start.error}
        errorTitle="The run was not started"
        note={
          <span className="ad-muted">
            {coverage
              ? `${plural(coverage.instruments, 'instrument')}, ${formatSessionDate(fields.from)} to ${formatSessionDate(fields.to)}, ${fields.interval} bars`
              : ''}
          </span>
        }
      />
    </form>
  );
}
