import type { DiskEvent } from '../../src/serve/live.ts';

type DataOf<Name extends DiskEvent['event']> = Extract<DiskEvent, { event: Name }>['data'];

/** Hears from the server what changes on the disk. */
export function onDisk<Name extends DiskEvent['event']>(
  url: string,
  name: Name,
  take: (data: DataOf<Name>) => void,
): void {
  new EventSource(url).addEventListener(name, ({ data }: MessageEvent<string>) =>
    take(JSON.parse(data) as DataOf<Name>),
  );
}
