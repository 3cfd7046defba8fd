// Installers of the Electron shell (`npm run build -- --package`). Fuses are flipped after packing and before signing,
// through the packager: its own option knows only eight of the nine and cannot require them all.
import { fusesFor } from './scripts/lib/fuses.mjs';

export default {
  appId: 'in.anchordesk.desk',
  productName: 'AnchorDesk',
  directories: { output: 'dist' },
  files: [
    'out/shell/**',
    'out/renderer/**',
    'models/**',
    'package.json',
    '!**/*.{map,md,ts,tsx}',
    '!**/{test,tests,__tests__,docs,examples}/**',
  ],
  asar: true,
  // A child process and the loader of native modules open real files; a descriptor inside the archive is refused them.
  asarUnpack: [
    'out/shell/worker/**',
    '**/node_modules/sqlite3/**',
    '**/node_modules/bindings/**',
    '**/node_modules/file-uri-to-path/**',
    '**/node_modules/onnxruntime-node/**',
    '**/node_modules/onnxruntime-common/**',
    // Workers read the starter models, too.
    'models/**',
  ],
  // Every native module is N-API: the binary built for Node serves Electron as it is.
  npmRebuild: false,
  publish: null,
  afterPack: (context) =>
    context.packager.addElectronFuses(
      context,
      fusesFor({ testFlavour: process.env.ANCHORDESK_TEST_FLAVOUR === '1' }),
    ),
  linux: { target: ['AppImage', 'deb'], category: 'Office' },
  mac: { target: ['dmg', 'zip'], category: 'public.app-category.finance', hardenedRuntime: true },
  win: { target: ['nsis'] },
};
