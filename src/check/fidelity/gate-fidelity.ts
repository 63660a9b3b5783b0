import type { Judgement, Place } from '../../finding/finding.ts';
import { layerNumber } from '../../finding/layer-number.ts';
import { listed } from '../../finding/list-words.ts';
import { short } from '../../finding/number-words.ts';
import type { Strand } from '../../laydown/strand.ts';
import type { Asked } from './asked.ts';
import { type Body, bodiesOf, type LostPiece } from './bodies.ts';
import { isFilledInTurn } from './cells/neighbours.ts';
import type { LayerFigures } from './figures.ts';

interface LayerAsPlanned {
  readonly height: number;
  readonly strands: readonly Strand[];
  /** Parts of which others leave no room for a strand, and those others. */
  readonly covered?: readonly { readonly part: string; readonly by: readonly string[] }[];
}

/** What the gate needs of one construct: the figures of its layers, and their strands as planned. */
export interface FidelityInput {
  readonly parts: readonly string[];
  readonly layers: readonly LayerAsPlanned[];
  readonly figures: readonly LayerFigures[];
  /** What the job asks of each part, by layer. */
  readonly asked: readonly (readonly Asked[])[];
  /** Named where wells differ. */
  readonly well?: string | undefined;
}

/** When area or ink is said, and when it is refused. Fractions of a body's volume, and lengths in strand widths. */
const fidelityLimits = {
  lost: { warn: 0.01, refuse: 0.1 },
  pieceInWidths: { warn: 3, refuse: 10 },
  /** Thinner strips are seams between strands; a missing strand of solid fill leaves one of half a width. */
  thickInWidths: { warn: 0.35, refuse: 0.4 },
  outside: { warn: 0.03, refuse: 0.1 },
  ink: { solid: 1.03, latticeMore: 0.05, refuse: 1.1 },
} as const;

/** Compares, body by body, what the strands carry out with the sections of the meshes. */
export function gateFidelity(input: FidelityInput): Judgement[] {
  return input.parts.flatMap((_, part) => {
    const bodies = bodiesOfPart(input, part);
    if (bodies.length === 0 || bodies.every(({ strands }) => strands === 0)) return lostPart(input, part, bodies);
    const found = bodies.flatMap((body) => judgeBody(input, body, bodies.length));
    return worstFirst(found);
  });
}

function bodiesOfPart(input: FidelityInput, part: number): Body[] {
  const { figures, layers, asked } = input;
  const counts = (layer: number, loss: number) => {
    const ask = asked[layer][part];
    return !isFilledInTurn(figures[layer].parts[part], loss, ask, () => strandsAround(input, layer, part, ask.turn));
  };
  const heights = layers.map(({ height }) => height);
  return bodiesOf(figures, heights, part, counts);
}

function strandsAround({ layers, parts }: FidelityInput, layer: number, part: number, turn: number): Strand[] {
  return layers
    .slice(Math.max(0, layer - turn + 1), layer + turn)
    .flatMap(({ strands }) => strands.filter((strand) => strand.part === parts[part]));
}

/** One finding of a code for a part: the worst body, and how many others there are. */
function worstFirst(findings: readonly Judgement[]): Judgement[] {
  const groups = new Map<string, Judgement[]>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.severity}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map((group) => {
    const worst = group.reduce((a, b) => ((b.numbers?.['volumeUl'] ?? 0) > (a.numbers?.['volumeUl'] ?? 0) ? b : a));
    if (group.length === 1) return worst;
    const more = group.length - 1;
    return {
      ...worst,
      what: `${worst.what} The same is found in ${more} more ${more === 1 ? 'body' : 'bodies'} of this part.`,
      numbers: { ...worst.numbers, bodies: group.length },
    };
  });
}

function judgeBody(input: FidelityInput, body: Body, bodies: number): Judgement[] {
  const asked = input.asked[body.layer][body.part];
  const about: About = { input, body, asked, name: nameOf(input, body, bodies) };
  if (body.strands === 0) return [lostBody(about)];
  return [...lostArea(about), ...tips(about), ...outside(about), ...ink(about)];
}

interface About {
  readonly input: FidelityInput;
  readonly body: Body;
  readonly asked: Asked;
  /** The part, and which of its bodies where it has several. */
  readonly name: string;
}

function nameOf({ parts }: FidelityInput, { part, x, y }: Body, bodies: number): string {
  return bodies === 1 ? parts[part] : `the body of ${parts[part]} at x ${short(x)}, y ${short(y)} mm`;
}

function placeOf({ parts, well }: FidelityInput, part: number, layer: number): Place {
  return { part: parts[part], layer, ...(well === undefined ? {} : { well }) };
}

/** Rounding to whole nanometres leaves less along the rim of a part, µL; a strand holds a hundred times as much. */
const roundingUl = 1e-5;

function lostPart(input: FidelityInput, part: number, bodies: readonly Body[]): Judgement[] {
  const measuredUl = bodies.reduce((sum, body) => sum + body.volumeUl, 0);
  const volumeUl = measuredUl > roundingUl ? measuredUl : 0;
  const layer = bodies[0]?.layer ?? 0;
  return [
    {
      code: 'part-without-strand',
      severity: 'refuse',
      where: placeOf(input, part, layer),
      ...whyLost(input, part, volumeUl),
      numbers: { volumeUl },
    },
  ];
}

function whyLost(input: FidelityInput, part: number, volumeUl: number) {
  const name = input.parts[part];
  const lost = `${name} holds no strand on any layer`;
  const covers = coversOf(input, name);
  const cut = input.figures.filter(({ parts }) => parts[part].sectionMm2 > 0).length;
  if (covers.by.length > 0 && covers.layers >= cut) {
    const rest = volumeUl > 0 ? ` but for ${short(volumeUl)} µL in pieces too narrow for a strand` : '';
    return {
      what: `${lost}: it lies wholly within ${listed(covers.by, 'and')}, which ${covers.by.length === 1 ? 'comes' : 'come'} before it where parts overlap${rest && `,${rest}`}.`,
      fix: 'Give it a higher precedence than theirs, so that they leave it room, move it, or leave it out of the job.',
    };
  }
  if (volumeUl > 0) {
    return {
      what: `${lost}: ${short(volumeUl)} µL of it would stay empty.`,
      fix: 'Print it with a strand narrower than its thickness (needle or width), or check its units.',
    };
  }
  return {
    what: `${lost}: no layer cuts it.`,
    fix: 'Check its units and where it stands, take thinner layers, or leave it out of the job.',
  };
}

/** The parts that leave no room for a part, and on how many layers. */
function coversOf({ layers, parts }: FidelityInput, name: string): { by: string[]; layers: number } {
  const found = layers.flatMap(({ covered = [] }) => covered.filter(({ part }) => part === name));
  const by = new Set(found.flatMap((each) => each.by));
  return { by: parts.filter((part) => by.has(part)), layers: found.length };
}

/** Specks smaller than a strand are dust of the mesh, not anatomy. */
function lostBody({ input, body, asked, name }: About): Judgement {
  const { volumeUl, x, y, length, heightMm, firstLayer, lastLayer } = body;
  const longest = Math.max(length, heightMm);
  const oneLayer = firstLayer === lastLayer;
  const severity = longest < asked.width ? 'note' : oneLayer ? 'warn' : 'refuse';
  return {
    code: 'body-without-strand',
    severity,
    where: placeOf(input, body.part, body.layer),
    what: `${capital(name)} holds no strand: ${short(volumeUl)} µL, ${short(longest)} mm long, on layers ${layerNumber(firstLayer)} to ${layerNumber(lastLayer)}.`,
    fix: 'Print it with a strand narrower than its thickness (needle or width), or remove this body from the mesh.',
    numbers: { volumeUl, xMm: x, yMm: y, longestMm: longest, firstLayer, lastLayer },
  };
}

function lostArea({ input, body, asked, name }: About): Judgement[] {
  const { lost, pieceInWidths, thickInWidths } = fidelityLimits;
  const pieces = body.pieces.filter(
    ({ kind, thickness }) => kind === 'piece' && thickness >= thickInWidths.warn * asked.width,
  );
  const longest = longestOf(pieces);
  const share = body.lostUl / body.volumeUl;
  const widths = (longest?.length ?? 0) / asked.width;
  if (share <= lost.warn && widths <= pieceInWidths.warn) return [];
  const layers = new Set(pieces.flatMap(({ firstLayer, lastLayer }) => [firstLayer, lastLayer]));
  const isStrand = !asked.winds && (longest?.thickness ?? 0) >= thickInWidths.refuse * asked.width;
  const severe = share > lost.refuse || (widths > pieceInWidths.refuse && share > lost.warn && isStrand);
  const refuse = severe && (layers.size > 1 || pieces.length === 0);
  const place = longest
    ? ` The longest piece is ${short(longest.length)} mm, at x ${short(longest.x)}, y ${short(longest.y)} mm, ${short(longest.areaMm2)} mm² on layer ${layerNumber(longest.layer)}.`
    : '';
  return [
    {
      code: 'area-lost',
      severity: refuse ? 'refuse' : 'warn',
      where: placeOf(input, body.part, longest?.layer ?? body.layer),
      what: `No strand reaches ${short(body.lostUl)} µL of ${name}, ${percent(share)} of its volume.${place}`,
      fix: fixOfLoss(asked),
      numbers: {
        volumeUl: body.lostUl,
        ofBody: share,
        longestMm: longest?.length ?? 0,
        xMm: longest?.x ?? body.x,
        yMm: longest?.y ?? body.y,
        areaMm2: longest?.areaMm2 ?? 0,
      },
    },
  ];
}

function longestOf(pieces: readonly LostPiece[]): LostPiece | undefined {
  return pieces.length === 0 ? undefined : pieces.reduce((a, b) => (b.length > a.length ? b : a));
}

function fixOfLoss({ solid, width, minLength, winds }: Asked): string {
  // Turns of even distance to the axis, however narrow, meet a rim that is not round at a slant.
  if (winds)
    return 'Take the pattern concentric, whose strands follow the rim: a spiral fits round parts; look at the layer in the viewer.';
  const ways = [
    `take a narrower strand than ${short(width)} mm for thin places`,
    solid ? 'add a contour' : 'add a contour or take a finer spacing',
  ];
  if (minLength > 0) ways.push('shorten minLength');
  return `${capital(ways[0])}, ${ways.slice(1).join(', ')}, or thicken the part there; look at the layer in the viewer.`;
}

/** Organic shapes begin and end in points that no strand can fill: said with their length, never more. */
function tips({ input, body, asked, name }: About): Judgement[] {
  const longest = longestOf(body.pieces.filter(({ kind }) => kind === 'tip'));
  if (longest === undefined || longest.length <= fidelityLimits.pieceInWidths.warn * asked.width) return [];
  const volumeUl = body.pieces.reduce((sum, piece) => sum + (piece.kind === 'tip' ? piece.volumeUl : 0), 0);
  return [
    {
      code: 'tip-left-out',
      severity: 'note',
      where: placeOf(input, body.part, longest.layer),
      what: `${capital(name)} runs out thinner than a strand: its tip of ${short(longest.length)} mm at x ${short(longest.x)}, y ${short(longest.y)} mm stays empty (all tips ${short(volumeUl)} µL).`,
      fix: 'Take a narrower strand if the tip matters.',
      numbers: { volumeUl, longestMm: longest.length, xMm: longest.x, yMm: longest.y },
    },
  ];
}

function outside({ input, body, name }: About): Judgement[] {
  const { outside: limits } = fidelityLimits;
  const share = body.outsideUl / body.volumeUl;
  if (share <= limits.warn) return [];
  return [
    {
      code: 'ink-outside',
      severity: share > limits.refuse && body.firstLayer !== body.lastLayer ? 'refuse' : 'warn',
      where: placeOf(input, body.part, body.layer),
      what: `Strands cover ${short(body.outsideUl)} µL beyond ${name}, ${percent(share)} of its volume.`,
      fix: 'Take a narrower strand, or print it without crossing its border; look at the layer in the viewer.',
      numbers: { volumeUl: body.outsideUl, ofBody: share, xMm: body.x, yMm: body.y },
    },
  ];
}

function ink({ input, body, asked, name }: About): Judgement[] {
  const { ink: limits } = fidelityLimits;
  const ratio = body.inkUl / body.volumeUl;
  const meant = body.meantUl / body.volumeUl;
  const most = asked.solid ? Math.max(limits.solid, meant) : meant + limits.latticeMore;
  const isMeant = ratio <= meant + limits.latticeMore;
  const tooMuch = ratio > limits.refuse;
  if (ratio <= most && !tooMuch) return [];
  const refuse = tooMuch && !isMeant && body.firstLayer !== body.lastLayer;
  const why = isMeant
    ? 'as the spacing or section that was asked for means'
    : `where ${percent(Math.min(most, limits.refuse))} is the most that the settings mean`;
  return [
    {
      code: 'ink-too-much',
      severity: refuse ? 'refuse' : 'warn',
      where: placeOf(input, body.part, body.layer),
      what: `${capital(name)} gets ${short(body.inkUl)} µL of ink, ${percent(ratio)} of its volume of ${short(body.volumeUl)} µL, ${why}.`,
      fix: isMeant ? 'Take a wider spacing or a flatter section if this is not wanted.' : lessInk(asked),
      numbers: { volumeUl: body.inkUl, ofBody: ratio, meant, xMm: body.x, yMm: body.y },
    },
  ];
}

/** Only of what the part has: solid fill has no spacing to widen, and a part without contours none to leave out. */
function lessInk({ contours, solid, joins }: Asked): string {
  const ways = [
    ...(contours > 0 ? ['fewer contours'] : []),
    ...(solid ? [] : ['a wider spacing']),
    ...(solid || !joins ? [] : ['strands that are not joined along the rim (laydown.join: none)']),
    'a narrower strand',
  ];
  return `Take ${listed(ways, 'or')}, so that the ink fits into the body.`;
}

const percent = (share: number): string => `${short(100 * share)} %`;
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
