// What can be trained here, as the wizard and the command line list it: estimators, search presets, splits. Called by the service.

import { cpus } from 'node:os';
import { ESTIMATORS, whyNoFamily } from '../../../../engines/learn/catalogue.ts';
import { SEARCH_PRESETS } from '../../../../engines/learn/search/presets.ts';
import { describeMethod, SPLIT_PRESETS } from '../../../../engines/validation/splits/split.ts';
import { SPLIT_PRESET_IDS, type TrainingCatalogue } from '../../../contracts/training.ts';

export function machineCores(): number {
  return Math.max(1, cpus().length);
}

export function trainingCatalogue(): TrainingCatalogue {
  return {
    estimators: ESTIMATORS.map(({ id, title, help, tasks, parameters }) => ({
      id,
      title,
      help,
      tasks,
      parameters,
      unavailable: whyNoFamily(id),
    })),
    presets: SEARCH_PRESETS.map(({ id, title, family, space, fixed, first, trials, omitted }) => ({
      id,
      title,
      family,
      space,
      fixed,
      first,
      trials,
      omitted,
    })),
    splits: SPLIT_PRESET_IDS.map((id) => ({
      id,
      title: describeMethod(SPLIT_PRESETS[id]),
      method: SPLIT_PRESETS[id],
    })),
    cores: machineCores(),
  };
}
