/** A notice as a letter: plain text in every language of the campaign, written so that no line of it can become a header. */
import type { SentNotice } from '../../ports.ts';

export interface Letter {
  readonly from: string;
  readonly to: string;
  /** Lines with CR LF, ready to be sent; 7 bit throughout. */
  readonly text: string;
}

const base64Lines = (text: string): string =>
  (
    Buffer.from(text, 'utf8')
      .toString('base64')
      .match(/.{1,76}/g) ?? ['']
  ).join('\r\n');

/** RFC 2047: no line over 76 characters with the word `Subject` before it, and no character of the text cut in two. */
export const encodedWords = (text: string): string => {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 39) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((one) => `=?utf-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
};

/** One address and nothing else: no comment, no list, no line end. */
export const isAddress = (address: string): boolean =>
  address.length <= 254 && /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/.test(address);

/** Nothing for whoever left no address. `sentAt` is real time. */
export const letterOf = (
  { id, email, texts }: SentNotice,
  { from, sentAt }: { readonly from: string; readonly sentAt: Date },
): Letter | undefined => {
  if (email === undefined || !isAddress(email)) return undefined;
  const host = from.slice(from.indexOf('@') + 1);
  const body = texts.map(({ title, body: said }) => `${title}\n\n${said}\n`).join('\n---\n\n');
  const head = [
    `From: <${from}>`,
    `To: <${email}>`,
    `Subject: ${encodedWords(texts[0]?.title ?? '')}`,
    `Date: ${sentAt.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id.replace(/[^A-Za-z0-9-]/g, '-')}.${Buffer.from(email).toString('hex').slice(0, 32)}@${host}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    'Auto-Submitted: auto-generated',
  ];
  return { from, to: email, text: [...head, '', base64Lines(body), ''].join('\r\n') };
};
