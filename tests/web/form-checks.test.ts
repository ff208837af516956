/** Checks while somebody fills in, without a network. */
import { expect, test, vi } from 'vitest';
import { publish } from '#forms/questionnaire/publish.ts';
import type { ChecksReply } from '#forms/wire/findings.ts';
import { checkedPack, homeCheck } from '#tests/support/checked-pack.ts';
import {
  explanationKey,
  explanationsOf,
  formChecks,
  hitsIn,
  messageOfHit,
  saidIn,
  unsaid,
  wordsOfHits,
} from '#web/collect/fill/form-checks.ts';

// The clock of the page remembers the server's time in the browser's storage.
vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
const { inspect, judgeAnswers } = await import('#web/collect/fill/verdict.ts');

const pack = checkedPack([
  homeCheck('most', 'record', '{home.size} > 5', {
    severity: 'error',
    at: 'size',
    message: { default: '{home.size} is too many', 'zh-cn': '{home.size}人太多' },
  }),
  homeCheck('grew', 'record', '{home.size} > {prev.home.size}', { severity: 'warn' }),
  homeCheck('short', 'row', 'textLength({row.idNo}) < 4', { severity: 'warn', rows: 'members', at: 'idNo' }),
  homeCheck('looked', 'record', '{home.size} = 3'),
  homeCheck('status', 'record', "{unit.status} = 'monitored' and {home.size} = 1", { severity: 'error' }),
  homeCheck('wide', 'unit', '{home.size} > 0', { severity: 'error' }),
]);
const edition = pack.editions.find(({ questionnaire }) => questionnaire === 'home');
if (!edition) throw new Error('no edition');
const reply: ChecksReply = { topics: pack.checks, made: [], codeLists: pack.codeLists };
const unit = { id: 'u1', kind: 'household', village: '990101101001', name: '李长根', address: '' };
const checks = formChecks(reply, pack, edition, unit);
const judging = { campaign: pack, prev: { size: 2 }, checks };
const home = { head: '李长根', idNo: '99010119680315001X' };
const ids = (hits: readonly { readonly check: string }[]) => hits.map(({ check }) => check);

test('[W53] an error of a check stands at its question beside what the engine finds, and holds back "done"', () => {
  const { violations, hits } = inspect(edition, { size: 6 }, judging);
  expect(violations.map(({ at, code }) => [at, code])).toContainEqual(['size', 'check']);
  expect(violations.map(({ code }) => code)).toContain('required');
  expect(ids(hits)).toEqual(['most', 'grew']);
  const verdict = judgeAnswers(edition, { ...home, size: 6 }, judging);
  expect(verdict).toMatchObject({
    ok: false,
    violations: [{ at: 'size', code: 'check', facts: { check: 'most' } }],
  });
  expect(judgeAnswers(edition, { ...home, size: 5 }, judging).ok).toBe(true);
  expect(judgeAnswers(edition, { ...home, size: 6 }, { campaign: pack }).ok).toBe(true);
});

test("[W53] the words are the check's own, with the values that it found; the engine keeps its own", () => {
  const { violations, hits } = inspect(edition, { size: 6 }, judging);
  const says = wordsOfHits(checks, hits, 'zh-CN');
  expect(violations.map(says).filter((words) => words !== undefined)).toEqual(['6人太多']);
  const [first] = hits;
  expect(first && messageOfHit(checks, first, 'en')).toBe('6 is too many');
});

test('[W53] the attributes that the record would give its unit count on the phone too', () => {
  const judged = judgeAnswers(edition, { ...home, size: 1, status: 'monitored' }, judging);
  expect(judged).toMatchObject({ ok: false, violations: [{ code: 'check', facts: { check: 'status' } }] });
});

test('[W54] what asks and what is looked at hold nothing back; words go with what is still asked', () => {
  const answers = { ...home, size: 3, members: [{ idNo: '12345' }, { idNo: '1' }] };
  const verdict = judgeAnswers(edition, answers, judging);
  expect(verdict.ok).toBe(true);
  expect(ids(verdict.hits)).toEqual(['grew', 'short', 'looked']);
  expect(ids(unsaid(verdict.hits, {}))).toEqual(['grew', 'short']);
  const said = { 'short members[1]': ' 旧证号 ', 'gone ': '没有了', 'grew ': ' x' };
  expect(ids(unsaid(verdict.hits, said))).toEqual(['grew']);
  const sent = explanationsOf(verdict.hits, said);
  expect(sent).toEqual([{ check: 'short', row: 'members[1]', text: '旧证号' }]);
  expect(saidIn(sent)).toEqual({ 'short members[1]': '旧证号' });
  expect(verdict.hits.map(explanationKey)).toEqual(['grew ', 'short members[1]', 'looked ']);
});

test('[W54] a phone finds what the server finds: another edition is judged by its own questions', () => {
  const published = publish(edition.source, {
    questionnaire: 'home',
    edition: 2,
    codeLists: pack.codeLists,
    locales: pack.locales,
    parameters: pack.parameters,
  });
  if (!published.ok) throw new Error('refused');
  const later = formChecks(reply, pack, published.value, unit);
  const known = { campaign: pack, now: 0 };
  expect(hitsIn(later, { size: 6 }, known)).toEqual(hitsIn(checks, { size: 6 }, known));
});
