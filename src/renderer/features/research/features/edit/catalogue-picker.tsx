// The catalogue to add features from: search by word, one family or all, each with its explanation.

import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { FEATURE_FAMILIES, type FeatureFamily } from '../../../../../../engines/features/definition.ts';
import type { FeatureTemplateInfo } from '../../../../../contracts/features.ts';
import { plural } from '../../../../ui/format.ts';
import { FAMILY_CHOICES, FAMILY_WORDS, rangeWords } from '../feature-words.ts';
import { HelpText } from '../help-text.tsx';
import { type Found, searchCatalogue } from './catalogue-search.ts';
import styles from './edit.module.css';

export interface CataloguePickerProps {
  readonly catalogue: readonly FeatureTemplateInfo[];
  /** Times each template already stands in the set. */
  readonly used: ReadonlyMap<string, number>;
  readonly onAdd: (template: FeatureTemplateInfo) => void;
}

export function CataloguePicker({ catalogue, used, onAdd }: CataloguePickerProps) {
  const [text, setText] = useState('');
  const [family, setFamily] = useState<FeatureFamily | null>(null);
  const found = useMemo(() => searchCatalogue(catalogue, text, family), [catalogue, text, family]);
  return (
    <div className={styles.picker}>
      <div className={styles.pickerBar}>
        <TextInput
          id="catalogue-search"
          aria-label="Find a feature"
          placeholder="Find a feature: rsi, gap, volume…"
          leftSection={<IconSearch size={14} />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Select
          aria-label="Family"
          placeholder="All families"
          clearable
          data={FAMILY_CHOICES}
          value={family}
          onChange={(value) => setFamily(FEATURE_FAMILIES.find((one) => one === value) ?? null)}
        />
      </div>
      <p className={styles.count} role="status">
        {plural(found.length, 'feature')} of {catalogue.length}
      </p>
      <ul className={styles.found}>
        {found.map((one) => (
          <Candidate key={one.template.id} found={one} used={used.get(one.template.id) ?? 0} onAdd={onAdd} />
        ))}
      </ul>
    </div>
  );
}

interface CandidateProps {
  readonly found: Found;
  readonly used: number;
  readonly onAdd: (template: FeatureTemplateInfo) => void;
}

function Candidate({ found: { template, refusal }, used, onAdd }: CandidateProps) {
  return (
    <li className={styles.candidate} data-template={template.id}>
      <div className={styles.candidateHead}>
        <span>
          <strong>{template.title}</strong> <code className="ad-muted">{template.id}</code>
        </span>
        <Button
          variant="default"
          leftSection={<IconPlus size={13} />}
          disabled={refusal !== null}
          aria-label={`Add ${template.title}`}
          onClick={() => onAdd(template)}
        >
          Add
        </Button>
      </div>
      <p>
        <HelpText text={template.help} />
      </p>
      <p className="ad-muted">
        {FAMILY_WORDS[template.family]} · {template.unit}, {rangeWords(template.range)}
        {template.parameters.length > 0
          ? ` · ${template.parameters.map((parameter) => parameter.name).join(', ')}`
          : ''}
        {used > 0 ? ` · ${used} in the set` : ''}
      </p>
      {refusal ? <p className={styles.refusal}>{refusal}</p> : null}
    </li>
  );
}
