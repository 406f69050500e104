import { Button, Center, Loader, SegmentedControl, Slider, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readWholePad, type WholePad } from '../../../api/pad';
import { LoadFailed } from '../../../ui/LoadFailed';
import { Message } from '../../../ui/Message';
import { useDates } from '../../../ui/useDates';
import { useLoad } from '../../../ui/useLoad';
import editorClasses from './CodeEditor.module.css';
import { Editor } from './editor';
import { PadHistory } from './padHistory';
import classes from './PadPlayback.module.css';

/** How the text of an interview came to be. */
export default function PadPlayback({ interviewId }: { interviewId: string }) {
  const { t } = useTranslation();
  const load = useCallback(() => readWholePad(interviewId), [interviewId]);
  const { value: pad, problem, reload } = useLoad(load);
  if (problem && !pad) return <LoadFailed order={2} problem={problem} onRetry={reload} />;
  if (!pad) {
    return (
      <Center p="xl" role="status" aria-label={t('pad.loading')}>
        <Loader />
      </Center>
    );
  }
  if (pad.edits.length === 0) return <Message order={2} title={t('pad.playback.empty')} text={t('pad.playback.emptyText')} />;
  return <Player pad={pad} />;
}

const speeds = ['1', '4', '16'] as const;
type Speed = (typeof speeds)[number];
const frameMs = 50;

function Player({ pad }: { pad: WholePad }) {
  const { t } = useTranslation();
  const dates = useDates();
  const history = useMemo(() => new PadHistory(pad.edits), [pad]);
  const [time, setTime] = useState(history.length);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>('1');
  const text = useMemo(() => history.textAt(time), [history, time]);
  const edit = history.editAt(time);
  const said = edit ? t('pad.playback.moment', { time: dates.moment(edit.at), name: edit.byName }) : '';

  useEffect(() => {
    if (!playing) return undefined;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const passed = (now - before) * Number(speed);
      before = now;
      setTime((at) => Math.min(history.length, at + passed));
    }, frameMs);
    return () => clearInterval(timer);
  }, [playing, speed, history]);

  if (playing && time >= history.length) setPlaying(false);

  const toggle = () => {
    if (!playing && time >= history.length) setTime(0);
    setPlaying(!playing);
  };

  return (
    <section className={classes.playback} aria-label={t('pad.playback.title')}>
      <ReadOnlyCode text={text} language={pad.language} />
      <div className={classes.controls}>
        <Button
          variant="default"
          data-testid="pad-play"
          leftSection={playing ? <IconPlayerPause size={18} aria-hidden /> : <IconPlayerPlay size={18} aria-hidden />}
          onClick={toggle}
        >
          {playing ? t('pad.playback.pause') : t('pad.playback.play')}
        </Button>
        <Slider
          className={classes.slider}
          data-testid="pad-slider"
          min={0}
          // A slider of no length cannot be drawn
          max={Math.max(1, history.length)}
          step={500}
          value={time}
          onChange={setTime}
          label={null}
          thumbLabel={t('pad.playback.position')}
          thumbValueText={said}
        />
        <SegmentedControl
          aria-label={t('pad.playback.speed')}
          value={speed}
          onChange={(value) => setSpeed(value as Speed)}
          data={speeds.map((value) => ({ value, label: `${value}×` }))}
        />
      </div>
      <Text size="sm" c="dimmed" data-testid="pad-moment">
        {said}
      </Text>
    </section>
  );
}

function ReadOnlyCode({ text, language }: { text: string; language: string }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const label = t('pad.playback.text');

  useEffect(() => {
    const made = new Editor(place.current!, { label, mayEdit: false }, []);
    setEditor(made);
    return () => made.destroy();
  }, [label]);
  useEffect(() => editor?.show(text), [editor, text]);
  useEffect(() => void editor?.setLanguage(language), [editor, language]);

  return <div ref={place} className={editorClasses.editor} data-testid="pad-playback-text" />;
}
