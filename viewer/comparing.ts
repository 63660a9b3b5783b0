import { compareStrands } from './data/compare.ts';
import type { Source } from './data/load/wire.ts';
import { type ComparedNames, open, refusalFor, type Session } from './session.ts';
import { chooseMode } from './state/moves.ts';
import { profileOf, tell } from './state/store.ts';

/** Reads a second file and sets it beside the one that is shown: numbers in the panel, strands that differ in colour. */
export async function compareWith(session: Session, source: Source, names?: ComparedNames): Promise<void> {
  const { store } = session;
  const { turn } = session;
  const loader = session.compared?.loader ?? session.makeLoader();
  session.compared = { loader, source, names };
  try {
    const { print: other } = await loader.open(source, profileOf(store));
    const print = store.print.value;
    if (turn !== session.turn || !print) return;
    const found = compareStrands(print, other);
    const { here, there } = names ?? { here: print.name, there: other.name };
    store.comparison.value = { ...found, here, there };
    store.panel.value = 'compare';
    chooseMode(store, 'compare');
    tell(store, `${found.onlyHere} strands are only here, ${found.onlyThere} only in ${names ? 'the ' : ''}${there}`);
  } catch (error) {
    const { what } = refusalFor(error);
    tell(store, `${source.name} cannot be compared: ${what}`);
  }
}

/** The other file in place of this one, seen as this one was, and this one beside it. */
export async function swapCompared(session: Session): Promise<void> {
  const here = session.last;
  const { source: there, names } = session.compared ?? {};
  if (!here || !there) return;
  session.wantedPose = session.store.pose.value;
  await open(session, there, false);
  await compareWith(session, here, names && { here: names.there, there: names.here });
}
