/** What a route's handler is given, and the promise that every route of the wire has exactly one. */
import type { Context } from 'hono';
import type { Person } from '#forms/permission/permission.ts';
import type { RouteName, routes } from '#forms/wire/routes.ts';
import type { Accounts, Ports } from '../ports.ts';

export type SignedIn = Person & { readonly userName: string };

/** What the composition root gives: ports, accounts, and the demo clock only where there is one. */
export interface AppParts {
  readonly ports: Ports;
  readonly accounts: Accounts;
  /** Present only in demo mode: moves the campaign clock and wakes the scheduler. */
  readonly moveClock?: (to: number) => Promise<void>;
}

export type Handler<Parts = AppParts> = (context: Context, parts: Parts) => Promise<Response> | Response;
export type SignedInHandler<Parts = AppParts> = (
  context: Context,
  parts: Parts,
  person: SignedIn,
) => Promise<Response> | Response;
/** Every route of the wire has exactly one handler: the compiler lists what is owed. */
export type Handlers<Parts = AppParts> = {
  readonly [Name in RouteName]: (typeof routes)[Name]['verb'] extends 'open'
    ? Handler<Parts>
    : SignedInHandler<Parts>;
};
