import type { Loader } from '../../data/load/wire.ts';

/** Lines of the file that were asked for, a page at a time; the pages used least recently go. */
export interface LineCache {
  /** Text of a line, from 1; empty until it has come. */
  line(number: number): string;
  /** Asks for what is missing of these lines; `later`: not at once, while the range still runs along. */
  want(first: number, last: number, later: boolean, onArrival: () => void): void;
}

const linesPerPage = 256;
const mostPages = 64;
const pauseMs = 250;

export function createLineCache(loader: Pick<Loader, 'text'>): LineCache {
  const pages = new Map<number, readonly string[]>();
  const asked = new Set<number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pageOf = (line: number) => Math.floor((line - 1) / linesPerPage);
  const fetchPage = async (page: number, onArrival: () => void) => {
    asked.add(page);
    const first = page * linesPerPage + 1;
    const text = await loader.text(first, first + linesPerPage - 1);
    asked.delete(page);
    pages.delete(page);
    pages.set(page, text);
    // The cache is not empty.
    if (pages.size > mostPages) pages.delete(pages.keys().next().value!);
    onArrival();
  };
  return {
    line: (number) => pages.get(pageOf(number))?.[(number - 1) % linesPerPage] ?? '',
    want(first, last, later, onArrival) {
      clearTimeout(timer);
      const ask = () => {
        for (let page = pageOf(Math.max(first, 1)); page <= pageOf(Math.max(last, 1)); page++) {
          if (!pages.has(page) && !asked.has(page)) void fetchPage(page, onArrival);
        }
      };
      if (later) timer = setTimeout(ask, pauseMs);
      else ask();
    },
  };
}
