/// <reference lib="webworker" />
import { createDesk, refusalOf } from './desk.ts';
import { type Answer, type Ask, buffersOf } from './wire.ts';

// The print's columns go to the page without a copy; what the desk needs later it has kept for itself.
const desk = createDesk((print) => print);

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
  if (ask.kind === 'open') return { kind: 'opened', ...(await desk.open(ask.source, ask.printer)) };
  if (ask.kind === 'sha256') return { kind: 'sha256', hash: await desk.sha256() };
  if (ask.kind === 'find') return { kind: 'found', line: await desk.find(ask.text, ask.from, ask.forwards) };
  if (ask.kind === 'fill') return { kind: 'fill', fill: await desk.fill(ask.layer) };
  return { kind: 'text', firstLine: ask.firstLine, text: await desk.text(ask.firstLine, ask.lastLine) };
}
