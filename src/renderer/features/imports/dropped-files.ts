// Files out of a drop, folders opened recursively. DOM only; picking by dialog needs none of this.

import { isCandleFile } from './import-model.ts';

function readBatch(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

async function filesOf(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [file];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  // A reader hands out its entries in batches of a hundred until one is empty.
  for (let batch = await readBatch(reader); batch.length > 0; batch = await readBatch(reader)) {
    for (const child of batch)
      if (child.isDirectory || isCandleFile(child.name)) files.push(...(await filesOf(child)));
  }
  return files;
}

/** Files dropped by themselves are taken whatever they are called; of a folder only what the importer reads. */
export async function droppedFiles(transfer: DataTransfer): Promise<File[]> {
  // The list empties once the event handler returns, so entries are taken before anything is awaited.
  const entries = [...transfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  const files: File[] = [];
  for (const entry of entries) files.push(...(await filesOf(entry)));
  return files;
}
