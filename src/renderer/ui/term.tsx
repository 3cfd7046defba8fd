// A field term with a dotted underline; click or Enter opens one paragraph of explanation, with the formula where there is one.
// The words live in glossary.ts so that every page explains a term the same way.

import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { GLOSSARY, type GlossaryEntry, type GlossaryKey } from './glossary.ts';
import styles from './term.module.css';

export interface TermProps {
  readonly name: GlossaryKey;
  /** Text on the page; the glossary's own title by default. */
  readonly children?: ReactNode;
}

export function Term({ name, children }: TermProps) {
  const entry = GLOSSARY[name] as GlossaryEntry;
  return (
    <Popover width={340} position="bottom-start" withinPortal trapFocus={false}>
      <Popover.Target>
        <button type="button" className={styles.term}>
          {children ?? entry.title}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.title}>{entry.title}</div>
        <p>{entry.text}</p>
        {entry.formula ? <code className={styles.formula}>{entry.formula}</code> : null}
      </Popover.Dropdown>
    </Popover>
  );
}
