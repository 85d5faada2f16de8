import type { PersonDocument, WallTime } from '../../tenant/model.ts';
import { presentWorkingHours } from './person.ts';

type Json = Record<string, unknown>;

/** A person's mailbox settings. `at` is the tenant's time (epoch ms). */
export function presentSettings({ settings }: PersonDocument, at: number): Json {
  const replies = settings.automaticReplies;
  return {
    timeZone: settings.zoneName,
    dateFormat: settings.dateFormat,
    timeFormat: settings.timeFormat,
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    userPurpose: 'user',
    automaticRepliesSetting: {
      status: replies.status,
      externalAudience: replies.externalAudience,
      internalReplyMessage: replies.internalReply,
      externalReplyMessage: replies.externalReply,
      scheduledStartDateTime: time(replies.start),
      scheduledEndDateTime: time(replies.end),
    },
    language: {
      locale: settings.locale,
      displayName: new Intl.DisplayNames(['en'], { type: 'language' }).of(settings.locale) ?? settings.locale,
    },
    workingHours: presentWorkingHours(settings, at),
  };
}

const time = ({ local, zoneName }: WallTime): Json => ({ dateTime: `${local}.0000000`, timeZone: zoneName });
