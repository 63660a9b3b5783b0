import { servedContent } from './data/served.ts';
import { startWorkerLoader } from './data/worker-loader.ts';
import { startPage } from './start-page.tsx';
import './style/index.css';

startPage(startWorkerLoader, servedContent());
