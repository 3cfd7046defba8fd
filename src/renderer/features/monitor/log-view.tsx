// Tail of the application's log, newest at the foot, read again every two seconds while it is on screen.

import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTRPC } from '../../app/api.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TableSkeleton } from '../../ui/skeletons.tsx';
import { readableLogLine } from './log-lines.ts';
import styles from './monitor.module.css';

const LINES = 400;

export function LogView() {
  const [follow, setFollow] = useState(true);
  const foot = useRef<HTMLPreElement>(null);
  const log = useQuery({
    ...useTRPC().system.logTail.queryOptions({ lines: LINES }),
    staleTime: 0,
    refetchInterval: follow ? 2000 : false,
  });
  const text = log.data?.join('\n') ?? '';
  const readable = useMemo(() => log.data?.map(readableLogLine).join('\n') ?? '', [log.data]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new text is the trigger
  useEffect(() => {
    if (follow) foot.current?.scrollTo({ top: foot.current.scrollHeight });
  }, [text, follow]);
  if (log.isPending) return <TableSkeleton text="Reading the log…" />;
  if (log.error)
    return (
      <ErrorState error={log.error} title="The log could not be read" onRetry={() => void log.refetch()} />
    );
  return (
    <Panel
      title="Application log"
      hint={`last ${LINES} lines, times in IST; the copy keeps them as stored`}
      grow
      actions={
        <>
          <Switch
            label="Follow"
            checked={follow}
            onChange={(event) => setFollow(event.currentTarget.checked)}
          />
          <CopyButton text={text} label="Copy log" />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre ref={foot} className={styles.log} tabIndex={0}>
        {text === '' ? 'The log is empty.' : readable}
      </pre>
    </Panel>
  );
}
