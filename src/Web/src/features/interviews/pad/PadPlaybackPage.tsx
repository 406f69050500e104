import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { PageHead } from '../../../ui/PageHead';
import { usePageTitle } from '../../../ui/usePageTitle';
import PadPlayback from './PadPlayback';

/** What was written in an interview, and how. */
export default function PadPlaybackPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  usePageTitle(t('pad.playback.title'));
  return (
    <>
      <PageHead title={t('pad.playback.title')} text={t('pad.playback.about')} />
      <PadPlayback interviewId={id} />
    </>
  );
}
