import type { Profile } from '../../../src/printer/profile.ts';
import { type ModelPart, readModel } from '../model.ts';
import { type Report, readReport } from '../report.ts';
import { profileIn } from './shelves.ts';
import type { Source } from './wire.ts';

/** What comes with the page: the file to show, its report, its source meshes, a live stream. */
export interface Content {
  readonly source: Source | null;
  readonly report: Report | null;
  readonly model: readonly ModelPart[];
  readonly events: string | null;
  /** Which plan of its job this is, where `events` says when the job is planned anew. */
  readonly plan: number | null;
  /** The printer of the file, where its profile is not of the library. */
  readonly profile: Profile | null;
  /** What an empty page offers to open. */
  readonly offers: readonly Offer[];
}

/** A file that the server has ready: the demo, or one that was shown before. */
export interface Offer {
  readonly kind: 'demo' | 'recent';
  readonly name: string;
  /** Where it lies; empty for the demo. */
  readonly folder: string;
  readonly source: Source;
  readonly report: string | null;
  readonly model: string | null;
}

/** A page without a file. */
export const noContent: Content = {
  source: null,
  report: null,
  model: [],
  events: null,
  plan: null,
  profile: null,
  offers: [],
};

/** Asks the server what it has; a page opened without one starts empty. */
export async function servedContent(): Promise<Content> {
  const manifest = await json('print.json');
  if (typeof manifest !== 'object' || manifest === null) return noContent;
  const { plan } = manifest as { plan?: unknown };
  const { name, gcode, report, model, events, profile } = manifest as Record<string, string | null>;
  const [givenReport, givenModel, givenProfile] = await Promise.all(
    [report, model, profile].map((url) => (url ? json(url) : null)),
  );
  return {
    source: gcode ? { kind: 'url', url: new URL(gcode, location.href).href, name: name ?? gcode } : null,
    report: givenReport ? readReport(givenReport) : null,
    model: readModel(givenModel),
    events: events ?? null,
    plan: typeof plan === 'number' ? plan : null,
    profile: profileIn(givenProfile),
    offers: offersIn(manifest as Record<string, unknown>),
  };
}

function offersIn({ demo, recent }: Record<string, unknown>): Offer[] {
  const offer = (kind: Offer['kind'], given: unknown): Offer[] => {
    if (typeof given !== 'object' || given === null) return [];
    const { name, folder = '', gcode, report = null, model = null } = given as Record<string, string | null>;
    if (!name || !gcode) return [];
    const source = { kind: 'url' as const, url: new URL(gcode, location.href).href, name };
    return [{ kind, name, folder: folder ?? '', source, report, model }];
  };
  return [...offer('demo', demo), ...(Array.isArray(recent) ? recent.flatMap((one) => offer('recent', one)) : [])];
}

/** All of an offer, as it would have come with the page. */
export async function takeOffer({ source, report, model }: Offer): Promise<Content> {
  const [givenReport, givenModel] = await Promise.all([report, model].map((url) => (url ? json(url) : null)));
  return {
    ...noContent,
    source,
    report: givenReport ? readReport(givenReport) : null,
    model: readModel(givenModel),
  };
}

async function json(url: string): Promise<unknown> {
  try {
    const response = await fetch(url);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
