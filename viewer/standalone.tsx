import { inflate, textOf } from './data/load/page-blocks.ts';
import { inPageLoader } from './data/load/page-loader.ts';
import { type Content, noContent } from './data/load/served.ts';
import { profileIn } from './data/load/shelves.ts';
import { readModel } from './data/model.ts';
import { readReport } from './data/report.ts';
import { startPage } from './start-page.tsx';
import './style/index.css';

/** The page in a single file: its G-code, report and meshes lie in it as text blocks. */
async function embeddedContent(): Promise<Content> {
  const gcode = document.getElementById('bioweft-gcode');
  const extra = JSON.parse(textOf('bioweft-extra') || '{}') as Record<string, unknown>;
  const name = gcode?.dataset['name'] ?? 'print.gcode';
  const source = gcode ? { kind: 'file' as const, name, file: await inflate(gcode.textContent ?? '') } : null;
  return {
    ...noContent,
    source,
    report: extra['report'] ? readReport(extra['report']) : null,
    model: readModel(extra['model']),
    profile: profileIn(extra['profile']),
  };
}

// A page from the disk may not start a worker for its graphics either.
startPage(inPageLoader, embeddedContent(), Promise.resolve());
