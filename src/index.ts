/** bioweft as a library in Node: the core, and what reads its files from disk. The same power as the command line. */
export * from './core.ts';
export { listInks, loadInk } from './ink/load-inks.ts';
export { type JobSource, loadInputs } from './plan/inputs/load-inputs.ts';
export { libraryFolder } from './plan/inputs/load-library.ts';
export { listProfiles, loadProfile } from './printer/load-profiles.ts';
export { listVessels, loadVessel } from './vessel/load-vessels.ts';
