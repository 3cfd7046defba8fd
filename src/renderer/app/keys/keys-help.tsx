// The list behind `?`: every key that works on this page, by group.

import { Kbd, Modal } from '@mantine/core';
import { Fragment } from 'react';
import styles from './keys.module.css';
import { useKeyGroups } from './keys.ts';

const NAMES: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  space: 'Space',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** Keys that belong to the kit rather than to a page. */
const TABLE_KEYS = [
  ['ArrowDown', 'Next row; with Shift, extend the selection'],
  ['Enter', 'Open the row'],
  ['space', 'Select the row'],
  ['mod+a', 'Select all rows'],
  ['mod+c', 'Copy rows'],
] as const;

export function KeyNames({ keys }: { readonly keys: string }) {
  return (
    <span className={styles.names}>
      {keys.split(' ').map((chord, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence may repeat a chord and never changes order
        <Fragment key={`${index}-${chord}`}>
          {index > 0 ? <span className="ad-muted">then</span> : null}
          {chord.split('+').map((name) => (
            <Kbd key={name}>{NAMES[name] ?? (name.length === 1 ? name.toUpperCase() : name)}</Kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}

export function KeysHelp({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const groups = useKeyGroups();
  const lines = [
    ...groups.map((group) => ({
      title: group.title,
      keys: group.bindings.map((binding) => [binding.keys, binding.label] as const),
    })),
    { title: 'Tables', keys: TABLE_KEYS },
  ];
  return (
    <Modal opened={opened} onClose={onClose} title="Keys on this page" size={620}>
      <div className={styles.groups}>
        {lines.map((group) => (
          <section key={group.title}>
            <h2 className={styles.title}>{group.title}</h2>
            <dl className={styles.list}>
              {group.keys.map(([keys, label]) => (
                <Fragment key={keys}>
                  <dt>
                    <KeyNames keys={keys} />
                  </dt>
                  <dd>{label}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
