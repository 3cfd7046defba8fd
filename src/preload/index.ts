// Preload of the one window, bundled as one CommonJS file for the sandbox. Does one thing: makes a MessageChannel, sends one
// end to main over the one IPC channel and hands the other to the page. Exposes no Electron object and passes no event through.

import { contextBridge, ipcRenderer } from 'electron';
import { type DesktopBridge, PORT_CHANNEL, PORT_MESSAGE } from '../contracts/desktop.ts';

const bridge: DesktopBridge = {
  shell: 'electron',
  requestPort() {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage(PORT_CHANNEL, null, [port2]);
    window.postMessage(PORT_MESSAGE, window.location.origin, [port1]);
  },
};

contextBridge.exposeInMainWorld('anchordesk', bridge);
