import type { DialectId, Profile } from '../printer/profile.ts';

/**
 * Which commands the firmware behind each dialect knows, so that `check` can name the ones it does not. CELLINK, BioBots
 * and Rokit from the vendor sheets named in docs/printers.md; Marlin, RepRapFirmware, Klipper and GRBL 1.1 in part from
 * general knowledge of their command indexes (unverified): an unknown command only warns. Numbers and ranges; a point
 * belongs to the code (`59.1-59.3`).
 */
interface CommandTable {
  readonly g: string;
  readonly m: string;
  /** Klipper: any NAME may be a macro or a module's command. */
  readonly names?: true;
}

const marlin: CommandTable = {
  g: '0-6 10-12 17-21 26-35 38.2-38.5 42 53-59 59.1-59.3 60 61 76 80 90-92 425',
  m:
    '0 1 3-5 7-11 16-34 42 43 48 73 75-87 92 100 102 104-129 140 141 143 145 149 150 154 155 163-166 190-193 200-211 ' +
    '217 218 220 221 226 240 250 255 256 260 261 280-282 290 300-309 350 351 355 360-364 380 381 400-407 410 412-414 ' +
    '420-423 425 428 430 486 493 500-504 510-512 524 540 569 575 591-593 600 603 605 665 666 672 701 702 704-708 710 ' +
    '808 810-819 851 852 860-869 871 876 900 906 907-920 928 951 993-995 997 999 7219',
};

const tables: Readonly<Record<DialectId, CommandTable>> = {
  marlin,
  printess: marlin,
  biobots: marlin,
  rrf: {
    g: '0-4 10 11 17-21 28-32 38.2-38.5 53-59 59.1-59.3 60 61 68 69 90-94',
    m:
      '0-5 7-11 17-32 34-39 42 73 80-84 92 98 99 101-122 135 140-144 150 154 190 191 200-208 220-223 226 240 260 261 ' +
      '280 290-292 300-309 350 374-376 400-409 450-453 470 471 500-505 540 550-593 595 596 600 665-671 673 674 675 ' +
      '700-703 750-756 851 905-911 913 915-918 929 950-957 970 997-999',
  },
  klipper: {
    g: '0-4 10 11 17-21 28 90-92',
    m: '18 20-27 73 82-84 104-107 109-112 114-119 140 190 204 220 221 400',
    names: true,
  },
  grbl: {
    g: '0-4 10 17-21 28 28.1 30 30.1 38.2-38.5 40 43.1 49 53-59 61 80 90 91 91.1 92 92.1 93 94',
    m: '0-5 7-9 30 56',
  },
  'cellink-biox': {
    g: '0-4 7 21 28 90-92',
    m: '82-84 106 107 400 750-753 760 770-774 777 778 785 786 790 791 797 800-808 811 816-818 821-825 856 1036',
  },
  'cellink-inkredible': { g: '0-4 21 28 90-92', m: '82-84 712 713 721 723 731 732 750-753 760-765' },
  rokit: {
    g: '0-4 21 28 54-59 90-92 92.1 95',
    m: '29 72-75 78 79 82 83 104 106 107 109 140 172-177 190 301-308 330 381 384-386',
  },
};

/** Codes times ten, by letter, and whether named commands exist; for no dialect those that any dialect knows. */
export interface KnownCommands {
  readonly g: ReadonlySet<number>;
  readonly m: ReadonlySet<number>;
  readonly names: boolean;
}

/** What the profile's firmware knows, its own lines included; without a profile what any firmware knows. */
export function knownCommands(profile: Profile | null): KnownCommands {
  const dialect = profile?.dialect ?? null;
  const chosen = dialect === null ? Object.values(tables) : [tables[dialect]];
  const own = profile === null ? [] : linesOf(profile);
  return {
    g: new Set([...chosen.flatMap((table) => codesIn(table.g)), ...codesOf(own, 'G')]),
    m: new Set([...chosen.flatMap((table) => codesIn(table.m)), ...codesOf(own, 'M')]),
    names: chosen.some((table) => table.names === true),
  };
}

function linesOf({ homing, start, end, preamble, tools, lamps }: Profile): string[] {
  const ofTools = tools.flatMap(({ select, deselect, dispenser, pressure, index }) => {
    const valve = dispenser.by === 'plunger' ? [] : [...dispenser.open, ...dispenser.close];
    const lines = [...select, ...deselect, ...valve, ...(pressure?.command ?? [])];
    return lines.map((line) => line.replaceAll('{tool}', String(index)));
  });
  const ofLamps = lamps.flatMap(({ on, off }) => [...on, ...off]);
  return [...preamble, ...homing.commands, ...start, ...end, ...ofTools, ...ofLamps];
}

function codesOf(lines: readonly string[], letter: string): number[] {
  return lines.flatMap((line) =>
    [...line.replace(/;.*/, '').matchAll(/([A-Z])(\d+(?:\.\d)?)/g)]
      .filter((match) => match[1] === letter)
      .map((match) => Math.round(Number(match[2]) * 10)),
  );
}

function codesIn(ranges: string): number[] {
  return ranges.split(' ').flatMap((range) => {
    const [low, high = low] = range.split('-');
    const step = low.includes('.') ? 1 : 10;
    const first = Math.round(Number(low) * 10);
    const count = (Math.round(Number(high) * 10) - first) / step + 1;
    return Array.from({ length: count }, (_, i) => first + i * step);
  });
}
