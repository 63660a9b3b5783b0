import { servedContent } from './data/load/served.ts';
import { startWorkerLoader } from './data/load/worker-loader.ts';
import { warmGraphics } from './scene/graphics/warm-graphics.ts';
import { startPage } from './start-page.tsx';
import './style/index.css';

startPage(startWorkerLoader, servedContent(), warmGraphics());
