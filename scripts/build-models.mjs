// Rebuilds the starter models of `models/` on the sample market (`npm run models:build`). Twice gives the same bytes.
import { inProject, node24, run } from './lib/project.mjs';

process.exit(
  await run(node24(), [inProject('src', 'services', 'training', 'starter', 'main.ts'), inProject('models')]),
);
