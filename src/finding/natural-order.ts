/** Names as a person sorts them: needle 3 before needle 27G, well A2 before A10. */
export function inNaturalOrder(names: readonly string[]): string[] {
  // Made when it is asked for: a collator is slow to make, and most runs list nothing.
  return [...names].sort(new Intl.Collator('en', { numeric: true }).compare);
}
