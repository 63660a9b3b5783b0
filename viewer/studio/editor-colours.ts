import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The editor in the colours of the page. */
export const editorColours = [
  EditorView.theme({
    '&': { color: 'var(--ink)', backgroundColor: 'var(--panel)', height: '100%' },
    '.cm-content': { caretColor: 'var(--ink)', fontFamily: 'ui-monospace, monospace' },
    '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--quiet)', border: 'none' },
    '.cm-cursor': { borderLeftColor: 'var(--ink)' },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--accent-ground)' },
    '.cm-tooltip': { backgroundColor: 'var(--panel)', color: 'var(--ink)', border: '1px solid var(--line-strong)' },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--accent-ground)', color: 'var(--ink)' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.propertyName, color: 'var(--code-bio)' },
      { tag: tags.definition(tags.propertyName), color: 'var(--code-bio)' },
      { tag: [tags.comment, tags.lineComment], color: 'var(--code-comment)' },
      { tag: [tags.number, tags.bool, tags.atom], color: 'var(--code-command)' },
    ]),
  ),
];
