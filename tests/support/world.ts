/**
 * The application with real adapters in a temporary folder and a clock that can be turned: use cases and HTTP run as they do in
 * production, only the people sign in by a header, because what is under test is what they may do.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Pack } from '#forms/campaign/pack.ts';
import type { Area } from '#forms/permission/area.ts';
import type { Person } from '#forms/permission/permission.ts';
import { wireVersion } from '#forms/wire/limits.ts';
import { pathOf, type RouteName, routes } from '#forms/wire/routes.ts';
import type { SubmissionEnvelope, Unit } from '#forms/wire/shapes.ts';
import type { PreviousAnswers } from '#forms/wire/units.ts';
import { fileBlobs } from '#functions/adapters/files/blobs.ts';
import { openLocalSigner } from '#functions/adapters/keys/local-signer.ts';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { systemDice } from '#functions/adapters/system/system.ts';
import { createApp } from '#functions/http/app.ts';
import type { Accounts, Ports, Table } from '#functions/ports.ts';
import { openCampaign } from '#functions/use-cases/open-campaign.ts';
import { smallPack } from './small-pack.ts';

export const places = {
  district: '990101000000',
  town: '990101101000',
  village: '990101101001',
  neighbour: '990101101002',
  otherTown: '990101102000',
};

export const people = {
  collector: { id: 'p-collector', name: 'Collector', grants: [{ role: 'collector', area: places.village }] },
  neighbour: {
    id: 'p-neighbour',
    name: 'Neighbour',
    grants: [{ role: 'collector', area: places.neighbour }],
  },
  town: { id: 'p-town', name: 'Town officer', grants: [{ role: 'town-officer', area: places.town }] },
  townChief: { id: 'p-chief', name: 'Chief', grants: [{ role: 'town-officer', area: places.town }] },
  otherTown: {
    id: 'p-other',
    name: 'Officer elsewhere',
    grants: [{ role: 'town-officer', area: places.otherTown }],
  },
  district: {
    id: 'p-district',
    name: 'District officer',
    grants: [{ role: 'district-officer', area: places.district }],
  },
  designer: { id: 'p-designer', name: 'Designer', grants: [{ role: 'designer', area: places.district }] },
  auditor: { id: 'p-auditor', name: 'Auditor', grants: [{ role: 'auditor', area: places.district }] },
  nobody: { id: 'p-nobody', name: 'Nobody', grants: [] },
} as const satisfies Record<string, Person>;
export type PersonName = keyof typeof people;

/** The header says who speaks; unknown or absent means not signed in. */
const headerAccounts: Accounts = {
  signIn: async () => ({ outcome: 'wrong-credentials' }),
  signOut: async () => [],
  namesOf: async (ids) =>
    Object.fromEntries(
      Object.values(people).flatMap(({ id, name }) => (ids.includes(id) ? [[id, name]] : [])),
    ),
  personOf: async (headers) => {
    const person = people[headers.get('x-test-person') as PersonName];
    return person && { ...person, userName: person.id };
  },
};

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at single fields of what came over the wire
  readonly body: any;
  readonly headers: Headers;
}

export interface World {
  readonly ports: Ports & { readonly table: Table };
  readonly app: Hono;
  readonly units: readonly Unit[];
  /** Errors that were journalled. */
  readonly errors: string[];
  /** `2022-11-05T10:00` in Shanghai. */
  setClock(localTime: string): void;
  call(
    person: PersonName | undefined,
    route: RouteName,
    params?: Record<string, string | number>,
    body?: unknown,
  ): Promise<Reply>;
  /** Any request, for what no client of ours would send. */
  request(path: string, init?: RequestInit): Promise<Reply>;
  close(): Promise<void>;
}

const areas: readonly Area[] = [
  { code: places.district, level: 'district', name: 'District' },
  { code: places.town, level: 'town', name: 'Town', parent: places.district },
  { code: places.village, level: 'village', name: 'Village', parent: places.town },
  { code: places.neighbour, level: 'village', name: 'Neighbour village', parent: places.town },
];

const unitsOf = (village: string): readonly Unit[] => [
  ...[1, 2, 3].map((order) => ({
    id: `${village}-H${order}`,
    kind: 'household',
    village,
    name: `Household ${order}`,
    address: `Lane ${order}`,
    size: order,
    order,
  })),
  { id: `${village}-V`, kind: 'village', village, name: 'Village', address: '', order: 9 },
];

export interface WorldOptions {
  /** Another store than LMDB in the temporary folder. */
  readonly table?: Table;
  /** Another pack than the small one. */
  readonly pack?: Pack;
  /** What units answered in the round before. */
  readonly previous?: readonly PreviousAnswers[];
}

export const openWorld = async ({
  table: given,
  pack = smallPack(),
  previous = [],
}: WorldOptions = {}): Promise<World> => {
  const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-world-'));
  const lmdb = given ? undefined : await openLmdbTable(join(folder, 'store'));
  const table = given ?? lmdb;
  if (!table) throw new Error('no store');
  let now = Date.parse('2022-11-05T10:00:00+08:00');
  const errors: string[] = [];
  const blobs = (name: string) =>
    fileBlobs({
      folder: join(folder, name),
      baseUrl: 'http://127.0.0.1',
      secret: 'test-secret',
      now: () => 1_000_000,
    });
  const scans = blobs('scans');
  const ports: Ports = {
    table,
    scans,
    seals: blobs('seals'),
    signer: await openLocalSigner(join(folder, 'keys')),
    clock: { now: () => now },
    dice: systemDice,
    journal: {
      info: () => undefined,
      error: (event, facts) => errors.push(`${event} ${JSON.stringify(facts)}`),
    },
  };
  const units = [...unitsOf(places.village), ...unitsOf(places.neighbour)];
  await openCampaign({ id: 'small', pack, area: places.town, areas, units, previous })(ports);
  const app = createApp({ ports, accounts: headerAccounts });
  app.all('/blobs/:token', (context) => scans.handle(context.req.raw));
  const request = async (path: string, init: RequestInit = {}): Promise<Reply> => {
    const response = await app.request(path, init);
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, body: json ? JSON.parse(text) : text, headers: response.headers };
  };
  return {
    ports,
    app,
    units,
    errors,
    request,
    setClock: (localTime) => {
      now = Date.parse(`${localTime}+08:00`);
    },
    call: (person, route, params = {}, body) =>
      request(pathOf(route, { campaign: 'small', area: places.village, questionnaire: 'home', ...params }), {
        method: routes[route].method,
        headers: {
          ...(person ? { 'x-test-person': person } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    close: async () => {
      await lmdb?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

let counter = 0;

/** A valid submission for the first household; changed by what a test is about. */
export const aSubmission = (changes: Partial<SubmissionEnvelope> = {}): SubmissionEnvelope => ({
  wire: wireVersion,
  id: systemDice.id(1_667_000_000_000 + counter++),
  campaign: 'small',
  village: places.village,
  unit: `${places.village}-H1`,
  questionnaire: 'home',
  edition: 1,
  basedOn: 0,
  answers: { head: '李长根', idNo: '99010119680315001X', size: 3, water: 'tap' },
  ...changes,
});
