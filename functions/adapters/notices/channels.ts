/** The channels that an operator has, together; nowhere when there are none. */
import type { Ports } from '../../ports.ts';
import { type SmtpOptions, smtpNotices } from './smtp.ts';
import { noticesThrough, type WebhookOptions, webhookNotices } from './webhook.ts';

export interface ChannelSettings {
  readonly webhook?: WebhookOptions;
  readonly smtp?: SmtpOptions;
}

export const noticeChannels = ({ webhook, smtp }: ChannelSettings): Pick<Ports, 'notices'> => {
  const channels = [...(webhook ? [webhookNotices(webhook)] : []), ...(smtp ? [smtpNotices(smtp)] : [])];
  return channels.length > 0 ? { notices: noticesThrough(channels) } : {};
};
