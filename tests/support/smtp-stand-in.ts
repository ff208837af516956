/** A mail server on loopback that speaks SMTP as the RFCs have it and keeps what it was given; it can be told to misbehave. */
import { createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

export interface TakenLetter {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly secure: boolean;
  readonly user?: string;
}
export interface SmtpStandIn {
  readonly port: number;
  readonly letters: readonly TakenLetter[];
  /** What it does with the next letters: take, refuse with this number, hang up in the middle, or say nothing any more. */
  behave: number | 'take' | 'hang-up' | 'silent';
  /** Everything that it heard in the open. */
  readonly overheard: () => string;
  close(): Promise<void>;
}
export interface StandInOptions {
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

export const smtpStandIn = async (options: StandInOptions = {}): Promise<SmtpStandIn> => {
  const letters: TakenLetter[] = [];
  const sockets = new Set<Socket>();
  const state: State = { behave: 'take', overheard: '' };
  const { key = '', cert = '', implicit = false, host = '127.0.0.1' } = options;
  const server: Server = createServer((bare) => {
    const socket = implicit ? new TLSSocket(bare, { isServer: true, key, cert }) : bare;
    sockets.add(bare);
    bare.on('error', () => undefined);
    socket.on('error', () => undefined);
    bare.on('close', () => sockets.delete(bare));
    socket.write('220 stand-in ESMTP\r\n');
    talk(socket, implicit, options, state, letters);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    letters,
    overheard: () => state.overheard,
    get behave() {
      return state.behave;
    },
    set behave(how) {
      state.behave = how;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

interface State {
  behave: SmtpStandIn['behave'];
  overheard: string;
}

const talk = (
  socket: Socket,
  secure: boolean,
  options: StandInOptions,
  state: State,
  letters: TakenLetter[],
) => {
  let [heard, from, to, user] = ['', '', '', ''];
  let data = false;
  const answer = (line: string): void => {
    const [verb = ''] = line.toUpperCase().split(/[ :]/);
    if (verb === 'EHLO') {
      const tls = options.key && !secure ? ['STARTTLS'] : [];
      const offers = ['stand-in', ...tls, ...(options.user ? ['AUTH PLAIN'] : []), '8BITMIME'];
      for (const [index, offer] of offers.entries())
        socket.write(`250${index < offers.length - 1 ? '-' : ' '}${offer}\r\n`);
    } else if (verb === 'STARTTLS') {
      socket.removeAllListeners('data');
      socket.write('220 go on\r\n');
      const { key = '', cert = '' } = options;
      const safe = new TLSSocket(socket, { isServer: true, key, cert });
      safe.on('error', () => undefined);
      talk(safe, true, options, state, letters);
    } else if (verb === 'AUTH') {
      const [, name, password] = Buffer.from(line.split(' ')[2] ?? '', 'base64')
        .toString()
        .split('\0');
      user = name ?? '';
      socket.write(name === options.user && password === options.password ? '235 in\r\n' : '535 no\r\n');
    } else if (verb === 'MAIL') {
      from = /<(.*)>/.exec(line)?.[1] ?? '';
      socket.write(options.user && user === '' ? '530 who are you\r\n' : '250 ok\r\n');
    } else if (verb === 'RCPT') {
      to = /<(.*)>/.exec(line)?.[1] ?? '';
      if (state.behave === 'silent') return;
      socket.write(typeof state.behave === 'number' ? `${state.behave} not now\r\n` : '250 ok\r\n');
    } else if (verb === 'DATA') {
      if (state.behave === 'hang-up') socket.destroy();
      else {
        data = true;
        socket.write('354 go on\r\n');
      }
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else socket.write('502 what\r\n');
  };
  socket.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1');
    if (!secure) state.overheard += bytes.toString('latin1');
    for (;;) {
      const end = heard.indexOf(data ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const piece = heard.slice(0, end);
      heard = heard.slice(end + (data ? 5 : 2));
      if (!data) answer(piece);
      else {
        data = false;
        letters.push({ from, to, text: piece, secure, ...(user ? { user } : {}) });
        socket.write('250 taken\r\n');
      }
    }
  });
};
