import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { yCollab, ySyncAnnotation, yUndoManagerKeymap } from 'y-codemirror.next';
import { loadLanguage } from './languages';
import type { PadSync } from './padSync';

/**
 * In bytes of UTF-8. All of it must fit into one update, for one keystroke may bring it all back (undo after
 * everything was deleted), and 64 KiB of base64 are 48 KiB.
 */
export const longestText = 40_000;

export interface EditorOptions {
  /** What it is called, and where the way out is said. */
  label: string;
  describedBy?: string;
  mayEdit: boolean;
}

/** A CodeMirror that follows what may change about it while it stands. */
export class Editor {
  readonly view: EditorView;
  readonly #language = new Compartment();
  readonly #editing = new Compartment();
  #languageWanted = 'plain';

  constructor(parent: HTMLElement, options: EditorOptions, more: Extension, text = '') {
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          highlightSpecialChars(),
          drawSelection(),
          EditorView.lineWrapping,
          syntaxHighlighting(classHighlighter),
          bracketMatching(),
          EditorState.tabSize.of(4),
          this.#language.of([]),
          this.#editing.of(editing(options)),
          more,
          keymap.of([...closeBracketsKeymap, ...defaultKeymap]),
        ],
      }),
    });
  }

  set(options: EditorOptions): void {
    this.view.dispatch({ effects: this.#editing.reconfigure(editing(options)) });
  }

  async setLanguage(language: string): Promise<void> {
    this.#languageWanted = language;
    const loaded = await loadLanguage(language);
    if (this.#languageWanted === language) this.view.dispatch({ effects: this.#language.reconfigure(loaded) });
  }

  /** Replaces what differs, so that the rest keeps its place. */
  show(text: string): void {
    const before = this.view.state.doc.toString();
    if (before === text) return;
    let start = 0;
    while (start < before.length && start < text.length && before[start] === text[start]) start++;
    let [endBefore, end] = [before.length, text.length];
    while (endBefore > start && end > start && before[endBefore - 1] === text[end - 1]) {
      endBefore--;
      end--;
    }
    this.view.dispatch({ changes: { from: start, to: endBefore, insert: text.slice(start, end) }, effects: EditorView.scrollIntoView(end) });
  }

  destroy(): void {
    this.view.destroy();
  }
}

/** A read-only one can still be reached and read by keyboard. */
function editing({ label, describedBy, mayEdit }: EditorOptions): Extension {
  return [
    EditorState.readOnly.of(!mayEdit),
    mayEdit ? [highlightActiveLine(), indentOnInput(), closeBrackets(), keymap.of([indentWithTab])] : [],
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-readonly': String(!mayEdit),
      // Code is no prose
      spellcheck: 'false',
      autocapitalize: 'off',
      autocorrect: 'off',
      ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    }),
  ];
}

/** Joins the editor to the shared text. Undo takes back own edits alone: only those bear the editor's own origin. */
export function shared(sync: PadSync, onTooLong: () => void): Extension {
  return [
    yCollab(sync.text, sync.awareness),
    keymap.of(yUndoManagerKeymap),
    EditorState.changeFilter.of((change) => {
      if (change.annotation(ySyncAnnotation) || change.newDoc.length <= change.startState.doc.length || fits(change.newDoc.toString())) return true;
      onTooLong();
      return false;
    }),
  ];
}

const fits = (text: string) => text.length * 3 <= longestText || new TextEncoder().encode(text).length <= longestText;
