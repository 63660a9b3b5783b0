import type { Profile } from '../../src/printer/profile.ts';
import { type ModelPart, readModel } from './model.ts';
import { type Report, readReport } from './report.ts';
import { profileIn } from './shelves.ts';
import type { Source } from './wire.ts';

/** What comes with the page: the file to show, its report, its source meshes, a live stream. */
export interface Content {
  readonly source: Source | null;
  readonly report: Report | null;
  readonly model: readonly ModelPart[];
  readonly events: string | null;
  /** The printer of the file, where its profile is not of the library. */
  readonly profile: Profile | null;
}

/** Asks the server what it has; a page opened without one starts empty. */
export async function servedContent(): Promise<Content> {
  const manifest = await json('print.json');
  if (typeof manifest !== 'object' || manifest === null)
    return { source: null, report: null, model: [], events: null, profile: null };
  const { name, gcode, report, model, events, profile } = manifest as Record<string, string | null>;
  const [givenReport, givenModel, givenProfile] = await Promise.all(
    [report, model, profile].map((url) => (url ? json(url) : null)),
  );
  return {
    source: gcode ? { kind: 'url', url: new URL(gcode, location.href).href, name: name ?? gcode } : null,
    report: givenReport ? readReport(givenReport) : null,
    model: readModel(givenModel),
    events: events ?? null,
    profile: profileIn(givenProfile),
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
