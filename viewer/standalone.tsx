import { createLocalLoader, refusalOf } from './data/load/local-loader.ts';
import { RefusedError } from './data/load/refusal.ts';
import { type Content, noContent } from './data/load/served.ts';
import { profileIn } from './data/load/shelves.ts';
import type { Loader } from './data/load/wire.ts';
import { bytesOfBase64, readModel } from './data/model.ts';
import { readReport } from './data/report.ts';
import { startPage } from './start-page.tsx';
import './style/index.css';

/**
 * The page in a single file: its G-code, report and meshes lie in it as text blocks, and it reads them itself, because a
 * page from the disk may not start a worker.
 */
function inPageLoader(): Loader {
  const loader = createLocalLoader((print) => print);
  return {
    ...loader,
    async open(source, printer) {
      // Let the page paint its "Reading" first.
      await new Promise((resolve) => setTimeout(resolve, 30));
      try {
        return await loader.open(source, printer);
      } catch (error) {
        throw new RefusedError(refusalOf(error));
      }
    },
  };
}

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

function textOf(id: string): string {
  return document.getElementById(id)?.textContent ?? '';
}

async function inflate(base64: string): Promise<Blob> {
  const stream = new Blob([bytesOfBase64(base64.trim())]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).blob();
}

// A page from the disk may not start a worker for its graphics either.
startPage(inPageLoader, embeddedContent(), Promise.resolve());
