// Clipboard and file hand-over from the page: copying text, saving text as a file. DOM only; no formatting.

/** True when the text is on the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Offers text as a download. A byte-order mark lets spreadsheets read UTF-8 rupee and minus signs. */
export function saveText(fileName: string, text: string, mediaType = 'text/csv'): void {
  const mark = mediaType === 'text/csv' ? '\uFEFF' : '';
  saveBlob(fileName, new Blob([mark, text], { type: `${mediaType};charset=utf-8` }));
}

export function saveBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser reads the blob after this task; revoke once it had the chance.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
