/** Meshes that were dropped into the page: the planner has them, the job's folder not before a Save. */
export interface DroppedParts {
  /** Gives the name that the mesh has from now on: another one where the folder holds that name already. */
  readonly keep: (file: File) => Promise<string>;
  /** Those that a job names and that still lie nowhere but here. */
  readonly waiting: (job: string) => readonly string[];
  /** Copies them into the job's folder; gives in words what went wrong, or null. */
  readonly copy: (names: readonly string[]) => Promise<string | null>;
}

export function droppedParts(
  inFolder: readonly string[],
  toPlanner: (name: string, bytes: Uint8Array<ArrayBuffer>) => void,
  toFolder: (name: string, base64: string) => Promise<{ readonly status: number; readonly what: string }>,
): DroppedParts {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const copied = new Set<string>();
  return {
    async keep(file) {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const name = freeName(file.name, (taken) => inFolder.includes(taken) || kept.has(taken));
      kept.set(name, bytes);
      toPlanner(name, bytes);
      return name;
    },
    waiting: (job) => [...kept.keys()].filter((name) => !copied.has(name) && job.includes(name)),
    async copy(names) {
      for (const name of names) {
        // Only names that wait are asked for.
        const { status, what } = await toFolder(name, base64Of(kept.get(name)!));
        if (status !== 200) return what;
        copied.add(name);
      }
      return null;
    },
  };
}

/** Plain letters, as the folder takes them; with a number where that name is taken. */
function freeName(asked: string, taken: (name: string) => boolean): string {
  const dot = asked.lastIndexOf('.');
  const stem =
    asked
      .slice(0, dot)
      .replace(/[^\p{L}\p{N}_-]+/gu, '-')
      .replace(/^-+/, '') || 'part';
  const end = asked.slice(dot).toLowerCase();
  for (let number = 1; ; number++) {
    const name = number === 1 ? `${stem}${end}` : `${stem}-${number}${end}`;
    if (!taken(name)) return name;
  }
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
