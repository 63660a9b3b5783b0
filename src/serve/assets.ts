import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A file of the map: its content, or where to read it from, or how to make it, when asked. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer | { readonly path: string } | { readonly make: () => Promise<Buffer> };
}

/** Path on the server → file. Only what stands in here is ever served. */
export type AssetMap = ReadonlyMap<string, Asset>;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.gcode': 'text/plain; charset=utf-8',
};

/**
 * Everything in the viewer's build, read once; `index.html` also as `/`. The single-file build is left out. The studio's
 * worker plans with the core that is built beside the viewer: one copy for it and for the library.
 */
export function viewerAssets(folder: string): Map<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    const type = types[extname(name)];
    if (!type || name.startsWith('standalone/')) continue;
    const asset = { type, body: readFileSync(path) };
    assets.set(`/${name}`, asset);
    if (name === 'index.html') assets.set('/', asset);
  }
  assets.set('/core.js', fileAsset(join(folder, '../core.js'), types['.js']));
  return assets;
}

/** The same with the studio's page as `/`. */
export function studioAssets(folder: string): Map<string, Asset> {
  const assets = viewerAssets(folder);
  // The build holds both pages.
  assets.set('/', assets.get('/studio.html')!);
  return assets;
}

export function jsonAsset(value: unknown): Asset {
  return { type: types['.json'], body: Buffer.from(JSON.stringify(value)) };
}

/** A file streamed from the disk at each request, as it is then: a large print is never held in memory. */
export function fileAsset(path: string, type = types['.gcode']): Asset {
  return { type, body: { path } };
}

/** The script of a page in a single file, which only an export reads: it lies packed in the build. */
export function packedScript(folder: string, name: 'standalone' | 'studio'): string {
  return gunzipSync(readFileSync(join(folder, `standalone/${name}.js.gz`))).toString('utf8');
}
