import { Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  assignMembers,
  cancelInterview,
  changeDetails,
  chooseService,
  endInterview,
  type Interview,
  recordNoShow,
  renewLink,
  reopenInterview,
  reschedule,
} from '../../api/interviews';
import { useTimeZone } from '../../api/preferences';
import { useMe } from '../../api/session';
import type { FieldErrors } from '../../ui/useForm';
import { DetailsFields } from './DetailsFields';
import type { Doable } from './doable';
import { EditDialog } from './EditDialog';
import { FreeTimes } from './FreeTimes';
import * as forms from './interviewForm';
import { PeopleFields } from './PeopleFields';
import { ServiceFields } from './ServiceFields';
import { TimeFields } from './TimeFields';

export type Dialog = { of: Doable } | { of: 'link'; memberId: string };

interface Props {
  interview: Interview;
  onDone: (interview: Interview) => void;
  onClose: () => void;
}

const nothing = () => ({});
const longestReason = 1000;

/** What those who manage an interview may do with it, each in a dialog. */
export function InterviewDialog({ dialog, ...props }: Props & { dialog: Dialog }) {
  const { t } = useTranslation();
  const me = useMe();
  const { interview } = props;
  const shared = (of: Doable) => ({ title: t(`interviews.dialogs.${of}.title`), text: t(`interviews.dialogs.${of}.text`), go: t(`interviews.dialogs.${of}.go`), ...props });
  switch (dialog.of) {
    case 'details':
      return (
        <EditDialog {...shared('details')} first={forms.detailsOf(interview)} check={forms.checkDetails} send={(values) => changeDetails(interview, forms.detailsRequest(values))}>
          {(fields) => <DetailsFields {...fields} />}
        </EditDialog>
      );
    case 'people': {
      const known = [interview.interviewer, interview.candidate, ...interview.observers];
      return (
        <EditDialog {...shared('people')} first={forms.peopleOf(interview)} check={forms.checkPeople} send={(values) => assignMembers(interview, forms.peopleRequest(values, known))}>
          {(fields) => <PeopleFields {...fields} me={me} />}
        </EditDialog>
      );
    }
    case 'service':
      return (
        <EditDialog {...shared('service')} first={forms.serviceOf(interview)} check={forms.checkService} send={(values) => chooseService(interview, forms.serviceRequest(values))}>
          {(fields) => <ServiceFields {...fields} />}
        </EditDialog>
      );
    case 'time':
      return <TimeDialog {...shared('time')} send={(values) => reschedule(interview, forms.timeRequest(values))} />;
    case 'reopen':
      return <TimeDialog {...shared('reopen')} send={(values) => reopenInterview(interview.id, forms.timeRequest(values))} />;
    case 'cancel':
      return (
        <EditDialog {...shared('cancel')} danger first={{ reason: '' }} check={nothing} send={({ reason }) => cancelInterview(interview.id, reason.trim() || undefined)}>
          {({ values, errors, set }) => (
            <Textarea
              label={t('interviews.dialogs.cancel.reason')}
              description={t('interviews.dialogs.cancel.reasonText')}
              value={values.reason}
              onChange={(event) => set('reason', event.currentTarget.value)}
              error={errors.reason}
              maxLength={longestReason}
              rows={3}
              resize="vertical"
            />
          )}
        </EditDialog>
      );
    case 'noShow':
      return (
        <EditDialog
          {...shared('noShow')}
          first={{ who: [] as string[] }}
          check={({ who }): FieldErrors => (who.length > 0 ? {} : { who: t('interviews.dialogs.noShow.missing') })}
          send={({ who }) => recordNoShow(interview.id, who as ('interviewer' | 'candidate')[])}
        >
          {({ values, errors, set }) => (
            <Checkbox.Group label={t('interviews.dialogs.noShow.who')} value={values.who} onChange={(who) => set('who', who)} error={errors.who}>
              {(['interviewer', 'candidate'] as const).map((side) => (
                <Checkbox key={side} value={side} mt="xs" label={interview[side].name} description={t(`interviews.parts.${side}`)} aria-invalid={Boolean(errors.who)} />
              ))}
            </Checkbox.Group>
          )}
        </EditDialog>
      );
    case 'end':
      return (
        <EditDialog {...shared('end')} first={{}} check={nothing} send={() => endInterview(interview.id)}>
          {() => null}
        </EditDialog>
      );
    case 'link': {
      const name = [interview.interviewer, interview.candidate, ...interview.observers].find((each) => each.id === dialog.memberId)?.name ?? '';
      return (
        <EditDialog
          {...props}
          title={t('interviews.dialogs.link.title', { name })}
          text={t('interviews.dialogs.link.text')}
          go={t('interviews.dialogs.link.go')}
          first={{}}
          check={nothing}
          send={() => renewLink(interview.id, dialog.memberId)}
        >
          {() => null}
        </EditDialog>
      );
    }
  }
}

function TimeDialog({ interview, send, ...props }: Props & { title: string; text: string; go: string; send: (values: forms.TimeForm) => Promise<Interview> }) {
  const zone = useTimeZone();
  const [first] = useState(() => forms.timeOf(interview, Date.now(), zone));
  const people = [interview.interviewer.email, interview.candidate.email].filter((each) => each !== null);
  return (
    <EditDialog {...props} first={first} check={(values, t) => forms.checkTime(values, t)} send={send}>
      {(fields) => (
        <>
          <TimeFields {...fields} zone={zone} />
          <FreeTimes
            people={people}
            values={fields.values}
            onTake={(date, start) => {
              fields.set('date', date);
              fields.set('start', start);
            }}
          />
        </>
      )}
    </EditDialog>
  );
}
