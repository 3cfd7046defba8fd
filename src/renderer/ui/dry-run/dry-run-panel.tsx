// The dry run beside a form: bones while it is computed, its error, and the word that the form is not complete. What a plan shows is
// drawn by the page; the plan's parts look alike through `dry-run.module.css`.

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorNote } from '../error-state.tsx';
import { SidePanel } from '../side-panel.tsx';
import { Bone } from '../skeletons.tsx';
import styles from './dry-run.module.css';
import type { DryRun } from './use-dry-run.ts';

export interface DryRunPanelProps<Plan> {
  /** Key of the remembered width. */
  readonly name: string;
  readonly defaultWidth: number;
  readonly dry: DryRun<unknown>;
  readonly query: {
    readonly data: Plan | undefined;
    readonly error: unknown;
    readonly isPlaceholderData: boolean;
  };
  /** Nothing can be planned until the form is right. */
  readonly held: boolean;
  /** `Finish the form to see what …` */
  readonly invitation: string;
  readonly errorTitle: string;
  readonly children: (plan: Plan) => ReactNode;
}

const BONES = ['70%', '54%', '62%', '48%'] as const;

export function DryRunPanel<Plan>(props: DryRunPanelProps<Plan>) {
  const { name, defaultWidth, dry, query, held, invitation, errorTitle, children } = props;
  const error = dry.moved ? null : query.error;
  const content = () => {
    if (held && !query.data) return <p className="ad-muted">{invitation}</p>;
    if (error) return <ErrorNote error={error} title={errorTitle} />;
    if (!query.data)
      return (
        <div role="status" aria-label="Planning">
          {BONES.map((width) => (
            <p key={width}>
              <Bone width={width} height={14} />
            </p>
          ))}
        </div>
      );
    return (
      <div data-plan={query.isPlaceholderData || dry.moved || held ? 'stale' : 'fresh'}>
        {held ? (
          <p className={styles.held} role="status">
            The form is not complete. These are the figures of what it said before.
          </p>
        ) : null}
        {children(query.data)}
      </div>
    );
  };
  return (
    <SidePanel name={name} title="Dry run" defaultWidth={defaultWidth} onClose={() => dry.setOpen(false)}>
      {content()}
    </SidePanel>
  );
}

/** The way back to a closed panel; nothing while it is open. */
export function ShowDryRun({ dry }: { readonly dry: DryRun<unknown> }) {
  return dry.open ? null : (
    <Button variant="default" onClick={() => dry.setOpen(true)}>
      Show the dry run
    </Button>
  );
}
