/**
 * One stop of the Tab key for a list or table: arrows, Home and End move between its elements marked `data-stop`. For
 * `onKeyDown` of the box around them; the element with the focus (or the first) is the stop.
 */
export function moveInList(event: KeyboardEvent): void {
  const box = event.currentTarget as HTMLElement;
  const stops = [...box.querySelectorAll<HTMLElement>('[data-stop]')];
  // Events come from stops only.
  const at = stops.indexOf((event.target as Element).closest<HTMLElement>('[data-stop]')!);
  if (at < 0) return;
  const steps: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + 10,
    PageUp: at - 10,
    Home: 0,
    End: stops.length - 1,
  };
  const next = steps[event.key];
  if (next === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  stops[Math.min(Math.max(next, 0), stops.length - 1)].focus();
}
