import { InputError } from '../../finding/input-error.ts';
import { suggest } from '../../finding/nearest.ts';
import type { Ink } from '../../ink/ink.ts';
import { listInks, loadInk } from '../../ink/load-inks.ts';
import { patternInfos } from '../../laydown/patterns/describe-pattern.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import { listProfiles, loadProfile } from '../../printer/load-profiles.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Provenance } from '../../provenance/provenance.ts';
import { listVessels, loadVessel } from '../../vessel/load-vessels.ts';
import { insideOf } from '../../vessel/opening.ts';
import type { Vessel } from '../../vessel/vessel.ts';
import { exitCode } from '../exit-codes.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, print, table } from '../terminal.ts';
import { describeEntry } from './describe-entry.ts';

export type Shelf = 'printers' | 'inks' | 'vessels' | 'patterns';

export function listShelf(shelf: Shelf, options: CommonOptions): number {
  const entries = readShelf(shelf);
  if (options.json) print(JSON.stringify(entries, null, 2));
  else print(`${table(rowsOf(shelf, entries))}\n\n  ${colour.dim(`bioweft ${shelf} show <id> shows one in full`)}`);
  return exitCode.ok;
}

export function showEntry(shelf: Shelf, id: string, options: CommonOptions): number {
  const entry = readEntry(shelf, id);
  if (options.json) print(JSON.stringify(entry, null, 2));
  else print(describeEntry({ ...entry }, shelf === 'patterns' ? null : libraryFolder(shelf)));
  return exitCode.ok;
}

type Entry = Profile | Ink | Vessel | (typeof patternInfos)[number];

function readShelf(shelf: Shelf): readonly Entry[] {
  if (shelf === 'printers') return listProfiles(libraryFolder('printers'));
  if (shelf === 'inks') return listInks(libraryFolder('inks'));
  if (shelf === 'vessels') return listVessels(libraryFolder('vessels'));
  return patternInfos;
}

function readEntry(shelf: Shelf, id: string): Entry {
  if (shelf === 'printers') return loadProfile(id, libraryFolder('printers'));
  if (shelf === 'inks') return loadInk(id, libraryFolder('inks'));
  if (shelf === 'vessels') return loadVessel(id, libraryFolder('vessels'));
  const found = patternInfos.find((pattern) => pattern.id === id);
  if (found) return found;
  const ids = patternInfos.map((pattern) => pattern.id);
  throw new InputError('pattern-unknown', `The pattern "${id}" is unknown.`, { fix: suggest(id, ids) });
}

function rowsOf(shelf: Shelf, entries: readonly Entry[]): string[][] {
  if (shelf === 'printers') {
    const rows = (entries as readonly Profile[]).map((profile) => [
      profile.id,
      profile.dialect,
      [profile.bed.x, profile.bed.y, profile.bed.z].map(([low, high]) => high - low).join(' x '),
      profile.tools.map(({ id }) => id).join(' '),
      verifiedShare(profile.provenance),
      profile.name,
    ]);
    return [['id', 'dialect', 'reach mm', 'tools', 'facts', 'name'], ...rows];
  }
  if (shelf === 'inks') {
    const rows = (entries as readonly Ink[]).map((ink) => [
      ink.id,
      ink.kind,
      ink.rheology?.law.model ?? 'to be measured',
      ink.temperature.join('–'),
      verifiedShare(ink.provenance),
      ink.name,
    ]);
    return [['id', 'kind', 'flow law', '°C', 'facts', 'name'], ...rows];
  }
  if (shelf === 'vessels') {
    const rows = (entries as readonly Vessel[]).map((vessel) => {
      const wells = Object.values(vessel.wells);
      const { shape, depth } = wells[0];
      const size = shape.kind === 'circle' ? `⌀ ${shape.diameter}` : `${shape.x} x ${shape.y}`;
      const [floor] = insideOf(vessel, wells[0]);
      const narrow =
        shape.kind === 'circle'
          ? `⌀ ${mm(2 * floor.low.halfX)}`
          : `${mm(2 * floor.low.halfX)} x ${mm(2 * floor.low.halfY)}`;
      const guessed = vessel.floorMargin === undefined || depth === 0 ? '' : ' (estimated)';
      return [
        vessel.id,
        vessel.kind,
        String(wells.length),
        size,
        `${narrow}${guessed}`,
        String(depth),
        verifiedShare(vessel.provenance),
        vessel.name,
      ];
    });
    return [['id', 'kind', 'wells', 'rim mm', 'floor mm', 'depth mm', 'facts', 'name'], ...rows];
  }
  return [['id', 'what it does'], ...(entries as typeof patternInfos).map(({ id, description }) => [id, description])];
}

/** To the µm. */
const mm = (value: number): number => Number(value.toFixed(3));

/** How much of a data file somebody read in a source: `sourced`, `partly`, `unverified`. */
function verifiedShare(provenance: Provenance): string {
  if (provenance.every(({ verified }) => verified)) return 'sourced';
  return provenance.some(({ verified }) => verified) ? 'partly sourced' : 'unverified';
}
