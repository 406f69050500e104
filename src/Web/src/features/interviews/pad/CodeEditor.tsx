import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSelected } from '../../../ui/useReadable';
import classes from './CodeEditor.module.css';
import { Editor, shared } from './editor';
import type { PadSync } from './padSync';

/** The text that both sides edit. */
export function CodeEditor({ sync, describedBy, onTooLong }: { sync: PadSync; describedBy: string; onTooLong: () => void }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const tooLong = useRef(onTooLong);
  const language = useSelected(sync.state, (state) => state.language);
  const mayEdit = useSelected(sync.state, (state) => state.mayEdit);
  const label = t('pad.text');

  useEffect(() => {
    tooLong.current = onTooLong;
  });

  useEffect(() => {
    const made = new Editor(place.current!, { label: '', mayEdit: false }, shared(sync, () => tooLong.current()), sync.text.toString());
    setEditor(made);
    return () => made.destroy();
  }, [sync]);

  useEffect(() => editor?.set({ label, describedBy, mayEdit }), [editor, label, describedBy, mayEdit]);
  useEffect(() => void editor?.setLanguage(language), [editor, language]);

  return <div ref={place} className={classes.editor} data-testid="pad" />;
}
