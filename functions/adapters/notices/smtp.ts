/**
 * Notices as letters through the operator's own mail server (RFC 5321): one connection a letter, TLS from the start or by
 * STARTTLS (RFC 3207), AUTH PLAIN (RFC 4954). A password never goes over a line that can be read, but to this very machine.
 */
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import type { Notices } from '../../ports.ts';
import { letterOf } from './mail.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…:465`; user and password percent-encoded. */
  readonly url: string;
  readonly from: string;
  /** Certificates trusted beside the system's, PEM; for a mail server with a private one. */
  readonly ca?: string;
}

export class MailRefused extends Error {
  override readonly name = 'MailRefused';
}

const timeoutMs = 20_000;

export const smtpNotices = (options: SmtpOptions): Notices => ({
  deliver: async (notice) => {
    const letter = letterOf(notice, { from: options.from, sentAt: new Date() });
    if (!letter) return;
    const line = await openLine(options);
    try {
      await line.say(`MAIL FROM:<${letter.from}>`, 250);
      await line.say(`RCPT TO:<${letter.to}>`, 250);
      await line.say('DATA', 354);
      await line.say(`${letter.text}\r\n.`, 250);
      await line.say('QUIT', 221).catch(() => undefined); // it has been taken, however we part
    } finally {
      line.close();
    }
  },
});

const openLine = async (options: SmtpOptions): Promise<Line> => {
  const { url, ca } = options;
  const { protocol, hostname: host, port, username, password } = new URL(url);
  const trusted = ca === undefined ? {} : { ca };
  const secure = protocol === 'smtps:';
  const number = Number(port || (secure ? 465 : 587));
  const socket = secure
    ? connectSecure({ host, port: number, ...trusted })
    : connectPlain({ host, port: number });
  let line = new Line(socket, secure);
  await line.hear(220);
  let offers = await line.say('EHLO xiangbiao', 250);
  if (!line.secure && /^250[ -]STARTTLS\b/im.test(offers)) {
    await line.say('STARTTLS', 220);
    line = new Line(connectSecure({ socket: line.release(), host, servername: host, ...trusted }), true);
    offers = await line.say('EHLO xiangbiao', 250);
  }
  if (username === '') return line;
  if (!line.secure && !['127.0.0.1', '[::1]', 'localhost'].includes(host)) {
    line.close();
    throw new MailRefused('the mail server offers no TLS, and a password is not sent without it');
  }
  const secret = `\0${decodeURIComponent(username)}\0${decodeURIComponent(password)}`;
  await line.say(`AUTH PLAIN ${Buffer.from(secret).toString('base64')}`, 235);
  return line;
};

/** What is said and heard on one connection: one reply at a time, all lines of it. */
class Line {
  readonly secure: boolean;
  readonly #socket: Socket;
  #heard = '';
  #failed: Error | undefined;
  #wake: () => void = () => undefined;

  constructor(socket: Socket, secure: boolean) {
    this.secure = secure;
    this.#socket = socket;
    socket.setTimeout(timeoutMs, () => socket.destroy(new MailRefused('the mail server fell silent')));
    socket.on('data', (bytes: Buffer) => this.#hear(bytes.toString('latin1')));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new MailRefused('the mail server hung up')));
  }

  async say(text: string, expected: number): Promise<string> {
    this.#socket.write(`${text}\r\n`);
    return this.hear(expected);
  }

  /** The whole reply; its last line has a space behind the number. */
  async hear(expected: number): Promise<string> {
    for (;;) {
      const end = /^(\d{3})(?: .*)?\r?\n/m.exec(this.#heard);
      if (end) {
        const reply = this.#heard.slice(0, end.index + end[0].length);
        this.#heard = this.#heard.slice(reply.length);
        if (Number(end[1]) === expected) return reply;
        throw new MailRefused(`the mail server answered ${end[1]} where ${expected} was due`);
      }
      if (this.#failed) throw this.#failed;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The bare socket, for TLS on top of it. */
  release(): Socket {
    this.#socket.removeAllListeners('data');
    this.#socket.removeAllListeners('close');
    return this.#socket;
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(text: string): void {
    this.#heard += text;
    this.#wake();
  }

  #fail(error: Error): void {
    this.#failed ??= error;
    this.#wake();
  }
}
