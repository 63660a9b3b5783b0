import {
  BackSide,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  Path,
  PlaneGeometry,
  Shape,
  ShapeGeometry,
  type Side,
} from 'three';
import { insideOf, openingAt } from '../../../src/vessel/opening.ts';
import type { Vessel } from '../../../src/vessel/vessel.ts';
import type { Palette } from '../palette.ts';
import { lineBody, pushCircle, pushRectangle } from './lines.ts';
import { outlineOf, wellWalls } from './well-walls.ts';

/** Where the vessel's front-left corner stands on the machine, mm, and whether it stands portrait. */
export interface VesselPlace {
  readonly x: number;
  readonly y: number;
  readonly portrait: boolean;
}

type Well = Vessel['wells'][string];
type Wells = readonly (readonly [string, Well])[];

/** Plate, dish or slide to scale, as glass; wells that hold a construct stand out. z 0 is the floor printed on. */
export function createVessel(vessel: Vessel, place: VesselPlace, used: ReadonlySet<string>, palette: Palette): Group {
  const group = new Group();
  const wells = Object.entries(vessel.wells);
  const floor = wells[0]?.[1].floor ?? 0;
  const rim = vessel.height - floor;
  const shallow = wells.every(([, well]) => well.depth === 0);
  group.add(rims(vessel, wells, used, palette, floor), outline(vessel, floor, rim, palette, shallow));
  group.add(floors(vessel, wells, used, palette));
  if (shallow) group.add(slab(vessel, palette));
  else group.add(...wellWalls(vessel, floor, glass(palette, 0.05, BackSide)), lid(vessel, wells, rim, palette));
  standIn(group, vessel, place);
  return group;
}

/** Turns and moves a body in the vessel's own frame to where the vessel stands on the machine. */
export function standIn(body: Group, vessel: Vessel, place: VesselPlace): void {
  if (place.portrait) body.rotation.z = Math.PI / 2;
  body.position.set(place.portrait ? place.x + vessel.footprint.y : place.x, place.y, 0);
}

function radiusOf({ shape }: Well): number {
  return shape.kind === 'circle' ? shape.diameter / 2 : Math.min(shape.x, shape.y) / 2;
}

/** The outline of the inside of a well at a height above its floor, x y after x y, where the well stands. */
export function outlineAt(vessel: Vessel, well: Well, height: number): number[] {
  const sections = insideOf(vessel, well);
  const section = sections.find(({ top }) => height <= top) ?? sections[sections.length - 1];
  return outlineOf(openingAt(section, height)).map((value, i) => value + (i % 2 === 0 ? well.x : well.y));
}

function rims(vessel: Vessel, wells: Wells, used: ReadonlySet<string>, palette: Palette, floor: number): Group {
  const quiet: number[] = [];
  const strong: number[] = [];
  for (const [name, well] of wells) {
    const into = used.has(name) ? strong : quiet;
    const base = well.floor - floor;
    for (const height of well.depth > 0 ? [0, well.depth] : [0]) {
      const ring = outlineAt(vessel, well, height);
      for (let i = 0; i < ring.length; i += 2) {
        const next = (i + 2) % ring.length;
        into.push(ring[i], ring[i + 1], base + height, ring[next], ring[next + 1], base + height);
      }
    }
  }
  return new Group().add(lineBody(quiet, palette.edge, 0.3), lineBody(strong, palette.edge, 0.9));
}

function outline(vessel: Vessel, floor: number, rim: number, palette: Palette, shallow: boolean) {
  const lines: number[] = [];
  const { x, y } = vessel.footprint;
  const top = shallow ? 0 : rim;
  if (vessel.kind === 'dish') {
    pushCircle(lines, x / 2, y / 2, -floor, x / 2, 96);
    pushCircle(lines, x / 2, y / 2, top, x / 2, 96);
  } else {
    pushRectangle(lines, 0, 0, -floor, x, y);
    pushRectangle(lines, 0, 0, top, x, y);
    for (const [cornerX, cornerY] of [
      [0, 0],
      [x, 0],
      [x, y],
      [0, y],
    ])
      lines.push(cornerX, cornerY, -floor, cornerX, cornerY, top);
  }
  return lineBody(lines, palette.edge, 0.55);
}

/** `BackSide` shows only the far wall of a well: two walls before a construct would veil it. */
function glass(palette: Palette, opacity: number, side: Side = DoubleSide): MeshBasicMaterial {
  return new MeshBasicMaterial({
    color: palette.glass,
    transparent: true,
    opacity,
    side,
    depthWrite: false,
  });
}

function floors(vessel: Vessel, wells: Wells, used: ReadonlySet<string>, palette: Palette): Group {
  const group = new Group();
  for (const shown of wells.filter(([name]) => used.has(name)).map(([, well]) => well)) {
    const ring = outlineAt(vessel, shown, 0);
    const shape = new Shape();
    shape.moveTo(ring[0], ring[1]);
    for (let i = 2; i < ring.length; i += 2) shape.lineTo(ring[i], ring[i + 1]);
    const disc = new Mesh(new ShapeGeometry(shape), new MeshBasicMaterial({ color: palette.floor }));
    // A little below the surface printed on, so that the first layer does not fight it for depth.
    disc.position.z = -0.02;
    group.add(disc);
  }
  return group;
}

function lid(vessel: Vessel, wells: Wells, rim: number, palette: Palette): Mesh {
  const { x, y } = vessel.footprint;
  const shape = new Shape();
  if (vessel.kind === 'dish') shape.absarc(x / 2, y / 2, x / 2, 0, 2 * Math.PI, false);
  else shape.moveTo(0, 0).lineTo(x, 0).lineTo(x, y).lineTo(0, y).closePath();
  for (const [, well] of wells) {
    const hole = new Path();
    if (well.shape.kind === 'circle') hole.absarc(well.x, well.y, radiusOf(well), 0, 2 * Math.PI, true);
    else cutRectangle(hole, well.x - well.shape.x / 2, well.y - well.shape.y / 2, well.shape.x, well.shape.y);
    shape.holes.push(hole);
  }
  const mesh = new Mesh(new ShapeGeometry(shape, 48), glass(palette, 0.06));
  mesh.position.z = rim;
  return mesh;
}

function cutRectangle(hole: Path, x: number, y: number, width: number, depth: number): void {
  hole
    .moveTo(x, y)
    .lineTo(x, y + depth)
    .lineTo(x + width, y + depth)
    .lineTo(x + width, y)
    .closePath();
}

function slab(vessel: Vessel, palette: Palette): Mesh {
  const { x, y } = vessel.footprint;
  const mesh = new Mesh(new PlaneGeometry(x, y), glass(palette, 0.12));
  mesh.position.set(x / 2, y / 2, -0.02);
  return mesh;
}
