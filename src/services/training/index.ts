// What other domains, shells and the command line may use of training.
export { trainingBody } from './run/body.ts';
export { createTrainingRunStore, markInterruptedTrainings, type TrainingRunStore } from './run/run-store.ts';
export { newTrainingRun } from './run/start.ts';
export { createTrainingService, type TrainingParts } from './service.ts';
