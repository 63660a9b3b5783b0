import { RefusedError } from './refusal.ts';
import type { Answer, Ask, Loader } from './wire.ts';

/** The loader in a worker of its own: reading never holds up the page. */
export function startWorkerLoader(): Loader {
  const worker = new Worker(new URL('./load-worker.ts', import.meta.url), { type: 'module', name: 'bioweft-load' });
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  worker.onmessage = ({ data }: MessageEvent<{ id: number; answer: Answer }>) => {
    waiting.get(data.id)?.(data.answer);
    waiting.delete(data.id);
  };
  worker.onerror = () => {
    const refusal = {
      code: 'out-of-memory',
      what: 'The reader stopped, most likely for want of memory.',
      fix: 'Reload the page, close other tabs, or cut the file by layers.',
    } as const;
    for (const answer of waiting.values()) answer({ kind: 'refused', refusal });
    waiting.clear();
  };
  const put = (ask: Ask): Promise<Answer> =>
    new Promise((resolve, reject) => {
      last++;
      waiting.set(last, (answer) =>
        answer.kind === 'refused' ? reject(new RefusedError(answer.refusal)) : resolve(answer),
      );
      worker.postMessage({ id: last, ask });
    });
  return {
    async open(source, printer) {
      const answer = await put({ kind: 'open', source, printer });
      if (answer.kind !== 'opened') throw new Error('the loader answered another question');
      return answer;
    },
    async text(firstLine, lastLine) {
      const answer = await put({ kind: 'text', firstLine, lastLine });
      return answer.kind === 'text' ? answer.text : [];
    },
    async find(text, from, forwards) {
      const answer = await put({ kind: 'find', text, from, forwards });
      return answer.kind === 'found' ? answer.line : 0;
    },
    async model(source) {
      const answer = await put({ kind: 'model', source });
      if (answer.kind !== 'model') throw new Error('the loader answered another question');
      return answer.model;
    },
    async sha256() {
      const answer = await put({ kind: 'sha256' });
      return answer.kind === 'sha256' ? answer.hash : '';
    },
    async fill(layer) {
      const answer = await put({ kind: 'fill', layer });
      return answer.kind === 'fill' ? answer.fill : { layer, z: 0, inks: [] };
    },
  };
}
