/**
 * The `;BIO:` comment: one line of key=value pairs that carries what G-code has no word for, so that the file alone is
 * enough for the viewer, for `check` and for the sender. The first key says what the line is about:
 *
 *   ;BIO:plan=1 name=… printer=… dialect=… vessel=… wells=A1,B2 [a1=12.5,61 offsets=T1:-47.9,0.4,0]
 *        [bath=11]        a1 and offsets: the operator's own calibration, in the place of the profile's; bath: how deep
 *        the support bath stands above the floor before printing, mm
 *   ;BIO:tool=T0 ink=cartilage material=alginate-i1g-4 kind=pneumatic inner=0.21 outer=0.413 length=12.7
 *        [inlet=4.3 land=1] nozzle=27G        a tapered tip has an inlet and a land
 *   ;BIO:layer=4 z=1.2 height=0.24
 *   ;BIO:well=A1 x=12.5 y=40 [condition=2 speed=6]  centre of the well, mm, machine frame; in an experiment its
 *        condition and what sets it apart, by the names of the job
 *   ;BIO:strand=17 ink=bone part=bone role=lattice layer=4 well=A1 tool=T1 width=0.41 height=0.24 area=0.0861
 *        speed=8 flow=0.689 volume=4.13 [kpa=81.5 shear=662.3 rate=248 residence=1.35 viability=0.991 laid=5.2 age=312]
 *        A strand of varying width: width and area are its greatest, with thinnest=0.21 beside them, and a `;WIDTH:`
 *        stands before each segment that is wider or thinner than the one before. A dot laid at a standstill:
 *        open=0.05, s that the valve is open for it.
 *   ;BIO:cure=2 layer=4 well=A1 wavelength=405 intensity=100 seconds=10 [irradiance=20 dose=200]
 *
 *   ;BIO:pause=Add%20CaCl%E2%82%82        what the operator does at the pause behind it, where ASCII cannot say it
 *
 * kpa kPa, shear Pa at the wall, rate 1/s, residence s, viability 0-1, age s since the cells left the incubator,
 * dose mJ/cm², speed mm/s, flow µL/s, volume µL as planned, laid µL as the machine model
 * has it leave the needle (where a valve lets it flow by time), lengths mm. Values never hold spaces: they are percent-encoded.
 * `;BIO:strand` stands before the strand's first extruding line; `;BIO:end` closes the last strand before a line that
 * moves the plunger or the needle for another reason.
 */
export type BioValues = Readonly<Record<string, string | number>>;

/** Significant digits of numbers. */
const digits = 7;
const shorterThan = 10 ** digits;

/** The comment without its line end: the pairs of each group in turn. Numbers have at most seven significant digits. */
export function formatBio(...groups: readonly (BioValues | undefined)[]): string {
  let line = ';BIO:';
  for (const values of groups) {
    for (const key in values) {
      const value = values[key];
      if (line.length > 5) line += ' ';
      line += `${key}=${typeof value === 'number' ? textOf(value) : encode(value)}`;
    }
  }
  return line;
}

function textOf(value: number): string {
  const isShort = Number.isInteger(value) && Math.abs(value) < shorterThan;
  return String(isShort ? value : Number(value.toPrecision(digits)));
}

/** Most names need no encoding. */
const plain = /^[\w.,:@+-]*$/;

/** Half of a surrogate pair is no character and cannot be encoded: it becomes U+FFFD. */
function encode(text: string): string {
  if (plain.test(text)) return text;
  const whole = text.replace(/\p{Surrogate}/gu, '\uFFFD');
  return whole.replace(/[^\w.,:@+-]/gu, (character) =>
    // What encodeURIComponent leaves: GRBL acts on some of these wherever they stand.
    encodeURIComponent(character).replace(/[!'()*~]/, (left) => `%${left.charCodeAt(0).toString(16).toUpperCase()}`),
  );
}

/** The pairs of a `;BIO:` comment in order of writing, or null when the line is not one. Never throws. */
export function parseBio(line: string): Map<string, string> | null {
  if (!line.startsWith(';BIO:')) return null;
  const pairs = new Map<string, string>();
  for (const word of line.slice(5).trim().split(' ')) {
    const equals = word.indexOf('=');
    const key = equals < 0 ? word : word.slice(0, equals);
    if (key !== '') pairs.set(key, equals < 0 ? '' : decode(word.slice(equals + 1)));
  }
  return pairs;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
