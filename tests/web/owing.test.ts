/** What phone and desk show of who owes which form. */
import { describe, expect, test } from 'vitest';
import { parseCalendar } from '#forms/campaign/calendar.ts';
import type { CampaignReply, RecordState, Unit, WorkReply } from '#forms/wire/shapes.ts';
import { sheetPack } from '#tests/support/sheet-pack.ts';
import { smallPackFiles } from '#tests/support/small-pack.ts';
import { filledBy, progressOf, questionnairesOf } from '#web/collect/progress.ts';
import { standingsOf } from '#web/offline/standing.ts';
import { unitLines } from '#web/supervise/unit-states.ts';

const village = '990101101001';
const now = Date.parse('2022-11-05T10:00:00+08:00');
const pack = sheetPack();
const area = { code: village, level: 'village' as const, name: 'Village', parent: '990101101000' };
const calendar = parseCalendar(smallPackFiles['calendar.json']);
if (!calendar.ok) throw new Error(JSON.stringify(calendar.refusal));
const campaign: CampaignReply = {
  ...pack,
  area,
  questionnaires: pack.questionnaires.map((one) => ({ ...one, edition: 1 })),
  calendar: calendar.value,
  areas: [area],
  now,
};
const unit = (id: string, more: Partial<Unit> = {}): Unit => ({
  id: `${village}-${id}`,
  kind: 'household',
  village,
  name: id,
  address: '',
  size: 2,
  order: 1,
  ...more,
});
const record = (of: Unit, questionnaire: string): RecordState => ({
  unit: of.id,
  questionnaire,
  version: 1,
  edition: 1,
  acceptedAt: now,
  by: 'p',
  receipt: 'ABCD-0123',
  contentHash: 'a'.repeat(64),
  pages: 0,
});
const [plain, monitored, cleared] = [
  unit('H1'),
  unit('H2', { attributes: { status: 'monitored' }, size: 4 }),
  unit('H3', { attributes: { status: 'plain' } }),
] as const;
const sheet = unit('H1~birth', { kind: 'change', parent: plain.id, addedAt: now });
const gate = (questionnaire: string) => ({
  village,
  questionnaire,
  right: 'collect' as const,
  stage: 'homes-entry',
  opensAt: now - 1,
  closesAt: now + 1,
  revision: 1,
});
const work: WorkReply = {
  village: area,
  units: [plain, monitored, cleared, sheet],
  records: [record(plain, 'home'), record(cleared, 'watch'), record(sheet, 'changeSheet')],
  gates: pack.questionnaires.map(({ id }) => gate(id)),
  findings: [],
  late: [],
  extensions: [],
  now,
};
const mine = filledBy(campaign, ['collector']);
const standing = standingsOf({ work, drafts: [], outbox: [] });
const ids = (of: Unit) => questionnairesOf(mine, of, standing).map(({ id }) => id);

describe('on the phone', () => {
  test('[W36] a unit shows what it owes, and what there is of it without being owed', () => {
    expect(ids(plain)).toEqual(['home']);
    expect(ids(monitored)).toEqual(['home', 'watch']);
    expect(ids(cleared)).toEqual(['home', 'watch']);
    expect(ids(sheet)).toEqual(['changeSheet']);
  });

  test('[W36] what others fill in is not there', () => {
    expect(mine.questionnaires.map(({ id }) => id)).toEqual(['home', 'watch', 'changeSheet', 'place']);
    expect(filledBy(campaign, ['town-officer']).questionnaires.map(({ id }) => id)).toEqual(['spot']);
  });

  test('[W36] progress counts units that owe something, and no sheets', () => {
    const [homes] = progressOf(mine, work, standing, now);
    expect(homes).toMatchObject({ group: 'homes', kind: 'household', units: 3, sent: 1, here: 0 });
  });
});

test('[W36] the desk lists what is owed or there, and nothing else', () => {
  const cells = unitLines(work, campaign.questionnaires).map(({ cells: all }) =>
    all.map(({ questionnaire, state }) => `${questionnaire} ${state}`),
  );
  expect(cells).toEqual([
    ['home sent'],
    ['home none', 'watch none', 'spot none'],
    ['home none', 'watch sent'],
    ['changeSheet sent'],
  ]);
});
