/**
 * Keep-alive connections in a closed loop: each sends the next request when its reply is there. Plain sockets, because the
 * client shares the machine with the server and an HTTP client would cost as much as the echo that it measures.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface Load {
  readonly port: number;
  readonly connections: number;
  /** No request is sent after this time. */
  readonly seconds: number;
  /** The whole next request as it goes over the wire; undefined when there are no more. */
  next(): Uint8Array | undefined;
  reply(status: number, body: string): void;
}
export interface Window {
  readonly done: number;
  readonly seconds: number;
  /** Milliseconds from sending to the last byte of the reply, in ascending order. */
  readonly latencies: Float64Array;
}

/** A POST of JSON as bytes. */
export const postRequest = (
  path: string,
  body: string,
  headers: { readonly [name: string]: string } = {},
): Uint8Array => {
  const lines = Object.entries({
    host: '127.0.0.1',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
};

/** Runs until the time is over or the requests are used up, and every reply is there. Rejects when a connection breaks. */
export const runWindow = async (load: Load): Promise<Window> => {
  const sockets = await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const socket = connect({ port: load.port, host: '127.0.0.1', noDelay: true });
      await once(socket, 'connect');
      return socket;
    }),
  );
  const latencies: number[] = [];
  const began = performance.now();
  await Promise.all(sockets.map((socket) => drive(socket, load, began + load.seconds * 1000, latencies)));
  const seconds = (performance.now() - began) / 1000;
  for (const socket of sockets) socket.destroy();
  return { done: latencies.length, seconds, latencies: Float64Array.from(latencies).sort() };
};

const drive = (socket: Socket, load: Load, until: number, latencies: number[]): Promise<void> =>
  new Promise((resolve, reject) => {
    let sent = 0;
    let received: Buffer = Buffer.alloc(0);
    const send = () => {
      const request = performance.now() < until ? load.next() : undefined;
      if (!request) {
        resolve();
        return;
      }
      sent = performance.now();
      socket.write(request);
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection')));
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const reply = completeReply(received);
      if (!reply) return;
      latencies.push(performance.now() - sent);
      received = Buffer.alloc(0);
      load.reply(reply.status, reply.body);
      send();
    });
    send();
  });

const headEnd = Buffer.from('\r\n\r\n');

/** One request is out at a time, so what has arrived is at most one reply. */
const completeReply = (received: Buffer): { readonly status: number; readonly body: string } | undefined => {
  const end = received.indexOf(headEnd);
  if (end < 0) return undefined;
  const head = received.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`a reply without content-length:\n${head}`);
  const from = end + headEnd.length;
  if (received.length < from + Number(length)) return undefined;
  return { status: Number(head.slice(9, 12)), body: received.toString('utf8', from) };
};
