// The features of a draft in their order. A click opens one beside the list; Alt and an arrow key move it, Delete removes it.

import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { FeatureTemplateInfo } from '../../../../../contracts/features.ts';
import { parametersWords, placeWords, shortPlace } from '../feature-words.ts';
import styles from './edit.module.css';
import type { DraftEntry, SetDraft } from './edit-model.ts';
import type { EntryProblem } from './entry-problem.ts';

export interface EntryListProps {
  readonly draft: SetDraft;
  readonly templates: ReadonlyMap<string, FeatureTemplateInfo>;
  readonly problem: EntryProblem | null;
  readonly chosen: number | null;
  readonly onChoose: (key: number) => void;
  readonly onMove: (key: number, by: 1 | -1) => void;
  readonly onRemove: (key: number) => void;
}

export function EntryList(props: EntryListProps) {
  const { draft, templates, problem, chosen, onChoose } = props;
  const list = useRef<HTMLOListElement>(null);
  const count = draft.entries.length;
  const before = useRef(count);
  // What was just added stands at the end: show it.
  useEffect(() => {
    if (count > before.current) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
    before.current = count;
  }, [count]);

  const focusRow = (index: number) =>
    list.current
      ?.querySelectorAll<HTMLElement>('button[data-row]')
      [Math.max(0, Math.min(count - 1, index))]?.focus();
  const press = (event: KeyboardEvent, index: number, key: number) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (by !== null && event.altKey) props.onMove(key, by);
    else if (by !== null) focusRow(index + by);
    else if (event.key === 'Delete') props.onRemove(key);
    else return;
    event.preventDefault();
  };
  return (
    <section className={styles.listBox} aria-label="Features of the draft">
      <div className={styles.listHead} aria-hidden>
        <span>#</span>
        <span>Name</span>
        <span>What it is</span>
        <span>Place</span>
        <span>Parameters</span>
      </div>
      <ol className={styles.list} ref={list}>
        {draft.entries.map((entry, index) => (
          <Row
            key={entry.key}
            entry={entry}
            number={index + 1}
            template={templates.get(entry.feature)}
            problem={problem?.entry === entry.name ? problem.message : null}
            chosen={entry.key === chosen}
            onChoose={() => onChoose(entry.key)}
            onKeyDown={(event) => press(event, index, entry.key)}
          />
        ))}
      </ol>
    </section>
  );
}

interface RowProps {
  readonly entry: DraftEntry;
  readonly number: number;
  readonly template: FeatureTemplateInfo | undefined;
  readonly problem: string | null;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function Row({ entry, number, template, problem, chosen, onChoose, onKeyDown }: RowProps) {
  return (
    <li data-entry={entry.name}>
      <button
        type="button"
        data-row
        className={styles.row}
        aria-pressed={chosen}
        onClick={onChoose}
        onKeyDown={onKeyDown}
      >
        <span className={styles.rowNumber}>{number}</span>
        <span className={styles.rowName}>{entry.name || 'no name'}</span>
        <span title={template?.help}>{template?.title ?? `unknown: ${entry.feature}`}</span>
        <span className="ad-muted" title={placeWords(entry)}>
          {template?.kind === 'candidate' ? 'the trade' : shortPlace(entry)}
        </span>
        <span className="ad-muted">{parametersWords(entry.parameters) || 'defaults'}</span>
      </button>
      {problem ? (
        <p className={styles.refusal} role="alert">
          {problem}
        </p>
      ) : null}
    </li>
  );
}
