import { bathLines } from '../bath-lines.ts';
import { designChoice, morphoStruct, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';
import { cartilageAccuracy, cartilageJob, cartilageParts } from './cartilage-relief.ts';

const parameters = {
  length: {
    min: 15,
    max: 75,
    default: 30,
    unit: 'mm',
    what: 'length from top to lobe',
    source: `half of 60 mm, the ${morphoStruct}`,
  },
  width: { min: 8, max: 45, default: 17.5, unit: 'mm', what: 'width', source: `half of 35 mm, the ${morphoStruct}` },
  height: {
    min: 3,
    max: 25,
    default: 8,
    unit: 'mm',
    what: 'height of the rim over the back',
    source: `${designChoice}; 20 mm at full size is the ${morphoStruct}`,
  },
  cartilage: {
    min: 0.5,
    max: 3,
    default: 1,
    unit: 'mm',
    what: 'thickness of the cartilage',
    source: `${designChoice}; 1.5 mm at full size is the ${morphoStruct}`,
  },
} as const;

type V = Values<typeof parameters>;

const around = 84;
const rings = 20;

/** Distance of the outline from the middle, of a length of 1: an egg that narrows to the lobe and is flat towards the face. */
function outline(angle: number): number {
  return (
    0.5 *
    (1 - 0.05 * Math.cos(2 * angle) + 0.05 * Math.sin(angle) - 0.04 * Math.cos(angle) + 0.03 * Math.sin(3 * angle))
  );
}

/** Height of the relief as a share of the whole, by the place in the plan: s from the middle to the outline, the angle from the back of the head (x) and up (y). */
function relief(s: number, angle: number): number {
  const bump = (at: number, wide: number) => Math.exp(-(((s - at) / wide) ** 2));
  // The helix runs around the back and the top, and fades at the face and in the lobe.
  const helix = 0.5 * bump(0.88, 0.1) * (0.55 + 0.45 * Math.cos(angle - 0.9));
  const antihelix = 0.3 * bump(0.55, 0.11) * (0.5 + 0.5 * Math.cos(angle - 0.3));
  const tragus = 0.28 * bump(0.7, 0.14) * Math.max(0, Math.cos(angle - Math.PI)) ** 8;
  const concha = -0.16 * bump(0.15, 0.28);
  return 0.46 + helix + antihelix + tragus + concha;
}

function placeAt({ length, width }: V, s: number, angle: number): readonly [number, number] {
  const r = s * outline(angle);
  return [2 * r * Math.cos(angle) * (width / 2 / 0.95), 2 * r * Math.sin(angle) * (length / 2 / 1.1)];
}

/** An outer ear. */
export const ear = scaffoldKind({
  title: 'Ear',
  purpose: 'An auricle: a shell of cartilage with helix, antihelix, concha and tragus over a porous core.',
  parameters,
  conflict: ({ height, cartilage, width }) =>
    cartilage > 0.25 * height || cartilage > 0.15 * width
      ? {
          what: `Cartilage of ${cartilage} mm leaves no core in an ear of ${width} x ${height} mm.`,
          fix: 'Give a smaller --cartilage.',
        }
      : null,
  build: (v) =>
    cartilageParts({
      around,
      rings,
      place: (share, angle) => placeAt(v, share, angle),
      height: (share, angle) => v.height * relief(share, angle),
      shell: v.cartilage,
      rim: v.cartilage / (v.width / 2),
    }),
  accuracy: ({ length }) => cartilageAccuracy(length, { around, rings }),
  job: ({ length }) => cartilageJob('ear', length, 4),
  inBath: {
    job: ({ length, height }) => cartilageJob('ear', length, 4, bathLines(height)),
    warnings: { viability: warned.survival, plan: warned.handedness },
  },
  notes: [
    "The relief is a drawing of the auricle's landmarks, not a person's ear: for that, start from a scan (`bioweft scan`). It is a right ear seen from the side; mirror it with a negative `scale` of the part where the left is wanted.",
    'The shell covers front and rim; the back, on which it lies, is open to the core.',
  ],
  warnings: {
    viability: warned.survival,
    plan: warned.handedness,
    overhang: warned.overhang,
  },
});
