import type { Profile } from './profile.ts';

/**
 * What the lines before a print do first. Where the needle stands then is unknown, and it may well be the floor of a
 * well where the operator touched it: whatever moves sideways before it has risen drags it through the wall.
 */
export interface FirstMotion {
  /** The lines move sideways before they rise, and Z is known from the touch: the file has to rise before them. */
  readonly needsRise: boolean;
  /** What no rise before the lines can cure, each with its line. */
  readonly issues: readonly string[];
}

/** Looks through the homing and start lines of a profile in their order. */
export function firstMotion({ homing, start, tools, safeZ }: Profile): FirstMotion {
  const heights = new Set(['Z', ...tools.map(({ zWord }) => zWord)]);
  const shifting = tools.some(({ offset, offsetBy }) => offsetBy === 'firmware' && (offset.x !== 0 || offset.y !== 0));
  let relative = false;
  let risen = false;
  let sideways: string | null = null;
  let declared: string | null = null;
  for (const line of [...homing.commands, ...start]) {
    const text = line.replace(/[;(].*/, '').toUpperCase();
    if (/^\s*G9[01]\b/.test(text)) relative = /^\s*G91\b/.test(text);
    if (/^\s*G92\b(?!\.)/.test(text) && axesOf(text).some((axis) => heights.has(axis))) declared ??= line;
    if (rises(text, { heights, relative, safeZ, homesZ: homing.z })) risen = true;
    else if (!risen && sideways === null && goesSideways(text, shifting)) sideways = line;
  }
  if (sideways === null) return { needsRise: false, issues: [] };
  const moves = `"${sideways}" moves sideways before the needle has risen`;
  const remedy = 'write a rise before it: G91, G0 Z10, G90';
  if (homing.z) return { needsRise: false, issues: [`${moves}, and Z is not known until it is homed; ${remedy}`] };
  if (declared !== null) {
    return {
      needsRise: false,
      issues: [`${moves}, and "${declared}" says where it stands; ${remedy} behind that line`],
    };
  }
  return { needsRise: true, issues: [] };
}

interface Rising {
  readonly heights: ReadonlySet<string>;
  readonly relative: boolean;
  readonly safeZ: number;
  readonly homesZ: boolean;
}

/** A move of heights alone, up by any way or to a safe height; or homing of Z alone, where that is allowed. */
function rises(text: string, { heights, relative, safeZ, homesZ }: Rising): boolean {
  const axes = axesOf(text).filter((axis) => axis !== 'F');
  if (axes.length === 0 || !axes.every((axis) => heights.has(axis))) return false;
  if (/^\s*G28(?!\d)/.test(text)) return homesZ;
  if (!/^\s*G0?[01](?!\d)/.test(text)) return false;
  const least = relative ? Number.MIN_VALUE : safeZ;
  return axes.every((axis) => {
    const value = new RegExp(`${axis}\\s*(\\{SAFEZ\\}|[-+]?[\\d.]+)`).exec(text)?.[1];
    return value === '{SAFEZ}' || Number(value) >= least;
  });
}

/** Moves in X or Y, homes them, or takes a tool whose offset the firmware drives out. */
function goesSideways(text: string, shifting: boolean): boolean {
  if (/^\s*\$H/.test(text)) return true;
  if (/^\s*[TD]\d/.test(text)) return shifting;
  const axes = axesOf(text);
  if (/^\s*G28(?!\d)/.test(text)) return axes.length === 0 || axes.includes('X') || axes.includes('Y');
  if (!/^\s*G0?[0-3](?!\d)|^\s*G5[3-9]/.test(text)) return false;
  return axes.includes('X') || axes.includes('Y');
}

/** Letters of a line behind its command, each once. */
function axesOf(text: string): string[] {
  const words = text.replace(/^\s*(G\d+(\.\d+)?\s*)+/, '');
  return [...new Set([...words.replace(/\{\w+\}/g, '0').matchAll(/[A-Z]/g)].map(([letter]) => letter))];
}
