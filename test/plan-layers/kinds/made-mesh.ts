import type { FileUnit } from '../../../src/mesh/transform.ts';
import { box, cylinder, type Point, tube } from '../../../src/scaffold/solids.ts';
import { surfaceOf } from '../../mesh/surface-of-field.ts';
import { ball } from '../../plan/sections.ts';
import { flipped, joined, moved, type Random, rotated, torus, tumbled } from '../soup-tools.ts';

/** A mesh as somebody might have it, and what it means. */
export interface MadeMesh {
  readonly given: Float32Array;
  /** The same without its faults, all outsides outside: what is to be printed. */
  readonly meant: Float32Array;
  readonly units?: FileUnit;
}

export interface MeshKind {
  readonly name: string;
  /**
   * right: printed without an override; closed: printed right, behind the gate where the opening is large; refused: by
   * name; either: right or refused by name.
   */
  readonly outcome: 'right' | 'closed' | 'refused' | 'either';
  readonly make: (random: Random) => MadeMesh;
}

export const between = (random: Random, low: number, high: number) => low + (high - low) * random();

/** Something of a few dozen to a few thousand triangles, turned anyhow. */
export function anyBody(random: Random): Float32Array {
  const shapes = [
    () => box(between(random, 4, 9), between(random, 4, 9), 0, between(random, 4, 9)),
    () => cylinder(between(random, 2, 4), 0, between(random, 4, 9), 40),
    () => tube(between(random, 1.5, 2.5), between(random, 3.2, 4.5), 0, between(random, 4, 8), 40),
    () => ball(0, 0, 0, between(random, 3, 5), 36, 18),
    () => torus(between(random, 3, 4), between(random, 1, 1.8), 40, 20),
  ];
  return tumbled(shapes[Math.floor(shapes.length * random())](), random);
}

export const gyroidField = (x: number, y: number, z: number) => {
  const k = (2 * Math.PI) / 4;
  const g = Math.sin(k * x) * Math.cos(k * y) + Math.sin(k * y) * Math.cos(k * z) + Math.sin(k * z) * Math.cos(k * x);
  return g / (1.5 * k);
};
const grid = { origin: [-4.2, -4.2, -0.4] as const, points: [18, 18, 10] as const, step: 0.53 };
export const gyroid = () =>
  surfaceOf((x, y, z) => Math.max(gyroidField(x, y, z), Math.hypot(x, y) - 3.6, -z, z - 4), grid);

export function bentPath(random: Random, steps: number): Point[] {
  const [radius, angle] = [between(random, 6, 9), between(random, 0.8, 2)];
  return Array.from({ length: steps + 1 }, (_, i): Point => {
    const a = (angle * i) / steps;
    return [radius * Math.sin(a), 0, radius * (1 - Math.cos(a))];
  });
}

export const plain = (make: (random: Random) => Float32Array): MeshKind['make'] => {
  return (random) => {
    const body = make(random);
    return { given: body, meant: body };
  };
};

export const damaged = (
  make: (random: Random) => Float32Array,
  damage: (soup: Float32Array, random: Random) => Float32Array,
) => {
  return (random: Random): MadeMesh => {
    const meant = make(random);
    return { given: damage(meant, random), meant };
  };
};

/** Turned together, so that both stay the same shape. */
export function tumbledPair(given: Float32Array, meant: Float32Array, random: Random): MadeMesh {
  const [a, b, c] = [random(), random(), random()].map((value) => 2 * Math.PI * value);
  return { given: rotated(given, a, b, c), meant: rotated(meant, a, b, c) };
}

/** Bodies strewn in a cube so that many pierce each other; `senses` gives some of them inside out. */
export function strewn(random: Random, count: number, senses: boolean): MadeMesh {
  const bodies = Array.from({ length: count }, () =>
    moved(anyBody(random), between(random, -5, 5), between(random, -5, 5), between(random, -5, 5)),
  );
  return {
    given: joined(...bodies.map((body) => (senses && random() < 0.5 ? flipped(body) : body))),
    meant: joined(...bodies),
  };
}

export const cube = box(8, 8, 0, 8);
export const cavity = flipped(moved(box(3, 3, 0, 3), 0, 0, 2));
