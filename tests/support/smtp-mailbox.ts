/** A mail server on loopback that keeps what it was given, and can be told to misbehave. */
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface TakenLetter {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly secure: boolean;
  readonly user?: string;
}
export interface SmtpMailbox {
  readonly port: number;
  readonly letters: readonly TakenLetter[];
  /** What it does with the next letters: take, refuse with this number, hang up in the middle, or say nothing any more. */
  behave: number | 'take' | 'hang-up' | 'silent';
  /** Every command that it heard in the open; passwords are left out. */
  readonly overheard: () => string;
  close(): Promise<void>;
}
export interface MailboxOptions {
  /** PEM; with them it offers STARTTLS. */
  readonly key?: string;
  readonly cert?: string;
  readonly user?: string;
  readonly password?: string;
  /** TLS from the first byte, as on port 465. */
  readonly implicit?: boolean;
  /** Address on loopback that it listens on. */
  readonly host?: string;
}

/** Keeps commands until the connection is one that nobody can listen to. */
const openEar = () => {
  let [heard, secret] = ['', false];
  const silent = () => undefined;
  const debug = (facts: { readonly tnx?: string }, ...said: readonly unknown[]): void => {
    if (facts.tnx === 'command' && !secret) heard += `${said.join(' ')}\n`;
  };
  const info = (facts: { readonly tnx?: string }): void => {
    if (facts.tnx === 'starttls') secret = true;
  };
  return {
    heard: () => heard,
    logger: { trace: silent, debug, info, warn: silent, error: silent, fatal: silent, level: silent },
  };
};

export const smtpMailbox = async (options: MailboxOptions = {}): Promise<SmtpMailbox> => {
  const { key, cert, user, password, implicit = false, host = '127.0.0.1' } = options;
  const letters: TakenLetter[] = [];
  const sockets = new Set<Socket>();
  const ear = openEar();
  let behave: SmtpMailbox['behave'] = 'take';
  const server = new SMTPServer({
    ...(key && cert ? { key, cert } : {}),
    logger: ear.logger,
    secure: implicit,
    hideSTARTTLS: key === undefined,
    authOptional: user === undefined,
    allowInsecureAuth: true, // whether a password is said in the open is the client's to get right
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => {
      const known = auth.username === user && auth.password === password;
      done(known ? null : new Error('no'), { user: auth.username });
    },
    onRcptTo: (_address, _session, done) => {
      if (behave === 'silent') return;
      done(typeof behave === 'number' ? Object.assign(new Error('no'), { responseCode: behave }) : null);
    },
    onData: async (stream, { envelope, secure, user: who }, done) => {
      if (behave === 'hang-up') {
        stream.once('error', () => undefined); // that the letter ends here
        for (const socket of sockets) socket.destroy();
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk);
      letters.push({
        from: envelope.mailFrom ? envelope.mailFrom.address : '',
        to: envelope.rcptTo.map(({ address }) => address).join(),
        text: Buffer.concat(chunks).toString('latin1'),
        secure,
        ...(who ? { user: who } : {}),
      });
      done();
    },
  });
  server.on('error', () => undefined); // a client that hangs up is what some tests are about
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, host);
  await once(server.server, 'listening');
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    letters,
    overheard: ear.heard,
    get behave() {
      return behave;
    },
    set behave(how) {
      behave = how;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(resolve));
    },
  };
};
