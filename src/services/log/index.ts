// What other domains may use of the log.
export { createLog, type Log, type LogOptions, type LogService, logFolderIn, silentLog } from './log.ts';
export { redact, redactText } from './redact.ts';
