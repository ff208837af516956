/**
 * A small campaign with two seals over three villages in two towns, on a real store, real blobs and a real key. Submissions
 * go in through the parts of the submit use case that write; the engine has no say here, so that a seal is tested alone.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCalendar } from '#forms/campaign/calendar.ts';
import { isoOf } from '#forms/campaign/local-time.ts';
import { type Pack, questionnaireOf } from '#forms/campaign/pack.ts';
import type { Receipt, SealedScan } from '#forms/campaign/submission.ts';
import type { Json, JsonObject } from '#forms/json.ts';
import type { Area } from '#forms/permission/area.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { sha256Hex } from '#forms/seal/hash.ts';
import { fileBlobs } from '#functions/adapters/files/blobs.ts';
import { openLocalSigner } from '#functions/adapters/keys/local-signer.ts';
import { openLmdbTable } from '#functions/adapters/lmdb/table.ts';
import { systemDice } from '#functions/adapters/system/system.ts';
import type { Ports } from '#functions/ports.ts';
import { gzip, leafHashOf } from '#functions/store/bytes.ts';
import { readCampaign, readEdition } from '#functions/store/campaign.ts';
import * as keys from '#functions/store/keys.ts';
import { freezeGates } from '#functions/use-cases/freeze-gates.ts';
import { openCampaign } from '#functions/use-cases/open-campaign.ts';
import { acceptance } from '#functions/use-cases/submission/acceptance.ts';
import type { Delivery } from '#functions/use-cases/submission/delivery.ts';
import { meetClosedGate } from '#functions/use-cases/submission/quarantine.ts';

export const campaign = 'rehearsal';
export const area = '990101000000';
export const villages = ['990101101001', '990101101002', '990101102001'] as const;
export const person = { id: 'p-1', name: 'Collector', grants: [{ role: 'collector', area } as const] };

const areas: readonly Area[] = [
  { code: area, level: 'district', name: 'District' },
  { code: '990101101000', level: 'town', name: 'Town One', parent: area },
  { code: '990101102000', level: 'town', name: 'Town Two', parent: area },
  ...villages.map(
    (code): Area => ({
      code,
      level: 'village',
      name: `Village ${code.slice(-4)}`,
      parent: `${code.slice(0, 9)}000`,
    }),
  ),
];

const calendar = parseCalendar({
  timeZone: 'Asia/Shanghai',
  groups: ['homes', 'places'],
  stages: [
    {
      id: 'entry',
      title: 'Entry',
      group: 'homes',
      from: '2031-11-01 00:00',
      to: '2031-11-30 24:00',
      right: 'collect',
    },
    {
      id: 'fix',
      title: 'Fix',
      group: 'homes',
      from: '2031-12-01 00:00',
      to: '2031-12-10 24:00',
      right: 'read',
    },
    {
      id: 'look',
      title: 'Look',
      group: 'places',
      from: '2031-11-01 00:00',
      to: '2031-12-20 24:00',
      right: 'collect',
    },
  ],
  seals: [
    {
      id: 'homes-seal',
      title: { default: 'Homes', 'zh-cn': '住户' },
      at: '2031-12-10 24:00',
      groups: ['homes'],
    },
    { id: 'places-seal', title: 'Places', at: '2031-12-20 24:00', groups: ['places'] },
  ],
});

const edition = (questionnaire: string): Edition => {
  const source = { title: `${questionnaire} 表`, pages: [{ elements: [{ type: 'text', name: 'head' }] }] };
  return { questionnaire, edition: 1, sourceHash: sha256Hex(canonicalJson(source)), source, compiled: {} };
};

const pack = (): Pack => {
  if (!calendar.ok) throw new Error(JSON.stringify(calendar.refusal));
  const about = (id: string, group: string) => ({
    id,
    group,
    unit: 'household',
    title: id,
    short: id,
    scanPages: 4,
    filledBy: ['collector' as const],
  });
  return {
    id: 'rehearsal-pack',
    version: '1',
    title: { default: 'Rehearsal', 'zh-cn': '演练' },
    locales: ['zh-CN', 'en'],
    retentionYears: 10,
    unitKinds: [{ id: 'household', title: 'Household', counter: 'households' }],
    questionnaires: [about('home', 'homes'), about('land', 'homes'), about('place', 'places')],
    codeLists: {},
    calendar: calendar.value,
    parameters: {},
    checks: [],
    facts: [],
    editions: ['home', 'land', 'place'].map(edition),
  };
};

export const openSealWorld = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xiangbiao-seal-'));
  const table = await openLmdbTable(join(folder, 'store'));
  let now = Date.parse('2031-11-05T10:00:00+08:00');
  const blobs = (name: string) =>
    fileBlobs({
      folder: join(folder, name),
      baseUrl: 'http://127.0.0.1',
      secret: 'test',
      now: () => 1_000_000,
    });
  const journalled: string[] = [];
  const ports: Ports = {
    table,
    scans: blobs('scans'),
    seals: blobs('seals'),
    signer: await openLocalSigner(join(folder, 'keys')),
    clock: { now: () => now },
    dice: systemDice,
    journal: {
      info: (event) => journalled.push(event),
      error: (event, facts) => journalled.push(`${event} ${JSON.stringify(facts)}`),
    },
  };
  await openCampaign({ id: campaign, pack: pack(), area, areas, units: [] })(ports);

  const deliveryOf = async (
    village: string,
    unit: string,
    questionnaire: string,
    answers: JsonObject,
    basedOn = 0,
  ) => {
    const [stored, published] = await Promise.all([
      readCampaign(table, campaign),
      readEdition(table, campaign, questionnaire, 1),
    ]);
    const about = stored && questionnaireOf(stored, questionnaire);
    if (!stored || !published || !about) throw new Error('the campaign is not open');
    const canonical = canonicalJson(answers);
    const contentHash = sha256Hex(canonical);
    const id = systemDice.id(now);
    const delivery: Delivery = {
      person,
      envelope: { wire: 1, id, campaign, village, unit, questionnaire, edition: 1, basedOn, answers },
      campaign: stored,
      edition: published,
      questionnaire: about,
      unit: { id: unit, kind: 'household', village, name: unit, address: '', order: 1, revision: 1 },
      unitName: unit,
      answers,
      canonical,
      contentHash,
    };
    return delivery;
  };

  const accept = async (...delivered: Parameters<typeof deliveryOf>): Promise<Receipt> => {
    const delivery = await deliveryOf(...delivered);
    const { receipt, writes } = await acceptance(delivery, undefined, [], now, ports);
    // The pages of an earlier version are no concern here: the record's own condition is left out.
    const outcome = await table.transact(
      writes.map((write) => ('put' in write ? { put: write.put } : write)),
    );
    if (outcome !== 'done') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
    return receipt;
  };

  const tooLate = async (...delivered: Parameters<typeof deliveryOf>): Promise<Receipt> => {
    const reply = await meetClosedGate(await deliveryOf(...delivered), false, ports);
    if (!reply?.ok) throw new Error('the gate is open');
    return reply.value.receipt;
  };

  const attach = async (
    village: string,
    unit: string,
    questionnaire: string,
    page: number,
    contentHash: string,
  ) => {
    const scan = systemDice.id(now);
    const about = {
      unit,
      questionnaire,
      scan,
      page,
      contentHash,
      sha256: 'ee'.repeat(32),
      size: 9,
      type: 'image/png',
    };
    const sealed: SealedScan = {
      kind: 'scan',
      campaign,
      village,
      ...about,
      attachedAt: isoOf(now),
      by: person.id,
      nonce: '0f'.repeat(16),
    };
    const body = canonicalJson(sealed as unknown as Json);
    const item = {
      ...about,
      attachedAt: now,
      by: person.id,
      blob: scan,
      leafHash: leafHashOf(body),
      body: gzip(body),
    };
    await table.transact([
      { put: { ...keys.scanKey(campaign, village, unit, questionnaire, scan), ...item } },
    ]);
  };

  return {
    folder,
    ports,
    journalled,
    accept,
    tooLate,
    attach,
    /** `2031-12-01T00:00` in Shanghai; gates move as they would. */
    goTo: async (local: string) => {
      now = Date.parse(`${local}:00+08:00`);
      await freezeGates({ campaign })(ports);
    },
    close: async () => {
      await table.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
export type SealWorld = Awaited<ReturnType<typeof openSealWorld>>;

export const homesSeal = { campaign, seal: 'homes-seal' };
export const placesSeal = { campaign, seal: 'places-seal' };

export interface Collected {
  /** Of the record of village 1, unit h-2, questionnaire home: versions 1 and 2. */
  readonly first: Receipt;
  readonly second: Receipt;
  readonly late: Receipt;
  readonly place: Receipt;
}

/** Five records for the first seal (one in its second version, with two signed pages), one for the second, one too late. */
export const collect = async ({ accept, attach, tooLate, goTo }: SealWorld): Promise<Collected> => {
  const [one, two, three] = villages;
  const answers = (head: string) => ({ head, size: 3, remark: '住户 household' });
  await accept(one, 'h-10', 'home', answers('甲'));
  const first = await accept(one, 'h-2', 'home', answers('乙'));
  await attach(one, 'h-2', 'home', 1, first.contentHash);
  const second = await accept(one, 'h-2', 'home', answers('乙乙'), 1);
  await attach(one, 'h-2', 'home', 2, second.contentHash);
  await attach(one, 'h-2', 'home', 1, second.contentHash);
  await accept(one, 'h-2', 'land', { area: 4.5 });
  await accept(two, 'h-7', 'home', answers('丙'));
  const place = await accept(one, 'h-10', 'place', answers('村'));
  await accept(three, 'h-1', 'home', answers('丁'));
  await goTo('2031-12-02T08:00');
  const late = await tooLate(two, 'h-8', 'home', answers('戊'));
  return { first, second, late, place };
};
