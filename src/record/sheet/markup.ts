/** A piece of HTML or SVG that is safe to print: everything put into it was escaped. */
export interface Markup {
  readonly markup: string;
}

type Insert = Markup | string | number | null | readonly Insert[];

/**
 * HTML or SVG from a template. Inserted text and numbers are escaped, markup and lists of it go in as they are, null
 * leaves a gap. The only way by which text becomes markup, so that no name in a job can become a tag.
 */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  let markup = parts[0];
  inserts.forEach((insert, i) => {
    markup += textOf(insert) + parts[i + 1];
  });
  return { markup };
}

/** Text written by this project itself (style sheets), as it is. */
export function verbatim(markup: string): Markup {
  return { markup };
}

function textOf(insert: Insert): string {
  if (insert === null) return '';
  if (typeof insert === 'string') return escapeText(insert);
  if (typeof insert === 'number') return String(insert);
  return 'markup' in insert ? insert.markup : insert.map(textOf).join('');
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  // Control characters mean nothing on paper, and some end a document early.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ').replace(/[&<>"']/g, (letter) => escapes[letter]);
}
