import type { Profile, ProfileTool } from '../printer/profile.ts';
import type { Program, ProgramTool } from '../program/program.ts';

/**
 * A head as upright cylinders: the needle from its tip, the hub above it, for the active tool and for every loaded
 * idle one that travels along. Places are relative to the active tip, nm. Tools without ink are taken to be empty
 * holders out of the way.
 */
export interface HeadBody {
  readonly tool: string;
  readonly what: 'needle' | 'hub';
  readonly idle: boolean;
  readonly dx: number;
  readonly dy: number;
  /** Lower end above the active tip. */
  readonly dz: number;
  readonly radius: number;
  readonly label: string;
  /** Length of the needle, mm. */
  readonly length: number;
}

/** The bodies that move with each tool when it is the active one. */
export function headBodies(program: Program, profile: Profile): Map<string, HeadBody[]> {
  const tools = program.header.tools.flatMap((loaded) => {
    const tool = profile.tools.find(({ id }) => id === loaded.tool);
    return tool === undefined ? [] : [{ loaded, tool }];
  });
  return new Map(
    tools.map((active) => [
      active.tool.id,
      tools.flatMap((other) => {
        if (other.tool.id === active.tool.id) return bodiesOf(other.loaded, other.tool, null);
        return other.tool.idle === 'parked' ? [] : bodiesOf(other.loaded, other.tool, active.tool);
      }),
    ]),
  );
}

/** A tapered tip counts as this many steps, each as wide as its upper end. */
const taperSteps = 6;

function bodiesOf(loaded: ProgramTool, tool: ProfileTool, active: ProfileTool | null): HeadBody[] {
  const lift = tool.idle === 'lifts' ? tool.idleLift : 0;
  const from = active?.offset ?? tool.offset;
  const { nozzle } = loaded;
  const body = (what: HeadBody['what'], height: number, diameter: number): HeadBody => ({
    tool: tool.id,
    what,
    idle: active !== null,
    dx: toNm(tool.offset.x - from.x),
    dy: toNm(tool.offset.y - from.y),
    dz: toNm(tool.offset.z - from.z + (active === null ? 0 : lift) + height),
    radius: toNm(diameter / 2),
    label: nozzle.label,
    length: nozzle.length,
  });
  const bodies = [body('needle', 0, nozzle.outer)];
  if (nozzle.shape === 'tapered') {
    for (let i = 0; i < taperSteps; i++) {
      const widest = nozzle.outer + ((tool.hub.diameter - nozzle.outer) * (i + 1)) / taperSteps;
      bodies.push(body('needle', (nozzle.length * i) / taperSteps, Math.max(widest, nozzle.outer)));
    }
  }
  bodies.push(body('hub', nozzle.length, tool.hub.diameter));
  return bodies;
}

const toNm = (mm: number): number => Math.round(mm * 1e6);
