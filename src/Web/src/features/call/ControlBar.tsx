import { Menu } from '@mantine/core';
import {
  IconDotsVertical,
  IconKeyboard,
  IconLayoutSidebarRight,
  IconLink,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconScreenShare,
  IconScreenShareOff,
  IconSettings,
  IconUsers,
  IconVideo,
  IconVideoOff,
} from '@tabler/icons-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { RoundButton } from '../../ui/RoundButton';
import classes from './ControlBar.module.css';

export interface Controls {
  microphoneOn: boolean;
  cameraOn: boolean;
  sharing: boolean;
  /** Why the screen cannot be shared; the button is missing where the browser or the person's settings leave it out. */
  share: 'possible' | 'forbidden' | 'missing';
  people: number;
  peopleOpen: boolean;
  peopleButton: Ref<HTMLButtonElement>;
  /** Undefined: there is none to open here. */
  workspaceOpen: boolean | undefined;
  mayEnd: boolean;
  onMicrophone: () => void;
  onCamera: () => void;
  onShare: () => void;
  onPeople: () => void;
  onWorkspace: () => void;
  onSettings: () => void;
  onHelp: () => void;
  onCopyLink: () => void;
  onEndForAll: () => void;
  onLeave: () => void;
}

/** What a person does in a call, the red one last. */
export function ControlBar({ peopleButton, ...c }: Controls) {
  const { t } = useTranslation();
  const microphone = c.microphoneOn ? t('call.microphoneOff') : t('call.microphoneOn');
  const camera = c.cameraOn ? t('call.cameraOff') : t('call.cameraOn');
  const share = c.sharing ? t('call.shareStop') : c.share === 'forbidden' ? t('call.shareForbidden') : t('call.share');
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('call.controls')}>
      <RoundButton
        data-testid="btn-mic"
        label={microphone}
        hint="M"
        caption={t('call.microphone')}
        tone={c.microphoneOn ? 'plain' : 'off'}
        aria-pressed={c.microphoneOn}
        icon={c.microphoneOn ? <IconMicrophone aria-hidden /> : <IconMicrophoneOff aria-hidden />}
        onClick={c.onMicrophone}
      />
      <RoundButton
        data-testid="btn-camera"
        label={camera}
        hint="V"
        caption={t('call.camera')}
        tone={c.cameraOn ? 'plain' : 'off'}
        aria-pressed={c.cameraOn}
        icon={c.cameraOn ? <IconVideo aria-hidden /> : <IconVideoOff aria-hidden />}
        onClick={c.onCamera}
      />
      {c.share !== 'missing' && (
        <RoundButton
          data-testid="btn-share"
          label={share}
          hint="D"
          caption={t('call.screen')}
          tone={c.sharing ? 'active' : 'plain'}
          aria-pressed={c.sharing}
          aria-disabled={c.share === 'forbidden' && !c.sharing}
          icon={c.sharing ? <IconScreenShareOff aria-hidden /> : <IconScreenShare aria-hidden />}
          onClick={c.onShare}
        />
      )}
      <RoundButton
        ref={peopleButton}
        data-testid="btn-people"
        label={t('call.peopleButton', { number: c.people })}
        hint="P"
        caption={t('call.people')}
        tone={c.peopleOpen ? 'active' : 'plain'}
        aria-expanded={c.peopleOpen}
        badge={<span data-testid="people-count">{c.people}</span>}
        icon={<IconUsers aria-hidden />}
        onClick={c.onPeople}
      />
      {c.workspaceOpen !== undefined && (
        <RoundButton
          data-testid="btn-workspace"
          label={c.workspaceOpen ? t('call.workspace.close') : t('call.workspace.open')}
          caption={t('call.workspace.workspace')}
          tone={c.workspaceOpen ? 'active' : 'plain'}
          aria-expanded={c.workspaceOpen}
          icon={<IconLayoutSidebarRight aria-hidden />}
          onClick={c.onWorkspace}
        />
      )}
      <Menu position="top" withinPortal withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <RoundButton data-testid="btn-more" label={t('call.more')} caption={t('call.moreShort')} icon={<IconDotsVertical aria-hidden />} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconSettings size={18} aria-hidden />} onClick={c.onSettings}>
            {t('call.settings')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLink size={18} aria-hidden />} onClick={c.onCopyLink}>
            {t('call.copyLink')}
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard size={18} aria-hidden />} onClick={c.onHelp}>
            {t('call.shortcuts.title')}
          </Menu.Item>
          {c.mayEnd && (
            <>
              <Menu.Divider />
              <Menu.Item c="var(--mantine-color-error)" leftSection={<IconPhoneOff size={18} aria-hidden />} onClick={c.onEndForAll}>
                {t('call.endForAll')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <RoundButton
        data-testid="btn-leave"
        label={t('call.leave')}
        hint="L"
        caption={t('call.leaveShort')}
        tone="danger"
        icon={<IconPhoneOff aria-hidden />}
        onClick={c.onLeave}
      />
    </div>
  );
}
