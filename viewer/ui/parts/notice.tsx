import { useEffect } from 'preact/hooks';
import type { App } from '../../state/app.ts';

const shownMs = 8000;

/** A word on what was just done or asked, for a while; screen readers hear it as an announcement. */
export function Notice({ app }: { app: App }) {
  const { notice } = app.store;
  const words = notice.value;
  useEffect(() => {
    if (words === '') return;
    const timer = setTimeout(() => {
      notice.value = '';
    }, shownMs);
    return () => clearTimeout(timer);
  }, [words]);
  if (words === '') return null;
  return (
    <p class="notice" aria-hidden="true">
      {words}
    </p>
  );
}
