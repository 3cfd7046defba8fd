// The chosen feature of a draft as a form: name, whose bars, which timeframe, parameters within their ranges.

import { Button, Select, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import {
  type FeatureSource,
  type FeatureTimeframe,
  SIDE_ROLES,
} from '../../../../../../engines/features/definition.ts';
import { INTERVALS } from '../../../../../../engines/market/interval.ts';
import type { FeatureTemplateInfo } from '../../../../../contracts/features.ts';
import {
  FAMILY_WORDS,
  plainNumber,
  rangeWords,
  SOURCE_CHOICES,
  TIMEFRAME_CHOICES,
} from '../feature-words.ts';
import { HelpText } from '../help-text.tsx';
import styles from './edit.module.css';
import type { DraftEntry } from './edit-model.ts';
import { parameterProblem, parameterValue } from './parameter-text.ts';

export interface EntryFormProps {
  readonly entry: DraftEntry;
  readonly template: FeatureTemplateInfo;
  readonly problem: string | null;
  readonly onChange: (change: Partial<Omit<DraftEntry, 'key'>>, what: string) => void;
  readonly onParameter: (name: string, value: number) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRemove: () => void;
}

const sourceOf = (value: string | null): FeatureSource => SIDE_ROLES.find((role) => role === value) ?? 'self';
const timeframeOf = (value: string | null): FeatureTimeframe =>
  INTERVALS.find((interval) => interval === value) ?? 'decision';

export function EntryForm(props: EntryFormProps) {
  const { entry, template, problem, onChange } = props;
  return (
    <div className={styles.entryForm} data-entry-form={entry.name}>
      <div>
        <h3>{template.title}</h3>
        <p className="ad-muted">
          <HelpText text={template.help} />
        </p>
        <p className={styles.templateFacts}>
          {FAMILY_WORDS[template.family]} · {template.unit}, {rangeWords(template.range)} ·{' '}
          <code>{template.id}</code> version {template.version}
        </p>
      </div>
      {problem ? (
        <p className={styles.refusal} role="alert">
          {problem}
        </p>
      ) : null}
      <TextInput
        label="Name"
        description="Column of the dataset: lower case letters, digits and _"
        value={entry.name}
        maxLength={63}
        spellCheck={false}
        onChange={(event) => onChange({ name: event.currentTarget.value }, 'name')}
      />
      {template.kind === 'candidate' ? (
        <p className="ad-muted">A fact of the proposed trade: it reads no bars, so it has no place.</p>
      ) : (
        <div className={styles.place}>
          <Select
            label="Whose bars"
            allowDeselect={false}
            data={SOURCE_CHOICES}
            value={entry.source}
            onChange={(value) => onChange({ source: sourceOf(value) }, 'source')}
          />
          <Select
            label="Timeframe"
            allowDeselect={false}
            data={TIMEFRAME_CHOICES}
            value={entry.timeframe}
            onChange={(value) => onChange({ timeframe: timeframeOf(value) }, 'timeframe')}
          />
        </div>
      )}
      {template.parameters.map((parameter) => (
        <ParameterInput
          key={`${entry.key} ${parameter.name}`}
          parameter={parameter}
          value={entry.parameters[parameter.name]}
          onValue={(value) => props.onParameter(parameter.name, value)}
        />
      ))}
      <div className={styles.entryButtons}>
        <Button variant="default" leftSection={<IconArrowUp size={14} />} onClick={() => props.onMove(-1)}>
          Move up
        </Button>
        <Button variant="default" leftSection={<IconArrowDown size={14} />} onClick={() => props.onMove(1)}>
          Move down
        </Button>
        <Button variant="default" leftSection={<IconTrash size={14} />} onClick={props.onRemove}>
          Remove
        </Button>
      </div>
    </div>
  );
}

interface ParameterInputProps {
  readonly parameter: FeatureTemplateInfo['parameters'][number];
  /** Missing: the default. */
  readonly value: number | undefined;
  readonly onValue: (value: number) => void;
}

/** Keeps what is typed, so that `1.` can become `1.5`; a value that came from undo replaces it. */
function ParameterInput({ parameter, value, onValue }: ParameterInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const stored = value === undefined ? '' : String(value);
  const read = typed === null ? null : parameterValue(parameter, typed);
  const current = value ?? parameter.default;
  const shown =
    typed !== null && Object.is(read, current) ? typed : Number.isNaN(current) ? (typed ?? '') : stored;
  return (
    <TextInput
      label={parameter.name}
      description={`${parameter.help} ${plainNumber(parameter.min)} to ${plainNumber(parameter.max)}.`}
      inputMode="decimal"
      value={shown}
      placeholder={plainNumber(parameter.default)}
      error={parameterProblem(parameter, current) ?? undefined}
      onChange={(event) => {
        const text = event.currentTarget.value;
        setTyped(text);
        onValue(parameterValue(parameter, text));
      }}
    />
  );
}
