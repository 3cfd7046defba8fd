// An area files can be dropped on. Dropping anywhere else in the window must not make the browser open the file.

import { type DragEvent, type ReactNode, useEffect, useState } from 'react';
import { droppedFiles } from './dropped-files.ts';
import type { ImportRunner } from './import-runner.ts';

export interface DropTargetProps {
  readonly runner: ImportRunner;
  readonly className: string | undefined;
  readonly children: ReactNode;
}

export function DropTarget({ runner, className, children }: DropTargetProps) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const refuse = (event: globalThis.DragEvent) => event.preventDefault();
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    runner.addFiles(await droppedFiles(event.dataTransfer));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has keyboard equals, the two buttons and the path field
    <div
      className={className}
      data-over={over || undefined}
      onDragEnter={() => setOver(true)}
      onDragOver={(event) => {
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => void drop(event)}
    >
      {children}
    </div>
  );
}
