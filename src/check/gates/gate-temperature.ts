import type { Code } from '../../finding/codes/catalogue.ts';
import { changing, type JobChange, type Judgement } from '../../finding/finding.ts';
import { dialectOf } from '../../firmware/dialects.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import type { TemperatureStep } from '../../program/step.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import { text } from '../foreign/tally-places.ts';
import { temperatureIn } from '../physics/cartridge-temperature.ts';
import { manualTemperature } from '../physics/manual-temperature.ts';

/** What living cells stand for the time of a print, °C: a default of this project, general knowledge of cell culture. */
const cellWindow = [4, 40] as const;
/** Of a room in which no heater or cooler works, °C: a default of this project. */
const room = [18, 26] as const;

/**
 * Refuses inks, cells and surfaces outside their window, heaters beyond an ink's limit or the machine's, and ink that
 * flows before its temperature is reached (cold extrusion). Warns where nothing controls the temperature an ink needs,
 * and where a melt is printed beside cells.
 */
export function gateTemperature(program: Program, profile: Profile, tools: readonly LoadedTool[]): Judgement[] {
  return [
    ...tools.flatMap((loaded) => [...judgeCartridge(loaded), ...judgeCells(loaded)]),
    ...judgeSteps(program, profile, tools),
    ...judgeMelts(tools),
    ...judgeColdStarts(program, profile, tools),
    ...manualTemperature(program, profile),
  ];
}

const inside = (celsius: number, [low, high]: readonly [number, number]): boolean => celsius >= low && celsius <= high;
const span = ([low, high]: readonly [number, number]): string => `${text(low)} to ${text(high)} °C`;

function refusal(code: Code, loaded: LoadedTool, what: string, fix: string, numbers: Judgement['numbers']): Judgement {
  const where = { ink: loaded.ink, tool: loaded.tool.id };
  return { code, severity: 'refuse', where, what, fix, numbers };
}

/** The cartridge's set temperature against the ink's window and the tool's reach; or the room's, uncontrolled. */
function judgeCartridge(loaded: LoadedTool): Judgement[] {
  const { temperature, material, tool, ink } = loaded;
  const window = material.temperature;
  if (temperature === null) return uncontrolled(loaded);
  const numbers = { celsius: temperature, lowC: window[0], highC: window[1] };
  const findings: Judgement[] = [];
  if (!inside(temperature, window)) {
    const cold = material.kind === 'thermoplastic' && temperature < window[0];
    findings.push({
      ...refusal(
        cold ? 'cold-extrusion' : 'ink-outside-window',
        loaded,
        `${ink} (${material.name}) is to be printed at ${text(temperature)} °C; its window is ${span(window)}.`,
        `Set inks.${ink}.temperature to ${span(window)}, or choose another ink.`,
        numbers,
      ),
      ...changing(temperatureIn(window, tool, ink, temperature)),
    });
  }
  if (tool.temperature !== null && !inside(temperature, tool.temperature)) {
    const [lowC, highC] = tool.temperature;
    findings.push(
      refusal(
        'tool-out-of-range',
        loaded,
        `${tool.id} is asked for ${text(temperature)} °C and holds ${span(tool.temperature)}.`,
        `Use a tool that reaches ${text(temperature)} °C, or another temperature for ${ink}.`,
        { celsius: temperature, lowC, highC },
      ),
    );
  }
  const [, warm] = room;
  const wrongWay = temperature > warm ? !tool.heats : temperature < room[0] && !tool.cools;
  if (wrongWay && findings.length === 0) {
    const verb = temperature > warm ? 'heat' : 'cool';
    findings.push(
      refusal(
        `tool-cannot-${verb}`,
        loaded,
        `${tool.id} cannot ${verb} ${ink} to ${text(temperature)} °C.`,
        `Use a tool that ${verb}s, or an ink for ${span(room)}.`,
        numbers,
      ),
    );
  }
  return findings.length === 0 && tool.temperature !== null && !tool.cools ? heatsOnly(loaded, temperature) : findings;
}

/** A tool that only heats reaches a temperature near the room's from above as slowly as the room lets it, or never. */
function heatsOnly({ ink, tool }: LoadedTool, celsius: number): Judgement[] {
  if (celsius > room[1]) return [];
  return [
    {
      code: 'wait-depends-on-room',
      severity: 'note',
      where: { ink, tool: tool.id },
      what: `${tool.id} only heats: in a room warmer than ${text(celsius)} °C, or after a warmer print, the wait for ${text(celsius)} °C may never end.`,
      fix: `See that the room is cooler, or set inks.${ink}.temperature above it.`,
      numbers: { celsius },
    },
  ];
}

function uncontrolled(loaded: LoadedTool): Judgement[] {
  const { material, tool, ink } = loaded;
  const [lowC, highC] = material.temperature;
  if (lowC <= room[1] && highC >= room[0]) return [];
  const cold = material.kind === 'thermoplastic';
  const what = `Nothing controls the temperature of ${tool.id}; ${ink} (${material.name}) needs ${span([lowC, highC])}, a room has ${span(room)}.`;
  const fix = `Use a tool with a temperature, or bring the cartridge to ${span([lowC, highC])} by other means.`;
  const finding = refusal(cold ? 'cold-extrusion' : 'ink-not-controlled', loaded, what, fix, { lowC, highC });
  return [cold ? finding : { ...finding, severity: 'warn' }];
}

function judgeCells(loaded: LoadedTool): Judgement[] {
  const { cells, temperature, material, ink } = loaded;
  if (cells === null) return [];
  const findings: Judgement[] = [];
  if (!material.cellsAllowed) {
    findings.push(
      refusal(
        'ink-not-for-cells',
        loaded,
        `${ink} holds ${cells.line} cells, but ${material.name} is not an ink for living cells (${span(material.temperature)}).`,
        'Load the cells in a bioink.',
        { cellsPerMl: cells.density },
      ),
    );
  }
  if (temperature !== null && !inside(temperature, cellWindow)) {
    const [lowC, highC] = cellWindow;
    findings.push({
      ...refusal(
        'cells-outside-window',
        loaded,
        `${cells.line} cells in ${ink} would be held at ${text(temperature)} °C; they stand ${span(cellWindow)}.`,
        `Set inks.${ink}.temperature to ${span(cellWindow)}.`,
        { celsius: temperature, lowC, highC },
      ),
      ...changing(temperatureIn(cellWindow, loaded.tool, ink, temperature)),
    });
  }
  return findings;
}

/** Every temperature the program sets, the bed's against all inks and cells on it. */
function judgeSteps(program: Program, profile: Profile, tools: readonly LoadedTool[]): Judgement[] {
  const findings: Judgement[] = [];
  const seen = new Set<string>();
  for (const step of program.steps) {
    if (step.kind !== 'temperature' || step.celsius === null) continue;
    const key = JSON.stringify([step.target, step.celsius]);
    if (seen.has(key)) continue;
    seen.add(key);
    if (step.target.of === 'bed') findings.push(...judgeBed(step.celsius, profile, tools));
    else if (step.target.of === 'tool') findings.push(...judgeHeater(step, step.target.tool, step.celsius, tools));
  }
  return findings;
}

/** A heater set otherwise than the ink's own setting (a well of a sweep) is judged by the ink's window too. */
function judgeHeater(step: TemperatureStep, id: string, celsius: number, tools: readonly LoadedTool[]): Judgement[] {
  const loaded = tools.find(({ tool }) => tool.id === id);
  if (loaded === undefined) {
    return [
      {
        code: 'heater-without-ink',
        severity: 'refuse',
        where: { tool: id },
        what: `The program heats ${id} to ${text(celsius)} °C, which holds no ink of this job.`,
        fix: 'Take the temperature out.',
        numbers: { celsius, wait: step.wait ? 1 : 0 },
      },
    ];
  }
  if (celsius === loaded.temperature) return [];
  const changed = { ...loaded, temperature: celsius };
  return [...judgeCartridge(changed), ...judgeCells(changed)];
}

function judgeBed(celsius: number, profile: Profile, tools: readonly LoadedTool[]): Judgement[] {
  const findings: Judgement[] = [];
  const base = { severity: 'refuse' } as const;
  const reach = profile.bedTemperature;
  if (reach === null || !inside(celsius, reach)) {
    findings.push({
      ...base,
      code: 'bed-out-of-range',
      where: {},
      what: `The bed is asked for ${text(celsius)} °C and ${reach === null ? 'has no control' : `holds ${span(reach)}`}.`,
      fix: reach === null ? 'Leave out bedTemperature.' : `Set bedTemperature to ${span(reach)}.`,
      ...changing(reach === null ? [] : [bedInto(reach, celsius)]),
      numbers: { celsius, ...(reach === null ? {} : { lowC: reach[0], highC: reach[1] }) },
    });
  }
  for (const loaded of tools) {
    const { material, cells, ink } = loaded;
    const windows = [
      ['bed-outside-ink-window', material.name, material.bedTemperature],
      ['bed-outside-cell-window', `${cells?.line} cells in ${ink}`, cells === null ? undefined : cellWindow],
    ] as const;
    for (const [code, who, window] of windows) {
      if (window === undefined || inside(celsius, window)) continue;
      const what = `The bed at ${text(celsius)} °C is outside the window of ${who}, ${span(window)}.`;
      const numbers = { celsius, lowC: window[0], highC: window[1] };
      const changes = changing([bedInto(window, celsius)]);
      findings.push({ ...refusal(code, loaded, what, `Set bedTemperature to ${span(window)}.`, numbers), ...changes });
    }
  }
  return findings;
}

/** The bed at the near end of a window that it is out of. */
function bedInto([low, high]: readonly [number, number], celsius: number): JobChange {
  const value = celsius < low ? low : high;
  return { what: `The bed at ${text(value)} °C`, path: ['bedTemperature'], value };
}

/** A melt laid beside cells warms them; how much nobody can say without the geometry, so this is told, not refused. */
function judgeMelts(tools: readonly LoadedTool[]): Judgement[] {
  const living = tools.filter(({ cells }) => cells !== null);
  if (living.length === 0) return [];
  return tools.flatMap((loaded): Judgement[] => {
    const celsius = loaded.temperature ?? loaded.material.temperature[0];
    if (celsius <= cellWindow[1] || loaded.cells !== null) return [];
    const beside = living.map(({ ink }) => ink).join(', ');
    return [
      {
        code: 'melt-beside-cells',
        severity: 'warn',
        where: { ink: loaded.ink, tool: loaded.tool.id },
        what: `${loaded.ink} is laid down at ${text(celsius)} °C beside cells in ${beside}, which stand ${cellWindow[1]} °C.`,
        fix: 'Print it first (order.inks), and let each layer cool (layerDwell).',
        numbers: { celsius, cellLimitC: cellWindow[1] },
      },
    ];
  });
}

/** Ink must not flow before its tool's temperature was waited for: by the file, or by the operator in a pause. */
function judgeColdStarts(program: Program, profile: Profile, tools: readonly LoadedTool[]): Judgement[] {
  const { waitsForTemperature } = dialectOf(profile.dialect);
  const asked = new Set<string>();
  const waiting = new Map(tools.filter(({ temperature }) => temperature !== null).map((each) => [each.tool.id, each]));
  const findings: Judgement[] = [];
  for (const step of program.steps) {
    if (step.kind === 'temperature' && step.wait && step.target.of === 'tool') asked.add(step.target.tool);
    if (waitsForTemperature || step.kind === 'pause') for (const tool of asked) waiting.delete(tool);
    if (step.kind !== 'strand' && step.kind !== 'prime' && step.kind !== 'purge') continue;
    const loaded = waiting.get(step.tool);
    if (loaded === undefined) continue;
    waiting.delete(step.tool);
    const { ink } = loaded;
    const celsius = loaded.temperature ?? Number.NaN;
    const what = `${ink} flows from ${step.tool} before its ${text(celsius)} °C are reached.`;
    findings.push(refusal('flow-before-temperature', loaded, what, 'Wait for the temperature first.', { celsius }));
  }
  return findings;
}
