// A request as it was stored with its run, perhaps before today's fields were there. Used where stored runs are read.

import { THRESHOLD_CHOICE, type TrainingRequest } from '../../../contracts/training.ts';

/** What could not be asked then has the value that changes nothing: thresholds decide, and all windows are seen. */
export function storedRequest(text: string): TrainingRequest {
  const stored = JSON.parse(text) as TrainingRequest;
  return { ...stored, policy: stored.policy ?? THRESHOLD_CHOICE, windows: stored.windows ?? 'all' };
}
