// What `dist/bundle.cjs` holds: the command line and the layer worker, which share nearly all of their code.
export { planRangeInWorker } from '../plan/layers/layer-worker.ts';
export { runCommandLine } from './main.ts';
