import type { Values } from '../../src/scaffold/scaffold.ts';

// What geometry says about the scaffolds, from no code of theirs. A handle of a body takes 2 from the Euler number of its
// surface: a body that is a ball has 2, a ring 0; a cavity adds 2.

type Given = Readonly<Record<string, unknown>>;

/** By file: V - E + F of its surface. */
export function expectedEuler(name: string, given: Given): Readonly<Record<string, number>> {
  const euler = eulerNumbers[name];
  return typeof euler === 'function' ? euler(given) : euler;
}

const filled = ({ core }: Given): Record<string, number> => (core === 'sacrificial' ? { 'core.stl': 2 } : {});

const eulerNumbers: Readonly<
  Record<string, Readonly<Record<string, number>> | ((given: Given) => Record<string, number>)>
> = {
  'grid-disc': { 'disc.stl': 2 },
  'letter-f': { 'letter-f.stl': 2 },
  tube: { 'tube.stl': 0 },
  'vascular-graft': (given) => ({ ...filled(given), 'intima.stl': 0, 'media.stl': 0 }),
  // A pipe with three ends: the sphere with three holes, thickened, has two handles.
  'bifurcated-graft': (given) => ({ ...filled(given), 'intima.stl': -2, 'media.stl': -2 }),
  'osteochondral-plug': ({ calcified }) => ({
    'bone.stl': 2,
    ...(calcified ? { 'calcified.stl': 2 } : {}),
    'cartilage.stl': 2,
  }),
  ear: { 'cartilage.stl': 2, 'core.stl': 2 },
  nose: { 'cartilage.stl': 2, 'core.stl': 2 },
  skin: { 'dermis.stl': 2, 'epidermis.stl': 2 },
  'cardiac-patch': { 'patch.stl': 2 },
  'intervertebral-disc': { 'annulus.stl': 0, 'nucleus.stl': 2 },
  // Three rings that are open at the back; around them a tube.
  trachea: { 'rings.stl': 6, 'membrane.stl': 0 },
  // Seven rods, and what they go through.
  'nerve-conduit': { 'wall.stl': 0, 'filler.stl': -12, 'channels.stl': 14 },
  // A plate with seven holes, seven rings, seven rods.
  'liver-lobules': { 'walls.stl': -12, 'hepatocytes.stl': 0, 'veins.stl': 14 },
  // Four ways side by side close three loops; the block is a ball without this body, which meets its surface twice.
  'vascularised-block': { 'channels.stl': -4, 'matrix.stl': -6 },
  // A tube, and three leaflets.
  'trileaflet-valve': { 'root.stl': 0, 'leaflets.stl': 6 },
  meniscus: { 'outer.stl': 2, 'inner.stl': 2 },
  // A crosshatch is a square here; three lines and the one across hang together without a loop, as pillars and their bar do:
  // the bar closes loops only with a floor, and there is none.
  'artefact-plate': {
    'crosshatch.stl': 2,
    'angles.stl': 2,
    'tube.stl': 0,
    'lines.stl': 2,
    'wall.stl': 2,
    'overhang.stl': 2,
    'gap.stl': 2,
  },
  // From the same fields by marching tetrahedra: test/scaffold/tpms.test.ts.
  // One cell of Schwarz P: four quarters of a ball in a ring, and what goes through it.
  'tpms-block': ({ fill }): Record<string, number> =>
    fill === 'gel' ? { 'scaffold.stl': 0, 'gel.stl': 2 } : { 'scaffold.stl': -52 },
  'tpms-cylinder': { 'scaffold.stl': -36 },
};

const { PI } = Math;
type Formula = { readonly mm3: number; readonly within: number };

/** By file: volume by a formula, and how near a mesh of facets comes to it. */
export function formulas(name: string, values: Values): Readonly<Record<string, Formula>> {
  return volumes[name]?.(values as Readonly<Record<string, number>>) ?? {};
}

/** A circle of 96 corners has 0.07 % less area than the true one. */
const round = 8e-4;
const near = (mm3: number, within = round) => ({ mm3, within });

const volumes: Readonly<Record<string, (v: Readonly<Record<string, number>>) => Record<string, Formula>>> = {
  'grid-disc': ({ diameter, height }) => ({ 'disc.stl': near((PI / 4) * diameter ** 2 * height) }),
  // Stem, arm and bar: 6, 2.5 and 1.8 squares of a sixth of the height.
  'letter-f': ({ height, thickness }) => ({ 'letter-f.stl': near((10.3 * height ** 2 * thickness) / 36, 1e-6) }),
  tube: ({ bore, wall, length }) => ({ 'tube.stl': near(PI * wall * (bore + wall) * length) }),
  'vascular-graft': ({ bore, intima, media, length }) => ({
    'intima.stl': near(PI * intima * (bore + intima) * length),
    'media.stl': near(PI * media * (bore + 2 * intima + media) * length),
  }),
  'osteochondral-plug': ({ diameter, bone, cartilage }) => ({
    'bone.stl': near((PI / 4) * diameter ** 2 * bone),
    'cartilage.stl': near((PI / 4) * diameter ** 2 * cartilage),
  }),
  meniscus: ({ outer, width, height, edge, zone, arc }) => {
    const inner = outer - width;
    const between = outer - zone * width;
    // The height runs straight from one border to the other: the integral of (a + b r) r along r, times the arc.
    const b = (height - edge) / width;
    const a = height - b * outer;
    const upTo = (r: number) => (a / 2) * r ** 2 + (b / 3) * r ** 3;
    const part = (from: number, to: number) => near((PI / 180) * arc * (upTo(to) - upTo(from)), 2e-3);
    return { 'outer.stl': part(between, outer), 'inner.stl': part(inner, between) };
  },
  trachea: ({ bore, lining, cartilage, ring, gap, rings, opening }) => {
    const between = bore / 2 + lining;
    const open = (1 - opening / 360) * PI * ((between + cartilage) ** 2 - between ** 2) * ring * rings;
    const all = PI * ((between + cartilage) ** 2 - (bore / 2) ** 2) * (rings * (ring + gap) + gap);
    return { 'rings.stl': near(open), 'membrane.stl': near(all - open) };
  },
  'nerve-conduit': ({ outer, wall, length, channel, ring }) => {
    // Their 24 corners take 1.1 % from circles.
    const channels = (ring + 1) * (PI / 4) * channel ** 2 * length;
    return {
      'wall.stl': near(PI * wall * (outer - wall) * length),
      'channels.stl': near(channels, 0.012),
      'filler.stl': near(PI * (outer / 2 - wall) ** 2 * length - channels, 0.004),
    };
  },
  'liver-lobules': ({ radius, wall, vein, height }) => {
    const hexagon = (r: number) => 1.5 * Math.sqrt(3) * r ** 2;
    const inside = 7 * hexagon(radius - wall / Math.sqrt(3)) * height;
    const veins = 7 * (PI / 4) * vein ** 2 * height;
    return {
      'walls.stl': near(7 * hexagon(radius) * height - inside, 1e-6),
      'veins.stl': near(veins, 0.012),
      'hepatocytes.stl': near(inside - veins, 0.002),
    };
  },
  // Whole waves of the sine add nothing.
  skin: ({ width, dermis, ridge, epidermis }) => ({
    'dermis.stl': near(width ** 2 * (dermis + ridge / 2), 1e-5),
    'epidermis.stl': near(width ** 2 * (ridge / 2 + epidermis), 1e-5),
  }),
  'cardiac-patch': ({ width, height }) => ({ 'patch.stl': near(width ** 2 * height, 1e-6) }),
  // An ellipse less a hollow of .14 exp(-(t / .5)^2): the integral of cos^2 and sin^2 times it, by its Gaussian moments.
  'intervertebral-disc': ({ width, depth, height, nucleus }) => {
    const hollow = 0.14 * 0.5 * Math.sqrt(PI) * 0.5 * (1 + Math.exp(-0.25));
    const all = ((width * depth) / 4) * (PI - hollow) * height;
    const own = all * nucleus ** 2;
    return { 'nucleus.stl': near(own, 2e-3), 'annulus.stl': near(all - own, 2e-3) };
  },
  'tpms-block': ({ width, depth, height, porosity }) => ({
    'scaffold.stl': near(width * depth * height * (1 - porosity), 0.002 / (1 - porosity)),
  }),
  'tpms-cylinder': ({ diameter, height, porosity }) => ({
    'scaffold.stl': near((PI / 4) * diameter ** 2 * height * (1 - porosity), 0.002 / (1 - porosity)),
  }),
  'artefact-plate': ({ size, layer, width, layers, gap, lean }) => ({
    'crosshatch.stl': near(size ** 2 * 4 * layer, 1e-6),
    'angles.stl': near(size ** 2 * 4 * layer, 1e-6),
    'tube.stl': near(PI * width * (size - width) * 5 * layer),
    'wall.stl': near(size * width * layers * layer, 1e-6),
    'lines.stl': near(3 * size * width * layer + (3 * width + 2 * gap) * width * layer, 1e-6),
    'gap.stl': near(2 * width * (5 * 4 * width * 4 * layer + (20 * width + 2.5 * gap) * layer), 1e-6),
    'overhang.stl': near((size / 2) * (4 * width + 6 * layer * Math.tan((lean * PI) / 180)) * 12 * layer, 1e-6),
  }),
};
