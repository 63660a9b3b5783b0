import { servedContent } from './data/load/served.ts';
import { startWorkerLoader } from './data/load/worker-loader.ts';
import { startPage } from './start-page.tsx';
import './style/index.css';

startPage(startWorkerLoader, servedContent());
