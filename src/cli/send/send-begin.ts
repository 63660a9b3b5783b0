import { layerNumber } from '../../finding/layer-number.ts';
import { lostOrigin, placeOfBreak } from '../../send/journal/resume-origin.ts';
import type { ResumePoint } from '../../send/journal/resume-point.ts';
import type { PrintSession } from '../../send/print-session.ts';
import { findOrigin } from '../../send/watch/recovery-words.ts';
import { colour, duration } from '../terminal.ts';
import type { SendInputs } from './send-inputs.ts';
import { ask } from './send-question.ts';

/** The last question before a print. */
export async function confirmed(inputs: SendInputs, resume: ResumePoint | null): Promise<boolean> {
  process.stderr.write(`${questionText(inputs, resume)}\n`);
  return /^\s*(y|yes)\s*$/i.test((await ask('  Begin? [y/N] ')) ?? '');
}

/**
 * Whether a print may be resumed: the printer still stands where it broke off, or the operator has set the zero again
 * and says so by a word. In words for the record; null: it may not.
 */
export async function originOf(
  inputs: SendInputs,
  resume: ResumePoint,
  { sender }: PrintSession,
  yes: boolean,
): Promise<string | null> {
  const { place, started } = sender.found;
  const { earlier, prelude } = resume;
  // The session before this one came back by the same way, and may have broken off on it.
  const way = earlier.before > 0 ? prelude : [];
  const broke = placeOfBreak(inputs.job, resume.acknowledged, inputs.driver, inputs.profile, { ...earlier, way });
  const lost = lostOrigin(place, started, broke, inputs.profile);
  if (lost === null) return 'the printer stood where the print broke off';
  const fix = findOrigin(inputs.profile);
  const head = `${colour.red('bioweft:')} its origin is lost: ${lost}`;
  if (yes || !process.stdin.isTTY) {
    const how = 'then resume without --yes at a terminal and confirm it, or print again from the start';
    process.stderr.write(`${head}\n  ${colour.dim('→')} ${fix}; ${how}\n`);
    return null;
  }
  process.stderr.write(`${head}\n  Before it may resume: ${fix}.\n`);
  const word = (await ask('  Type zeroed when that is done, anything else ends: ')) ?? '';
  return word.trim().toLowerCase() === 'zeroed' ? `set again by the operator, who confirmed it: ${lost}` : null;
}

function questionText({ report, job, profile, times }: SendInputs, resume: ResumePoint | null): string {
  const tools = report.reading.tools
    .filter(({ bio }) => bio['ink'])
    .map(({ id, bio }) => `    ${id}: ${bio['ink']} = ${bio['material']}, ${bio['nozzle'] ?? `${bio['inner']} mm`}`);
  const lines = [
    `  ${colour.bold(profile.name)}: ${job.count} lines, ${job.strands.length} strands, about ${duration(times.at(-1) ?? 0)}`,
    ...tools,
  ];
  if (resume !== null) {
    const layer = job.layers[job.layer[Math.min(resume.from, job.count - 1)]];
    lines.push(
      `  ${resume.acknowledged} lines were answered and ${resume.done} surely executed. It resumes at ${resume.by === 'layer' ? 'the start of layer' : 'a strand of layer'} ${layerNumber(layer?.number ?? 0)}${layer?.well ? ` in well ${layer.well}` : ''};`,
      `  ${resume.again.length} strand${resume.again.length === 1 ? ' that was begun is' : 's that were begun are'} printed again. Before you say yes:`,
      '    the needle stands where the machine thinks it does (home or touch off again if it was reset),',
      '    its tip is clean and primed, and nothing was moved on the plate.',
    );
  }
  return lines.join('\n');
}
