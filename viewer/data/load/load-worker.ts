/// <reference lib="webworker" />
import { createLocalLoader, refusalOf } from './local-loader.ts';
import { type Answer, type Ask, buffersOf } from './wire.ts';

// The print's columns go to the page without a copy; what the loader needs later it has kept for itself.
const loader = createLocalLoader((print) => print);

self.onmessage = async ({ data }: MessageEvent<{ id: number; ask: Ask }>) => {
  const { id, ask } = data;
  try {
    const answer = await answerTo(ask);
    self.postMessage({ id, answer }, [...buffersOf(answer)]);
  } catch (error) {
    const answer: Answer = { kind: 'refused', refusal: refusalOf(error) };
    self.postMessage({ id, answer });
  }
};

async function answerTo(ask: Ask): Promise<Answer> {
  if (ask.kind === 'open') return { kind: 'opened', ...(await loader.open(ask.source, ask.printer)) };
  if (ask.kind === 'sha256') return { kind: 'sha256', hash: await loader.sha256() };
  if (ask.kind === 'model') return { kind: 'model', model: await loader.model(ask.source) };
  if (ask.kind === 'find') return { kind: 'found', line: await loader.find(ask.text, ask.from, ask.forwards) };
  if (ask.kind === 'fill') return { kind: 'fill', fill: await loader.fill(ask.layer) };
  return { kind: 'text', firstLine: ask.firstLine, text: await loader.text(ask.firstLine, ask.lastLine) };
}
