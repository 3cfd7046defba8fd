// A button that puts text on the clipboard and says that it did. Used by errors, tables and the CLI line of forms.

import { Button, type ButtonProps } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { copyText } from './copy.ts';

export interface CopyButtonProps extends ButtonProps {
  /** The text, or a function where building it costs something. */
  readonly text: string | (() => string);
  readonly label: string;
}

export function CopyButton({ text, label, ...rest }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'idle' | 'done' | 'failed'>('idle');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async () => {
    const done = await copyText(typeof text === 'string' ? text : text());
    setOutcome(done ? 'done' : 'failed');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOutcome('idle'), 2000);
  };
  return (
    <Button
      variant="default"
      {...rest}
      onClick={copy}
      leftSection={outcome === 'done' ? <IconCheck size={14} /> : <IconCopy size={14} />}
    >
      <span aria-live="polite">
        {outcome === 'done' ? 'Copied' : outcome === 'failed' ? 'Clipboard is closed to this page' : label}
      </span>
    </Button>
  );
}
