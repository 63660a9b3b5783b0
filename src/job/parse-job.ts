import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { InputError } from '../finding/input-error.ts';
import { once } from '../finding/once.ts';
import { checkLines, withLayers } from './check-lines.ts';
import { checkReferences, checkShapes } from './check-references.ts';
import { explainIssues } from './explain-issues.ts';
import { type Job, jobSchema } from './job.ts';
import { type Locate, type Path, type Position, placeName } from './position.ts';
import { refuseOddValues } from './refuse-odd-values.ts';

/**
 * The job in a YAML text, defaults filled in. `sets` are changes from the command line (`inks.bone.nozzle.gauge=23`),
 * made before validation. Throws InputError with line, column and the nearest right key.
 */
export function parseJob(text: string, file: string, sets: readonly string[] = []): Job {
  const lines = new LineCounter();
  // maxAliasCount bounds what a small hostile file can unfold to.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true, uniqueKeys: true });
  const broken = document.errors[0];
  if (broken !== undefined) {
    const at = broken.linePos?.[0];
    // The parser calls itself for each level.
    if (broken.message.includes('call stack')) {
      throw new InputError(
        'job-yaml',
        `${placeName(file, at && { line: at.line, column: at.col })} is nested too deeply.`,
        {
          where: { file, line: at?.line, column: at?.col },
          fix: 'A job holds maps and lists in a few levels: look for a bracket that is never closed.',
        },
      );
    }
    throw new InputError(
      'job-yaml',
      `${placeName(file, at && { line: at.line, column: at.col })} is not valid YAML: ${broken.message.split(/ at line|[;\n]/)[0]}`,
      {
        where: { file, line: at?.line, column: at?.col },
        fix: yamlFix(broken.code, text),
      },
    );
  }
  for (const set of sets) applySet(document, set);
  return validateJob(toPlain(document, file), file, (path, which = 'value') =>
    positionOf(document, lines, path, which),
  );
}

/** A job from plain data (the library entry, the quick flags, one well of a sweep). Throws InputError. */
export function validateJob(data: unknown, file: string, locate?: Locate): Job {
  if (data === null || typeof data !== 'object' || Array.isArray(data)) {
    throw new InputError('job-empty', `${file} holds no job: it must be a map with printer, inks, parts and layers`, {
      where: { file },
      fix: 'Run bioweft scaffold grid-disc -o my-scaffold to start from a scaffold.',
    });
  }
  refuseOddValues(data, file, locate);
  const parsed = jobSchema.safeParse(data, once);
  if (parsed.success) {
    const job = withLayers(parsed.data, file, locate);
    checkShapes(job, file, locate);
    checkLines(job, file, locate);
    checkReferences(job, file, locate);
    return nameParts(job);
  }
  throw explainIssues(parsed.error.issues, data, file, locate);
}

/** Parts without a name are called after their file or shape; a second one of the same name gets a number. */
function nameParts(job: Job): Job {
  const taken = new Set(job.parts.flatMap(({ name }) => name ?? []));
  const parts = job.parts.map((part) => {
    if (part.name !== undefined) return part;
    const stem = nameOfMesh(part.mesh ?? part.network ?? part.strands ?? '') || part.shape || 'part';
    let name = stem;
    for (let n = 2; taken.has(name); n++) name = `${stem}-${n}`;
    taken.add(name);
    return { ...part, name };
  });
  return { ...job, parts };
}

/** `parts/ear.stl` → ear, `plug.3mf#bone` → bone, whatever the format. */
function nameOfMesh(mesh: string): string {
  const object = /\.[a-z0-9]{2,4}#(?!\*$)(.+)$/is.exec(mesh);
  if (object !== null) return object[1];
  return mesh.replace(/^.*[\\/]/, '').replace(/\.(?:[a-z]{3}|3mf)(?:#\*)?$/i, '');
}

function toPlain(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InputError('job-yaml', `${file}: ${(error as Error).message}`, { where: { file } });
  }
}

function applySet(document: Document, set: string): void {
  const equals = set.indexOf('=');
  if (equals < 1) {
    throw new InputError('set-syntax', `--set ${set}: expected key=value, e.g. --set inks.bone.nozzle.gauge=23`);
  }
  const path = parsePath(set.slice(0, equals));
  const value = parseDocument(set.slice(equals + 1)).toJS();
  try {
    document.setIn(path, document.createNode(value));
  } catch {
    throw new InputError('set-path', `--set ${set}: there is nothing at ${path.slice(0, -1).join('.')} to set it in`);
  }
}

/** `parts[0].laydown.angles` or `parts.0.laydown.angles` as a list of keys. */
export function parsePath(text: string): (string | number)[] {
  return text
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/** Where in the file a value stands; of a missing one, its nearest parent that exists. */
function positionOf(document: Document, lines: LineCounter, path: Path, which: 'key' | 'value'): Position | undefined {
  for (let depth = path.length; depth >= 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (!isNode(node) || !node.range) continue;
    const parent = which === 'key' && depth > 0 ? document.getIn(path.slice(0, depth - 1), true) : undefined;
    const pair = isMap(parent)
      ? parent.items.find(({ key }) => isScalar(key) && key.value === path[depth - 1])
      : undefined;
    const offset = isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : node.range[0];
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  }
  return undefined;
}

/** What helps, by the code of the parser's error: only some are cured by indentation and quotes. */
function yamlFix(code: string, text: string): string {
  if (/\r(?!\n)/.test(text)) return 'Its lines end as on old Macs (CR): save it with line ends of Unix or Windows.';
  switch (code) {
    case 'DUPLICATE_KEY':
      return 'Leave one of them: a key stands once in its map.';
    case 'MULTIPLE_DOCS':
      return 'A file holds one job: take out the line "---" and what follows it, or what stands before it.';
    case 'TAB_AS_INDENT':
      return 'Indent this line with spaces.';
    default:
      return 'Check the indentation and quotes around this line.';
  }
}
