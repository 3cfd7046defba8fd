// What other parts of training, the command line and screens use of bundles.

export type { Acted, ActedRow } from './actor.ts';
export { type BundleList, inspectBundle, listBundles, readBundle, verifyBundle } from './read-bundle.ts';
export { createServing, type Serving, type ServingOptions } from './serving.ts';
export type { SessionStream, StreamRow } from './session-stream.ts';
export { starterFolder } from './starter-folder.ts';
export { type BundleContent, type WrittenBundle, writeBundle } from './write-bundle.ts';
