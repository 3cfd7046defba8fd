// Which features of the dataset a search of windows chooses among, or how to make a dataset that has some. Part of the Preparation section.

import type { WindowGroup } from '../../../../../engines/features/window-groups.ts';
import { plural } from '../../../ui/format.ts';
import styles from './new-run.module.css';

export interface WindowGroupsProps {
  /** Undefined while no plan told. */
  readonly groups: readonly WindowGroup[] | undefined;
}

export function WindowGroups({ groups }: WindowGroupsProps) {
  if (groups === undefined) return <p className={styles.note}>The dry run tells which features they are.</p>;
  if (groups.length === 0)
    return (
      <p className={styles.note} data-windows="none">
        No feature of this dataset stands in it at several windows. Edit its feature set under Research,
        choose Vary windows…, save the version and build a dataset with it.
      </p>
    );
  const columns = groups.reduce((sum, { members }) => sum + members.length, 0);
  return (
    <details className={styles.windows} data-windows={groups.length}>
      <summary>
        {plural(groups.length, 'group')}: of {plural(columns, 'column')} a model sees {groups.length}
      </summary>
      <dl>
        {groups.map(({ name, members }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{members.join(', ')}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
