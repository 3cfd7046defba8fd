// How the page of the Electron shell gets its port. Shared by main, preload and page; imports nothing, since the preload is
// one small sandboxed file.

/** The one IPC channel of the Electron shell: preload → main, carrying one MessagePort and nothing else. */
export const PORT_CHANNEL = 'anchordesk:port';
/** The window message with which preload hands the page its end of that port. */
export const PORT_MESSAGE = 'anchordesk:port';

/** What preload puts on `window.anchordesk`. The browser shell has no such thing. */
export interface DesktopBridge {
  readonly shell: 'electron';
  /** Asks for a port; it arrives as a window message `PORT_MESSAGE`. */
  requestPort(): void;
}
