/** A phone or a desk as the server sees it: HTTP with a session cookie, nothing else. */
import { pathOf, type RouteName, routes } from '#forms/wire/routes.ts';

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: replies are judged by the rehearsal, field by field
  readonly body: any;
}

export class Client {
  readonly #url: string;
  #cookie = '';

  constructor(url: string) {
    this.#url = url;
  }

  async signIn(userName: string, password: string): Promise<void> {
    const answer = await this.#fetch(routes.signIn.path, 'POST', { userName, password });
    if (!answer.ok) throw new Error(`${userName} cannot sign in: ${answer.status} ${await answer.text()}`);
    this.#cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0] ?? '')
      .join('; ');
  }

  async call(
    route: RouteName,
    params: { readonly [name: string]: string | number } = {},
    body?: unknown,
  ): Promise<Answer> {
    const response = await this.#fetch(pathOf(route, params), routes[route].method, body);
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  async bytes(route: RouteName, params: { readonly [name: string]: string | number }): Promise<Uint8Array> {
    const response = await this.#fetch(pathOf(route, params), 'GET');
    if (!response.ok) throw new Error(`${route} answers ${response.status}: ${await response.text()}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** PUT to a presigned link, which needs no session. */
  async upload(
    ticket: { url: string; headers: Record<string, string> },
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<number> {
    const response = await fetch(new URL(ticket.url, this.#url), {
      method: 'PUT',
      headers: ticket.headers,
      body: bytes,
    });
    await response.arrayBuffer();
    return response.status;
  }

  #fetch(path: string, method: string, body?: unknown): Promise<Response> {
    return fetch(this.#url + path, {
      method,
      headers: {
        ...(this.#cookie ? { cookie: this.#cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
