// The link between our own processes (application and worker): channels over one duplex, guarded calls, sign of life.
// Never used towards the page, which has its own transport.
export { type Channel, createChannels, type Duplex } from './channels.ts';
export { exposeGuarded, type GuardedMethod, guarded, type Remote, wrapGuarded } from './guard.ts';
export { createHeartbeat, type Heartbeat } from './heartbeat.ts';
