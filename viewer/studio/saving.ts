import { download } from '../state/save-picture.ts';
import type { JobEditor } from './editor.ts';
import type { StudioState } from './panel.tsx';
import type { DroppedParts } from './place/dropped-parts.ts';
import { put, type ServedJob, servedJob } from './served-job.ts';

/** Keeps the job: in its file by way of the server, or, without one, as a download. */
export interface JobSaving {
  /** Whether a text is another than what was saved last. */
  readonly differs: (text: string) => boolean;
  /** Gives whether it is saved: the file may have changed meanwhile, meshes may have to be copied first. */
  readonly save: (evenIfChanged: boolean) => Promise<boolean>;
  readonly write: () => Promise<void>;
  readonly copyAndSave: (yes: boolean) => void;
  readonly takeTheirs: () => void;
  /** The text on the disk in the editor's place, as a change that can be undone. */
  readonly readAnew: () => Promise<void>;
  /** The server says what the file holds now (SHA-256; null where it is gone). */
  readonly onDisk: (saved: string | null) => void;
}

interface Wiring {
  readonly job: ServedJob;
  readonly state: StudioState;
  readonly dropped: DroppedParts;
  readonly editor: () => JobEditor;
}

export function jobSaving({ job, state, dropped, editor }: Wiring): JobSaving {
  let saved = job.saved;
  let savedText = job.saved === null ? null : job.text;
  let lastOnDisk = job.saved;
  let theirs = '';
  const replaceText = (insert: string) => editor().edit({ from: 0, to: editor().text().length, insert });
  const differs = (text: string) => text !== savedText;
  // Our own Save changes the file too.
  const lookAtDisk = () => {
    state.changed.value = lastOnDisk !== null && lastOnDisk !== saved;
    state.unsaved.value = differs(editor().text());
  };
  const save = async (evenIfChanged: boolean): Promise<boolean> => {
    const text = editor().text();
    if (!state.served) {
      download(new Blob([text], { type: 'application/yaml' }), job.name);
      savedText = text;
      lookAtDisk();
      return true;
    }
    state.copies.value = dropped.waiting(text);
    if (state.copies.value.length > 0) return false;
    const { status, body } = await put(job, 'save', { text, base: evenIfChanged ? null : saved, force: evenIfChanged });
    if (status === 409) {
      theirs = body.text ?? '';
      state.asked.value = true;
      return false;
    }
    state.asked.value = false;
    state.said.value = body.what ?? '';
    if (status !== 200) return false;
    saved = body.saved ?? saved;
    savedText = text;
    lastOnDisk = saved;
    lookAtDisk();
    return true;
  };
  return {
    differs,
    save,
    async write() {
      if (!(await save(false))) return;
      state.said.value = 'Writing';
      const { body } = await put(job, 'write', { base: saved });
      state.said.value = body.what ?? '';
    },
    copyAndSave(yes) {
      const names = state.copies.value;
      state.copies.value = [];
      if (!yes) return;
      void dropped.copy(names).then((wrong) => {
        if (wrong === null) void save(false);
        else state.said.value = wrong;
      });
    },
    takeTheirs() {
      replaceText(theirs);
      state.asked.value = false;
      void save(true);
    },
    async readAnew() {
      const now = await servedJob();
      if (now.saved === null) return;
      [saved, savedText, lastOnDisk] = [now.saved, now.text, now.saved];
      replaceText(now.text);
      lookAtDisk();
    },
    onDisk(now) {
      lastOnDisk = now;
      lookAtDisk();
    },
  };
}
