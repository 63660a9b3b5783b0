import { expect, vi } from 'vitest';
import { runView, type ViewOptions } from '../../src/cli/plan/run-view.ts';
import { builtViewer } from './built-viewer.ts';

export interface RunningView {
  readonly url: string;
  /** Ends it as a signal would; its exit code. */
  readonly stop: () => Promise<number>;
}

/** `bioweft view --json` as it runs until it is stopped, once it has said where. */
export async function startView(file: string | undefined, options: Partial<ViewOptions> = {}): Promise<RunningView> {
  let said = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
  let end = () => {};
  const stopped = new Promise<void>((done) => {
    end = done;
  });
  const running = runView(file, { open: false, json: true, ...options }, builtViewer, stopped);
  await vi.waitFor(() => expect(said).toContain('url'), { timeout: 60_000 });
  write.mockRestore();
  const { url } = JSON.parse(said) as { url: string };
  return {
    url,
    stop: () => {
      end();
      return running;
    },
  };
}
