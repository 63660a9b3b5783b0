import { useEffect, useState } from 'preact/hooks';
import type { App } from '../state/app.ts';

/** ms; a picture that is whole sooner is not spoken of. */
const patience = 600;

/** A sign while the picture does not show every strand yet. */
export function Incomplete({ app }: { app: App }) {
  const incomplete = app.store.incomplete.value;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = incomplete ? setTimeout(() => setShown(true), patience) : undefined;
    if (!incomplete) setShown(false);
    return () => clearTimeout(timer);
  }, [incomplete]);
  if (!shown) return null;
  return (
    <p class="card incomplete" role="status">
      Drawing: not every strand is shown yet
    </p>
  );
}
