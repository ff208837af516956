/**
 * Notices to an address of the operator's: one JSON request each, signed, for whatever passes them on (a chat, a text message).
 * Anything but a 2xx reply means that it is tried again; the receiver knows a notice by its id.
 */
import { createHmac } from 'node:crypto';
import type { Notices, SentNotice } from '../../ports.ts';

export interface WebhookOptions {
  readonly url: string;
  /** Shared with the receiver: HMAC-SHA-256 of the body stands in `x-xiangbiao-signature` as `sha256=<hex>`. */
  readonly secret: string;
}

const timeoutMs = 10_000;

export class WebhookRefused extends Error {
  override readonly name = 'WebhookRefused';
}

export const signatureOf = (secret: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

export const webhookNotices = ({ url, secret }: WebhookOptions): Notices => ({
  deliver: async (notice: SentNotice) => {
    const body = JSON.stringify(notice);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-xiangbiao-signature': signatureOf(secret, body) },
      body,
      redirect: 'error', // the signature is for this address and no other
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    if (!response.ok) throw new WebhookRefused(`the webhook answered ${response.status}`);
  },
});

/** One after the other; if one of them fails all are tried again, so a notice may come twice. */
export const noticesThrough = (channels: readonly Notices[]): Notices => ({
  deliver: async (notice) => {
    for (const channel of channels) await channel.deliver(notice);
  },
});
