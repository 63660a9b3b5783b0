import type { GivenLibrary } from '../../src/plan/given-files.ts';

/** The job as the server has it. */
export interface ServedJob {
  /** Of the job's file, and where it lies. */
  readonly name: string;
  readonly folder: string;
  readonly text: string;
  /** SHA-256 of the text on the disk; null where it was never saved. */
  readonly saved: string | null;
  readonly version: string;
  readonly today: string;
  readonly beside: readonly string[];
  /** Mesh files of the folder. */
  readonly meshes: readonly string[];
  readonly token: string;
  readonly nonce: string;
  /** Where the server says that the job's file changed; null where it does not look. */
  readonly events: string | null;
}

/** What came of a press of Save or Write. */
export interface Outcome {
  readonly status: number;
  readonly body: {
    /** Words for the status line. */
    readonly what?: string;
    readonly saved?: string;
    /** The job as it stands on the disk now, where it changed meanwhile. */
    readonly text?: string;
    readonly files?: readonly string[];
  };
}

export const servedJob = (): Promise<ServedJob> => json<ServedJob>('/studio/state.json');
export const servedLibrary = (): Promise<GivenLibrary> => json<GivenLibrary>('/studio/library.json');

export async function put({ token }: ServedJob, action: 'save' | 'write' | 'copy', asked: object): Promise<Outcome> {
  const response = await fetch(`/studio/${action}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Bioweft-Token': token },
    body: JSON.stringify(asked),
  });
  return { status: response.status, body: (await response.json()) as Outcome['body'] };
}

async function json<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return (await response.json()) as T;
}
