import { autocompletion, type CompletionResult, closeBrackets } from '@codemirror/autocomplete';
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  isolateHistory,
  redo,
  redoDepth,
  undo,
  undoDepth,
} from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import type { TextEdit } from './change-text.ts';
import { completeJob, type Ids } from './complete-job.ts';
import { editorColours } from './editor-colours.ts';

export interface JobEditor {
  readonly text: () => string;
  readonly edit: (edit: TextEdit) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly diagnose: (diagnostics: readonly Diagnostic[]) => void;
  /** Offset of a line and column that count from 1. */
  readonly offsetOf: (line: number, column: number) => number;
  readonly focus: () => void;
}

export interface EditorWiring {
  readonly text: string;
  /** Of the page's policy: the editor brings its own style. */
  readonly nonce: string;
  readonly ids: Ids;
  readonly onChange: (text: string, canUndo: boolean, canRedo: boolean) => void;
  readonly onSave: () => void;
}

/** The job as YAML; every change of it, also by a button, is one step of its history. */
export function createEditor(parent: HTMLElement, { text, nonce, ids, onChange, onSave }: EditorWiring): JobEditor {
  const complete = (context: { state: EditorState; pos: number; explicit: boolean }): CompletionResult | null => {
    const { from, offers } = completeJob(context.state.doc.toString(), context.pos, ids);
    if (offers.length === 0 || (from === context.pos && !context.explicit)) return null;
    return {
      from,
      options: offers.map(({ label, insert, info }) => ({ label, apply: insert, ...(info === '' ? {} : { info }) })),
    };
  };
  const save = {
    key: 'Mod-s',
    preventDefault: true,
    run: () => {
      onSave();
      return true;
    },
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        lineNumbers(),
        history(),
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        yaml(),
        editorColours,
        lintGutter(),
        autocompletion({ override: [complete] }),
        EditorView.lineWrapping,
        // Text that is edited takes the focus by itself; said here too, it counts as the way to scroll by keyboard.
        EditorView.contentAttributes.of({ 'aria-label': 'Job, as YAML', tabindex: '0' }),
        // Tab leaves the editor after Escape, as its help says; inside it indents.
        keymap.of([save, ...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString(), undoDepth(state) > 0, redoDepth(state) > 0);
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    // Each is a step of its own for Undo, however fast they follow each other.
    edit: ({ from, to, insert }) =>
      view.dispatch({ changes: { from, to, insert }, scrollIntoView: true, annotations: isolateHistory.of('full') }),
    undo: () => undo(view),
    redo: () => redo(view),
    diagnose: (diagnostics) => view.dispatch(setDiagnostics(view.state, diagnostics)),
    offsetOf(line, column) {
      const { doc } = view.state;
      const at = doc.line(Math.min(Math.max(1, line), doc.lines));
      return Math.min(at.to, at.from + Math.max(0, column - 1));
    },
    focus: () => view.focus(),
  };
}
