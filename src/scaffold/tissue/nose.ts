import { designChoice, morphoStruct, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';
import { cartilageAccuracy, cartilageJob, cartilageParts } from './cartilage-relief.ts';

const parameters = {
  length: {
    min: 12,
    max: 60,
    default: 24,
    unit: 'mm',
    what: 'from the root to the base',
    source: `${designChoice}: about half of a natural one; a septum of 31 x 30 mm is the ${morphoStruct}`,
  },
  width: {
    min: 8,
    max: 45,
    default: 16,
    unit: 'mm',
    what: 'across the wings',
    source: `${designChoice}: about half of a natural one`,
  },
  height: {
    min: 4,
    max: 30,
    default: 10,
    unit: 'mm',
    what: 'of the tip over the back',
    source: `${designChoice}: about half of a natural one`,
  },
  cartilage: {
    min: 0.5,
    max: 3,
    default: 1,
    unit: 'mm',
    what: 'thickness of the cartilage',
    source: `${designChoice}; 0.8 to 3 mm is the ${morphoStruct}`,
  },
} as const;

type V = Values<typeof parameters>;

const around = 72;
const rings = 18;

/** Narrow at the root, wide at the wings: half of the width at a place between the base (-1) and the root (1). */
const halfWidth = (v: number) => 0.62 - 0.38 * v;

function placeAt({ length, width }: V, share: number, angle: number): readonly [number, number] {
  const v = share * Math.sin(angle);
  const u = share * Math.cos(angle) * halfWidth(Math.sin(angle));
  return [u * width, (v * length) / 2];
}

/** Height over the back as a share: a ridge that rises from the root to the tip, and a wing on either side. */
function relief(share: number, angle: number): number {
  const v = share * Math.sin(angle);
  const u = share * Math.cos(angle);
  const along = 0.45 + 0.47 * Math.exp(-(((v + 0.55) / 0.75) ** 2));
  const ridge = Math.exp(-((u / 0.5) ** 2));
  const wing = 0.22 * Math.exp(-(((Math.abs(u) - 0.6) / 0.2) ** 2) - ((v + 0.6) / 0.3) ** 2);
  return 0.2 + (along - 0.2) * ridge * (1 - 0.35 * share ** 4) + wing;
}

/** An outer nose. */
export const nose = scaffoldKind({
  title: 'Nose',
  purpose: 'An outer nose: a shell of cartilage with ridge, tip and wings over a porous core.',
  parameters,
  conflict: ({ height, cartilage, width }) =>
    cartilage > 0.14 * height || cartilage > 0.12 * width
      ? {
          what: `Cartilage of ${cartilage} mm leaves no core in a nose of ${width} x ${height} mm.`,
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
      rim: v.cartilage / (0.5 * v.width),
    }),
  accuracy: ({ length }) => cartilageAccuracy(length, { around, rings }),
  job: ({ length }) => cartilageJob('nose', length, 3),
  notes: [
    "The relief is a drawing of the nose's landmarks, not a person's nose: for that, start from a scan (`bioweft scan`). Nostrils are left to the surgeon: the base is closed.",
  ],
  warnings: { viability: warned.survival },
});
