// Preloaded into a forked worker, it makes the process look like an Electron utility process: a parent port instead of a
// channel, and nothing that tells when the parent goes.

import { EventEmitter } from 'node:events';

const send = process.send!.bind(process);
const port = Object.assign(new EventEmitter(), { postMessage: (message: unknown) => send(message) });
process.on('message', (data) => port.emit('message', { data, ports: [] }));
Object.assign(process, { parentPort: port, send: undefined });
