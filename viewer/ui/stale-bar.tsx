import type { Store } from '../state/store.ts';

/** Over the picture: the job on the disk is refused, and what is shown is an earlier plan of it. */
export function StaleBar({ store }: { store: Store }) {
  const refusal = store.planRefusal.value;
  if (refusal === null) return null;
  return (
    <section class="card stale" role="alert" aria-label="The job on the disk is refused">
      <p>{`${refusal.what} ${refusal.fix}`.trim()}</p>
      <p class="quiet">The picture is that of the last plan that passed.</p>
    </section>
  );
}
