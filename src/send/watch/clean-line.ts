import type { Driver } from '../../firmware/driver.ts';

/** A line of a file as it may be sent, or why it must not be. */
export type CleanLine =
  | { readonly kind: 'empty' }
  | { readonly kind: 'command'; readonly text: string }
  /** The operator must act; the sender itself pauses there. */
  | { readonly kind: 'pause'; readonly message: string }
  | { readonly kind: 'refused'; readonly why: string; readonly fix: string };

/** Commands whose tail is text for people: it keeps its letters. */
const speech = /^(M117|M118|M0|M1|RESPOND)\b/i;
const pauses = /^(M0|M1|M226|M600|PAUSE)\b/i;
/** Commands that change the machine beyond the print, or stop it. */
const dangerous: readonly (readonly [RegExp, string])[] = [
  [/^M(112|108|410|876)\b/i, 'acts on the printer at once and out of order'],
  [/^M(500|501|502|504)\b/i, 'changes the settings stored in the printer'],
  [/^M(997|999)\b/i, 'restarts the firmware'],
  [/^M(110|111)\b/i, 'changes the numbering of lines, which belongs to the sender'],
  [/^\$(?!G$|I$|H$)/, 'changes the settings stored in the printer'],
  [/^(FIRMWARE_RESTART|RESTART|SAVE_CONFIG)\b/i, 'restarts the firmware'],
];

/** Words that only other programs know, or that firmwares read in different ways. */
const foreign: readonly (readonly [RegExp, string, string])[] = [
  [/^@/, 'it is a command of a host program, which no printer knows', 'remove the line'],
  [/^\//, 'it is meant to be left out on demand, which printers do not do', 'remove the line, or the / before it'],
  // `X1E1` is two words to most firmwares and ten to some; a line without any blank is written so throughout.
  [/ .*[XYZABCF][-+]?[\d.]+E[-+]?\d/i, 'it holds a number that may be read as an exponent', 'put a blank before the E'],
];
/** Commands that let go of what a print needs; only the profile's own lines may. */
const letsGo: readonly (readonly [RegExp, string])[] = [
  [/^M(17|18|84)\b(?!.*S\d)/i, 'switches the motors, after which the place of the needle is not sure'],
  [/^M8[01]\b/i, 'switches the power'],
];
/** Files on the printer's own card; on GRBL M30 ends a program. */
const cardCommands = /^M(2[1-9]|30|32|33|34|524|928)\b/i;

/**
 * Takes comments, numbers and checksums off a line. What firmwares misread is put right where that is certain (letters,
 * blanks) and refused where it is not (foreign bytes, commands over length). `own`: lines that the profile has itself.
 */
export function cleanLine(raw: string, driver: Driver, own: ReadonlySet<string> = new Set()): CleanLine {
  const bare = withoutFrame(withoutComments(raw)).trim();
  if (bare === '' || bare === '%') return { kind: 'empty' };
  const strange = /[^\x20-\x7e\t]/.exec(bare);
  if (strange) return refused(`it holds ${name(strange[0])}, which printers misread`, 'write the line in plain ASCII');
  const text = tidy(bare, driver);
  if (pauses.test(text))
    return {
      kind: 'pause',
      message: text
        .replace(pauses, '')
        .replace(/^( *[PS]\d+)+/, '')
        .trim(),
    };
  for (const [pattern, why] of dangerous)
    if (pattern.test(text)) return refused(`${text.split(' ')[0]} ${why}`, 'remove the line');
  for (const [pattern, why, fix] of foreign) if (pattern.test(text)) return refused(why, fix);
  const word = text.split(' ')[0];
  if (!driver.dollars && text.startsWith('$')) return refused(`${word} is a command of GRBL`, 'remove the line');
  if (cardCommands.test(text) && !own.has(text) && !(driver.endsByM30 && word === 'M30'))
    return refused(`${word} acts on files of the printer's own card`, 'remove the line');
  const lets = own.has(text) ? undefined : letsGo.find(([pattern]) => pattern.test(text));
  if (lets) return refused(`${word} ${lets[1]}`, "remove the line; what the profile's own end needs stands there");
  if (driver.stores?.test(text))
    return refused(
      `${text.split(' ')[0]} writes to the EEPROM, which loses bytes of the lines behind it`,
      'remove the line',
    );
  const acts = driver.realtime?.exec(text);
  if (acts) return refused(`it holds "${acts[0]}", on which ${driver.name} acts at once`, 'remove the character');
  const longest = driver.lineLimit - (driver.frame('', 99_999_999).length + 2);
  if (text.length > longest) {
    return refused(`it is ${text.length} characters long and ${driver.name} takes ${longest}`, 'shorten it');
  }
  return { kind: 'command', text };
}

function refused(why: string, fix: string): CleanLine {
  return { kind: 'refused', why, fix };
}

function withoutComments(raw: string): string {
  const end = raw.indexOf(';');
  const line = end < 0 ? raw : raw.slice(0, end);
  return speech.test(line) || !line.includes('(') ? line : line.replace(/\([^)]*\)?/g, '');
}

/** `N12 G1 X5*71` → `G1 X5`: the sender numbers anew. */
function withoutFrame(line: string): string {
  const framed = /^\s*N\d+\s+(.*)$/i.exec(line);
  const command = framed ? framed[1] : line;
  return /\*\d+\s*$/.test(command) ? command.slice(0, command.lastIndexOf('*')) : command;
}

function tidy(bare: string, driver: Driver): string {
  const spaced = bare.replace(/\s+/g, ' ');
  // Moves are followed by their words, which firmwares that take small letters take in any line.
  if (driver.smallLetters && !/^([gmt]|G)\d/.test(spaced)) return spaced;
  if (driver.smallLetters && /["{]/.test(spaced)) return spaced;
  if (speech.test(spaced)) return spaced.replace(/^\w+/, (word) => word.toUpperCase());
  return /^[A-Za-z]\d/.test(spaced) ? spaced.toUpperCase() : spaced;
}

function name(character: string): string {
  const code = character.charCodeAt(0);
  return code < 32 || code === 127 ? `the control byte ${code}` : `the byte ${code} (not ASCII)`;
}
