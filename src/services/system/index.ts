// What other domains, shells and the command line may use of the system domain.
export { databaseFileIn, examine, type Patient } from './doctor.ts';
export { createSystemService, type SystemDependencies } from './system-service.ts';
