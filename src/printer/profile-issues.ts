import { placeholders, placeholdersIn, type TemplateKind } from './fill-template.ts';
import { firstMotion } from './first-motion.ts';
import { lineFaults } from './line-faults.ts';
import type { Profile, ProfileTool } from './profile.ts';

/** What the schema alone cannot see: placeholders nobody fills, homing that breaks needles, tools that clash. */
export function profileIssues(profile: Profile): string[] {
  const issues: string[] = [];
  for (const { path, kind, lines } of templates(profile)) {
    lines.forEach((line, number) => {
      issues.push(...lineIssues(profile, `${path}.${number}`, kind, line));
    });
  }
  const ids = profile.tools.map((tool) => tool.id);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index) issues.push(`tools.${index}.id: another tool is called "${id}" already`);
  });
  profile.tools.forEach((tool, index) => {
    issues.push(...toolIssues(tool, `tools.${index}`));
  });
  if (profile.safeZ > profile.bed.z[1]) issues.push(`safeZ: above the reach of Z (${profile.bed.z[1]} mm)`);
  issues.push(...firstMotion(profile).issues.map((issue) => `start: ${issue}`));
  issues.push(...modeIssues(profile));
  return issues;
}

function lineIssues(profile: Profile, path: string, kind: TemplateKind, line: string): string[] {
  const issues: string[] = [];
  const known: readonly string[] = placeholders[kind];
  for (const name of placeholdersIn(line)) {
    if (!known.includes(name)) {
      issues.push(`${path}: {${name}} is not filled here; known are ${known.map((k) => `{${k}}`).join(' ')}`);
    }
  }
  if (/[\r\n]/.test(line)) issues.push(`${path}: one line an entry, without line ends`);
  if (/[^\x20-\x7e]/.test(line)) issues.push(`${path}: only plain ASCII reaches a printer`);
  issues.push(...lineFaults(line, kind, profile).map((fault) => `${path}: "${line}" ${fault}`));
  return issues;
}

/** Blocks of lines leave the modes as the file has set them: absolute positions in mm. */
function modeIssues(profile: Profile): string[] {
  return templates(profile).flatMap(({ path, lines }) => {
    let relative: string | null = null;
    for (const line of lines) {
      if (/^\s*G91(?![\d.])/i.test(line)) relative = line;
      if (/^\s*G90(?![\d.])/i.test(line)) relative = null;
    }
    if (relative === null || path === 'end') return [];
    return [`${path}: "${relative}" is not taken back: what follows would be read as steps; end the lines with G90`];
  });
}

function toolIssues(tool: ProfileTool, path: string): string[] {
  const { dispenser, pressure } = tool;
  const issues: string[] = [];
  if (dispenser.by === 'plunger' && dispenser.meaning === 'mm' && dispenser.bore === undefined) {
    issues.push(`${path}.dispenser.bore: needed, because the word counts mm of plunger`);
  }
  if (dispenser.by === 'valve' && (dispenser.open.length === 0 || dispenser.close.length === 0)) {
    issues.push(`${path}.dispenser: a valve needs lines that open it and lines that close it`);
  }
  if (pressure?.set === 'gcode' && (pressure.command ?? []).length === 0) {
    issues.push(`${path}.pressure.command: needed, because the file sets the pressure`);
  }
  return issues;
}

interface Template {
  readonly path: string;
  readonly kind: TemplateKind;
  readonly lines: readonly string[];
}

/** Every list of lines in a profile. */
export function templates(profile: Profile): Template[] {
  const found: Template[] = [
    { path: 'preamble', kind: 'frame', lines: profile.preamble },
    { path: 'homing.commands', kind: 'frame', lines: profile.homing.commands },
    { path: 'start', kind: 'frame', lines: profile.start },
    { path: 'end', kind: 'frame', lines: profile.end },
  ];
  profile.tools.forEach((tool, index) => {
    found.push({ path: `tools.${index}.select`, kind: 'select', lines: tool.select });
    found.push({ path: `tools.${index}.deselect`, kind: 'select', lines: tool.deselect });
    const { dispenser, pressure } = tool;
    if (dispenser.by !== 'plunger') {
      found.push({ path: `tools.${index}.dispenser.open`, kind: 'valve', lines: dispenser.open });
      found.push({ path: `tools.${index}.dispenser.close`, kind: 'valve', lines: dispenser.close });
    }
    found.push({ path: `tools.${index}.pressure.command`, kind: 'pressure', lines: pressure?.command ?? [] });
  });
  profile.lamps.forEach((lamp, index) => {
    found.push({ path: `lamps.${index}.on`, kind: 'lamp', lines: lamp.on });
    found.push({ path: `lamps.${index}.off`, kind: 'lamp', lines: lamp.off });
  });
  for (const key of ['set', 'wait', 'off'] as const) {
    found.push({ path: `bedCommand.${key}`, kind: 'bed', lines: profile.bedCommand?.[key] ?? [] });
  }
  return found;
}
