/**
 * Notices as letters through the operator's own mail server: one connection a letter, TLS from the start or by STARTTLS where it
 * is offered. The protocol is nodemailer's; only its connection is taken in, because the rest of it (attachments, templates,
 * pools) would double the function that sends notices. A password never goes over a line that can be read, but to this very machine.
 */
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Notices } from '../../ports.ts';
import { type Letter, letterOf } from './mail.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…:465`; user and password percent-encoded. */
  readonly url: string;
  readonly from: string;
  /** Certificates trusted beside the system's, PEM; for a mail server with a private one. */
  readonly ca?: string;
  /** So long may the mail server be silent, in milliseconds. */
  readonly patience?: number;
}

/** Says what went wrong by code and number alone: what a mail server says may name people, and this is logged. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

const usualPatience = 20_000;
const here = ['127.0.0.1', '[::1]', 'localhost'];

export const smtpNotices = (options: SmtpOptions): Notices => ({
  deliver: async (notice) => {
    const letter = letterOf(notice, { from: options.from, sentAt: new Date() });
    if (letter) await send(letter, options);
  },
});

const connectionOf = ({ url, ca, patience = usualPatience }: SmtpOptions): SMTPConnection => {
  const { protocol, hostname, port, username } = new URL(url);
  const secure = protocol === 'smtps:';
  return new SMTPConnection({
    host: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(port || (secure ? 465 : 587)),
    secure,
    name: 'xiangbiao',
    requireTLS: !secure && username !== '' && !here.includes(hostname),
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    dnsTimeout: patience,
    ...(ca === undefined ? {} : { tls: { ca } }),
  });
};

const loginOf = ({ url }: SmtpOptions): { readonly user: string; readonly pass: string } | undefined => {
  const { username, password } = new URL(url);
  if (username === '') return undefined;
  return { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
};

/** Resolves once the server has taken the letter; how it parts after that is all the same. */
const send = async ({ from, to, text }: Letter, options: SmtpOptions): Promise<void> => {
  const connection = connectionOf(options);
  const login = loginOf(options);
  try {
    await new Promise<void>((resolve, reject) => {
      const failed = (error: unknown) => reject(refusedBy(error));
      const give = () => connection.send({ from, to }, text, (error) => (error ? failed(error) : resolve()));
      connection.once('error', failed);
      connection.once('end', () => reject(new MailRefused('the mail server hung up')));
      connection.connect((error) => {
        if (error) failed(error);
        else if (login === undefined) give();
        else connection.login({ credentials: login }, (wrong) => (wrong ? failed(wrong) : give()));
      });
    });
    connection.quit();
  } catch (error) {
    connection.close();
    throw error;
  }
};

const refusedBy = (error: unknown): MailRefused => {
  const { code = 'unknown', responseCode = '' } = error as { code?: string; responseCode?: number };
  return new MailRefused(`${code} ${responseCode}`.trim());
};
