// What other domains, shells and the command line may use of training.
export { createTrainingService, type TrainingParts } from './service.ts';
