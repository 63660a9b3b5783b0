import type { MachineEvent } from '../../firmware/virtual-machine.ts';
import { fillTemplate } from '../../printer/fill-template.ts';
import type { Profile } from '../../printer/profile.ts';

/**
 * What a virtual printer laid down, worked out from what it executed and from nothing else: a strand is motion without
 * a break while a valve stands open or the plunger is pushed.
 */
export interface PrintedRecord {
  readonly strands: readonly PrintedStrand[];
  /** Outputs still on at the end, by the line that switched them on. */
  readonly stillOn: readonly string[];
}

export interface PrintedStrand {
  /** Id of the tool whose valve was open, or that was selected. */
  readonly tool: string;
  readonly lengthMm: number;
  /** Nominal time of flow, s: length by speed. */
  readonly flowS: number;
  /** Units of the plunger's word pushed on the way. */
  readonly pushed: number;
  readonly start: readonly [x: number, y: number, z: number];
  readonly end: readonly [x: number, y: number, z: number];
}

interface Switch {
  readonly tool: string;
  readonly on: boolean;
}

export function recordOf(events: readonly MachineEvent[], profile: Profile | null): PrintedRecord {
  const switches = switchesOf(profile);
  const strands: PrintedStrand[] = [];
  const open = new Map<string, string>();
  let tool = profile?.tools[0].id ?? 'T0';
  let current: PrintedStrand | null = null;
  let at: [number, number, number] = [0, 0, 0];

  function close(): void {
    if (current !== null) strands.push(current);
    current = null;
  }

  for (const event of events) {
    if (event.kind === 'command') {
      const acts = switches.get(event.command);
      for (const { tool: of, on } of acts ?? []) {
        close();
        if (on) open.set(of, event.command);
        else open.delete(of);
      }
      const select = /^T(\d+)$/.exec(event.command);
      if (select) tool = profile?.tools.find(({ index }) => index === Number(select[1]))?.id ?? event.command;
      continue;
    }
    const start = at;
    at = [event.x, event.y, event.z];
    if (event.lengthMm === 0) continue;
    const flows = open.size > 0 || event.e > 0;
    if (!flows) close();
    else {
      const before: PrintedStrand = current ?? {
        tool: [...open.keys()][0] ?? tool,
        lengthMm: 0,
        flowS: 0,
        pushed: 0,
        start,
        end: start,
      };
      current = {
        ...before,
        lengthMm: before.lengthMm + event.lengthMm,
        flowS: before.flowS + event.lengthMm / event.speed,
        pushed: before.pushed + Math.max(event.e, 0),
        end: at,
      };
    }
  }
  close();
  return { strands, stillOn: [...open.values()] };
}

/** By line: which tools' valves it opens or closes. */
function switchesOf(profile: Profile | null): Map<string, Switch[]> {
  const switches = new Map<string, Switch[]>();
  for (const { id, index, dispenser } of profile?.tools ?? []) {
    if (dispenser.by !== 'valve') continue;
    const fill = (line: string) => fillTemplate(line, { tool: index });
    const open = dispenser.open.map(fill);
    const close = dispenser.close.map(fill);
    for (const line of open) if (!close.includes(line)) add(line, { tool: id, on: true });
    for (const line of close) if (!open.includes(line)) add(line, { tool: id, on: false });
  }
  return switches;

  function add(line: string, change: Switch): void {
    switches.set(line, [...(switches.get(line) ?? []), change]);
  }
}
