// Imported before anything that parses: zod would otherwise probe for `eval`, which the content security policy reports as a
// violation in the console of every start.

import { config } from 'zod';

config({ jitless: true });
