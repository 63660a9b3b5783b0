import { AmbientLight, Box3, Color, DirectionalLight, Group, type Object3D, Vector3 } from 'three';
import { needlePieces } from '../../src/check/space/head-bodies.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { findTool } from '../../src/printer/profile-tool.ts';
import type { Vessel } from '../../src/vessel/vessel.ts';
import { categoryColour } from '../colour/categories.ts';
import type { Theme } from '../colour/ramps.ts';
import { bathDepth } from '../data/bath.ts';
import { type Print, pointOf } from '../data/print.ts';
import { createBath } from './bodies/bath.ts';
import { createBed } from './bodies/bed.ts';
import { createNeedle } from './bodies/needle.ts';
import { createVessel, type VesselPlace } from './bodies/vessel.ts';
import { paletteOf } from './palette.ts';

/** What stands around the strands for one print: bed, vessel, needles. */
export interface Surroundings {
  readonly ground: Group;
  readonly needles: Group;
  /** Extent of the bodies, for the camera's depth range. */
  readonly box: Box3;
  /** Puts the active needle where the head is. */
  placeNeedles(row: number, fraction: number): void;
}

export function inkColour(theme: Theme, ink: number): number {
  const [red, green, blue] = categoryColour(theme, Math.max(ink, 0));
  return new Color(red, green, blue).getHex();
}

export function bodyLights(): Object3D[] {
  const key = new DirectionalLight(0xffffff, 2);
  key.position.set(-0.5, -0.8, 1);
  return [key, new AmbientLight(0xffffff, 1.1)];
}

export function createSurroundings(
  print: Print,
  profile: Profile | null,
  vessel: Vessel | null,
  theme: Theme,
): Surroundings {
  const palette = paletteOf(theme);
  const ground = new Group();
  const floor = vessel ? (Object.values(vessel.wells)[0]?.floor ?? 0) : 0;
  ground.add(createBed(profile, print.bounds, -floor - 0.05, palette));
  if (vessel) {
    const place = placeOf(print, profile, vessel);
    const used = new Set(print.wells.map(({ well }) => well));
    ground.add(createVessel(vessel, place, used, palette));
    const depth = bathDepth(print);
    if (depth !== null) ground.add(createBath(vessel, place, used, depth, palette));
  }
  const needles = new Group();
  const heads = print.tools.map((tool, i) => headOf(print, profile, theme, i, tool.innerMm));
  for (const { active, idle } of heads) needles.add(active, idle);
  needles.add(...bodyLights());
  const box = new Box3().setFromObject(ground);
  box.expandByPoint(new Vector3(print.bounds.min[0], print.bounds.min[1], print.bounds.max[2] + 60));
  return {
    ground,
    needles,
    box,
    placeNeedles(row, fraction) {
      const at = Math.min(Math.max(row, 0), print.rows - 1);
      const [fromX, fromY, fromZ] = pointOf(print, at, 0);
      const [toX, toY, toZ] = pointOf(print, at, 1);
      const tip = new Vector3(fromX, fromY, fromZ).lerp(new Vector3(toX, toY, toZ), fraction);
      const current = print.tool[at];
      for (const [i, head] of heads.entries()) {
        head.active.visible = i === current;
        head.idle.visible = i !== current && head.offset !== null && heads[current]?.offset !== null;
        if (i === current) head.active.position.copy(tip);
        else if (head.offset && heads[current].offset) {
          head.idle.position.copy(tip).add(head.offset).sub(heads[current].offset);
        }
      }
    },
  };
}

interface Head {
  readonly active: Object3D;
  readonly idle: Object3D;
  /** From the first tool, with its idle lift; null where the profile does not tell, or parks it away. */
  readonly offset: Vector3 | null;
}

function headOf(print: Print, profile: Profile | null, theme: Theme, index: number, inner: number): Head {
  const tool = print.tools[index];
  const known = findTool(profile, tool.name);
  const outer = tool.outerMm > 0 ? tool.outerMm : inner > 0 ? inner * 1.8 : 0.5;
  const cone = tool.inletMm > 0 ? { inlet: tool.inletMm, land: tool.landMm > 0 ? tool.landMm : 0 } : {};
  const length = tool.needleMm > 0 ? tool.needleMm : 12.7;
  const pieces = needlePieces({ outer, inner: inner > 0 ? inner : outer, length, label: tool.nozzle, ...cone });
  const shape = { pieces, hub: known?.hub.diameter ?? 6 };
  const tint = inkColour(theme, tool.ink);
  const stays = known && known.idle !== 'parked';
  const lift = known?.idle === 'lifts' ? known.idleLift : 0;
  return {
    active: createNeedle(shape, tint, paletteOf(theme), false),
    idle: createNeedle(shape, tint, paletteOf(theme), true),
    offset: stays ? new Vector3(known.offset.x, known.offset.y, known.offset.z + lift) : null,
  };
}

/** The wells' centres as printed tell where the vessel stands; the profile does where the file is silent. */
function placeOf(print: Print, profile: Profile | null, vessel: Vessel): VesselPlace {
  const portrait = profile?.vessel.orientation === 'portrait';
  const known = print.wells.find(({ well }) => vessel.wells[well]);
  if (known) {
    const { x, y } = vessel.wells[known.well];
    return portrait
      ? { x: known.x - (vessel.footprint.y - y), y: known.y - x, portrait }
      : { x: known.x - x, y: known.y - y, portrait };
  }
  const [width, depth] = portrait ? [vessel.footprint.y, vessel.footprint.x] : [vessel.footprint.x, vessel.footprint.y];
  const { min, max } = print.bounds;
  const [x, y] = profile?.vessel.centre ?? [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2];
  return { x: x - width / 2, y: y - depth / 2, portrait };
}
