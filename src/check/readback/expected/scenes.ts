import type { Profile, ProfileTool } from '../../../printer/profile.ts';
import { toolOf } from '../../../printer/profile-tool.ts';
import type { Program } from '../../../program/program.ts';
import type { CureStep, Step, StrandStep } from '../../../program/step.ts';

export type Lamp = Profile['lamps'][number];

/** What a file has to show for a step of the program, on the machine that prints it. */
export type Scene =
  | { readonly kind: 'selection'; readonly before: ProfileTool | null; readonly tool: ProfileTool }
  /** Motion without ink, through points x y z in nm, at mm/s. */
  | { readonly kind: 'way'; readonly points: ArrayLike<number>; readonly speed: number }
  /** `opens`: lines of the profile let the ink flow. */
  | { readonly kind: 'strand'; readonly step: StrandStep; readonly tool: ProfileTool; readonly opens: boolean }
  /** Ink by a needle that stands: its plunger moves, its valve is open for as long as it takes, or somebody does it. */
  | {
      readonly kind: 'rest';
      readonly by: 'plunger' | 'valve' | 'operator';
      readonly tool: ProfileTool;
      readonly volumeUl: number;
      readonly flow: number;
    }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'bath'; readonly seconds: number }
  /** The active tool is put away by lamps that say so. */
  | { readonly kind: 'light'; readonly lamp: Lamp; readonly cure: CureStep; readonly tool: ProfileTool | null }
  | { readonly kind: 'pause'; readonly message: string }
  | {
      readonly kind: 'temperature';
      readonly of: ProfileTool | 'bed' | 'chamber';
      readonly celsius: number | null;
      readonly wait: boolean;
    }
  | { readonly kind: 'pressure'; readonly tool: ProfileTool; readonly kPa: number };

interface Cast {
  readonly profile: Profile;
  readonly tool: ProfileTool | null;
}

type SceneTable = {
  readonly [Kind in Step['kind']]: (step: Extract<Step, { kind: Kind }>, cast: Cast) => readonly Scene[];
};

const none = (): readonly Scene[] => [];

/** The table of the proof: what is expected for each kind of step. */
const sceneTable: SceneTable = {
  layer: none,
  well: none,
  // Its selection comes before all else that a step names.
  toolChange: none,
  message: none,
  travel: ({ points, speed }) => [{ kind: 'way', points, speed }],
  wipe: ({ points, speed }) => [{ kind: 'way', points, speed }],
  strand: (step, { profile }) => {
    const tool = toolOf(profile, step.tool);
    return [{ kind: 'strand', step, tool, opens: opensByLine(step, tool) }];
  },
  prime: atRest,
  purge: atRest,
  dwell: ({ seconds }) => [{ kind: 'wait', seconds }],
  cure: (cure, { profile, tool }) => {
    if (cure.wavelength === 0) return [{ kind: 'bath', seconds: cure.seconds }];
    const lamp = profile.lamps.find(({ id }) => id === cure.lamp);
    return lamp === undefined ? [] : [{ kind: 'light', lamp, cure, tool }];
  },
  pause: ({ message }) => [{ kind: 'pause', message }],
  temperature: ({ target, celsius, wait }, { profile }) => [
    { kind: 'temperature', of: target.of === 'tool' ? toolOf(profile, target.tool) : target.of, celsius, wait },
  ],
  pressure: ({ tool, kPa }, { profile }) => [{ kind: 'pressure', tool: toolOf(profile, tool), kPa }],
};

/** Before each strand, which its own scene ends, and after the last: one list more than strands. */
export type Scenes = readonly (readonly Scene[])[];

export function scenesOf({ steps }: Pick<Program, 'steps'>, profile: Profile): Scenes {
  const gaps: Scene[][] = [[]];
  let tool: ProfileTool | null = null;
  const select = (id: string) => {
    if (tool?.id === id) return;
    const next = toolOf(profile, id);
    gaps[gaps.length - 1].push({ kind: 'selection', before: tool, tool: next });
    tool = next;
  };
  // A program that names no tool to begin with takes that of its first strand.
  const first = steps.find(({ kind }) => kind === 'toolChange' || kind === 'strand');
  if (first?.kind === 'strand') select(first.tool);
  for (const step of steps) {
    const named = toolFor(step);
    if (named !== null) select(named);
    gaps[gaps.length - 1].push(...expectedOf(step, { profile, tool }));
    if (step.kind === 'strand') gaps.push([]);
  }
  return gaps;
}

/** The compiler cannot tie the row of a table to the kind of the step that looked it up. */
function expectedOf<Kind extends Step['kind']>(step: Extract<Step, { kind: Kind }>, cast: Cast): readonly Scene[] {
  const row: SceneTable[Kind] = sceneTable[step.kind as Kind];
  return row(step, cast);
}

/** The tool that must be active for a step. */
function toolFor(step: Step): string | null {
  if (step.kind === 'toolChange') return step.to;
  return 'tool' in step && step.kind !== 'pressure' ? step.tool : null;
}

/** The flag of a move opens by itself; lines open it for what flows before the move. */
function opensByLine({ start, openS = 0 }: StrandStep, { dispenser: { by } }: ProfileTool): boolean {
  if (start.continues || by === 'plunger') return false;
  return by === 'valve' || start.preflow + openS > 0;
}

function atRest(
  { tool: id, volumeUl, flow }: { tool: string; volumeUl: number; flow: number },
  { profile }: Cast,
): readonly Scene[] {
  if (volumeUl <= 0) return [];
  const tool = toolOf(profile, id);
  const { dispenser } = tool;
  const by = dispenser.by === 'plunger' ? 'plunger' : dispenser.open.length > 0 ? 'valve' : 'operator';
  return [{ kind: 'rest', by, tool, volumeUl, flow }];
}
