import { describe, expect, test } from 'vitest';
import { parsePack } from '#forms/campaign/pack.ts';
import { checksOf } from '#forms/campaign/pack-checks.ts';
import type { Check } from '#forms/checks/check.ts';
import { compileChecks } from '#forms/checks/compile-checks.ts';
import { factChecks, parseFacts } from '#forms/checks/facts.ts';
import { parseChecks } from '#forms/checks/parse-checks.ts';
import { hitsOfUnit } from '#forms/checks/run-checks.ts';
import { check, compiled, context, farm, schema } from '#tests/support/check-pack.ts';
import { smallPackFiles } from '#tests/support/small-pack.ts';

const surroundings = { schema, locales: ['zh-CN', 'en'] };
const title = { default: 'Title', 'zh-cn': '标题' };
const topic = (...checks: readonly unknown[]) => ({ id: 't', title, checks });

const lines = (faults: readonly { readonly at: string; readonly code: string; readonly facts: object }[]) =>
  faults.map(({ at, code, facts }) => [at, code, ...Object.values(facts)].join(' '));

const faultsOf = (...checks: readonly unknown[]): readonly string[] =>
  lines(parseChecks([{ file: 't.json', content: topic(...checks) }], surroundings).faults);

describe('check files', () => {
  test('[K6] every fault at once, with its place', () => {
    const faults = faultsOf(
      check('{farm.ownr} = 1', { id: 'A' }),
      check("codeAttribute('TREE', '01', 'a') = 1", { id: 'B', when: '{units.farm} notempty' }),
      check('{farm.owner} = 1', { id: 'A', about: 'barn' }),
      check('{row.tag} = 1', { id: 'D', scope: 'row' }),
      check('{row.tag} = 1', { id: 'E', scope: 'row', rows: 'crops' }),
      check('{row.tag} = 1 and', { id: 'F', scope: 'row', rows: 'animals', at: 'colour' }),
      check('{farm.owner} = 1', { id: 'G', message: { default: 'Only {farm.owner}' } }),
      check('{farm.owner} = 1', { id: 'H', message: { default: '{farm.x}', 'zh-cn': '{farm.owner}' } }),
      check('{farm.owner} = 1', {
        id: 'I',
        message: { default: '{farm.animals}', 'zh-cn': '{farm.animals}' },
      }),
      { ...check('{farm.owner} = 1', { id: 'J' }), severity: 'bad', colour: 'red' },
      check('{sale.total} = 1', { id: 'K', scope: 'record' }),
      check('countIf({farm.owner}) > 1', { id: 'L', rows: 'animals.doses.more' }),
      check('countIf({farm.owner}) > 1', { id: 'M' }),
    );
    expect(faults).toEqual([
      't.json#/checks/0/finds unknown-name farm.ownr',
      't.json#/checks/1/when name-out-of-scope units.farm unit',
      't.json#/checks/1/finds unknown-code-list TREE',
      't.json#/checks/2/about unknown-questionnaire barn',
      't.json#/checks/3 rows-missing',
      't.json#/checks/3/finds unknown-name row.tag',
      't.json#/checks/4/rows unknown-list farm crops',
      't.json#/checks/5/at unknown-question farm colour',
      't.json#/checks/5/finds expression-syntax 17 ',
      't.json#/checks/6/message language-missing zh-CN',
      't.json#/checks/7/message placeholder-missing farm.x',
      't.json#/checks/7/message placeholder-missing farm.owner',
      't.json#/checks/7/message unknown-name farm.x',
      't.json#/checks/8/message not-a-value farm.animals',
      expect.stringContaining('t.json#/checks/9/severity wrong-shape'),
      expect.stringContaining('t.json#/checks/9 wrong-shape'),
      't.json#/checks/10/finds name-out-of-scope sale.total record',
      't.json#/checks/11/rows unknown-list farm animals.doses.more',
      't.json#/checks/12/finds not-a-list countIf 1',
      't.json#/checks/2/id id-twice A',
    ]);
  });

  test('[K6] what is no file of checks is refused with what is wrong inside it too', () => {
    const { topics, faults } = parseChecks(
      [
        { file: 'a.json', content: { id: 't', checks: [check('{farm.x} = 1'), 7] } },
        { file: 'b.json', content: topic(check('{farm.herd} = 1')) },
        { file: 'c.json', content: null },
      ],
      surroundings,
    );
    expect(topics.map(({ id }) => id)).toEqual(['t']);
    expect(lines(faults).map((line) => line.replace(/ Invalid.*/, ''))).toEqual([
      'a.json#/title wrong-shape',
      'a.json#/checks/0/finds unknown-name farm.x',
      'a.json#/checks/1 wrong-shape',
      'c.json# wrong-shape',
      'b.json#/id id-twice t',
      'b.json#/checks/0/id id-twice C1',
    ]);
  });

  test('[K6] one language needs no map of languages', () => {
    const english = { ...topic(check('{farm.herd} = 1', { message: 'Wrong.' })), title: 'One' };
    expect(parseChecks([{ file: 'a', content: english }], { schema, locales: ['en'] }).faults).toEqual([]);
    expect(faultsOf(check('{farm.herd} = 1', { message: 'Wrong.' }))).toEqual([
      't.json#/checks/0/message language-missing zh-CN',
      't.json#/checks/0/message language-missing en',
    ]);
  });

  test('[K6] a check that no longer fits is left out and told; the others run', () => {
    const { checks, faults } = compileChecks(
      [check('{farm.gone} = 1', { id: 'X' }), check('{farm.herd} = 1')],
      schema,
    );
    expect(checks.map((one) => one.check.id)).toEqual(['C1']);
    expect(faults).toEqual([
      { check: 'X', at: '/finds', code: 'unknown-name', facts: { name: 'farm.gone' } },
    ]);
  });
});

describe('shared facts', () => {
  const fact = (id: string, ...questions: readonly string[]) => ({ id, title, questions });
  const factFaults = (...facts: readonly unknown[]) =>
    lines(parseFacts('facts.json', facts, surroundings).faults);

  test('[K11] names of one kind and type, each in one fact', () => {
    expect(
      factFaults(fact('owner', 'farm.owner', 'sale.owner'), fact('phone', 'farm.phone', 'sale.phone')),
    ).toEqual([]);
    expect(
      factFaults(
        fact('a', 'farm.owner', 'sale.ownr'),
        fact('b', 'barn.owner', 'farm.herd', 'sale.owner'),
        fact('c', 'farm.phone', 'parish.herd'),
        fact('d', 'farm.owner', 'sale.phone', 'sale.total'),
        fact('e', 'farm.animals', 'farm.products'),
        { ...fact('e', 'farm.since', 'sale.phone'), title: 'Plain' },
      ),
    ).toEqual([
      'facts.json#/0/questions/1 unknown-question sale ownr',
      'facts.json#/1/questions/0 unknown-questionnaire barn',
      'facts.json#/1/questions/2 types-differ sale.owner text number',
      'facts.json#/2/questions/1 unit-kinds-differ parish.herd parish',
      'facts.json#/2/questions/1 types-differ parish.herd number text',
      'facts.json#/3/questions/2 types-differ sale.total number text',
      'facts.json#/4/questions/0 fact-is-a-list farm.animals',
      'facts.json#/4/questions/1 fact-is-a-list farm.products',
      'facts.json#/5/id id-twice e',
      'facts.json#/5/title language-missing zh-CN',
      'facts.json#/5/title language-missing en',
      'facts.json#/3/questions/0 cyclic-fact farm.owner a',
      'facts.json#/3/questions/2 questionnaire-twice sale',
      'facts.json#/4/questions/1 questionnaire-twice farm',
      'facts.json#/5/questions/1 cyclic-fact sale.phone d',
    ]);
    expect(factFaults(fact('a', 'farm.owner'))[0]).toContain('facts.json#/0/questions wrong-shape');
  });

  test('[K11] records that disagree are one hit, whichever of them is there', () => {
    const checks: readonly Check[] = factChecks(fact('owner', 'farm.owner', 'sale.owner'));
    expect(checks).toMatchObject([
      { id: 'fact-owner', scope: 'unit', severity: 'verify', about: 'farm', at: 'owner' },
    ]);
    const run = (farmOwner: string | undefined, saleOwner: string | undefined) =>
      hitsOfUnit(
        compiled(...checks),
        farm('f', {
          farm: farmOwner === undefined ? {} : { owner: farmOwner },
          sale: saleOwner === undefined ? {} : { owner: saleOwner },
        }),
        context,
      );
    expect(run('Ann', 'Bea')).toMatchObject([{ facts: { 'farm.owner': 'Ann', 'sale.owner': 'Bea' } }]);
    expect(run('Ann', 'Ann')).toEqual([]);
    expect(run('Ann', undefined)).toEqual([]);
    expect(run(undefined, 'Bea')).toEqual([]);
    expect(hitsOfUnit(compiled(...checks), farm('f', { sale: { owner: 'Bea' } }), context)).toEqual([]);
  });

  test('[K11] of three papers the first that says it speaks for those behind it', () => {
    const three = factChecks(fact('n', 'a.n', 'b.n', 'c.n'));
    expect(three.map(({ id, about, when, finds }) => [id, about, when, finds])).toEqual([
      [
        ...['fact-n', 'a', undefined],
        '({a.n} notempty and {b.n} notempty and {a.n} <> {b.n}) or ({a.n} notempty and {c.n} notempty and {a.n} <> {c.n})',
      ],
      ['fact-n-2', 'b', '{a.n} empty', '({b.n} notempty and {c.n} notempty and {b.n} <> {c.n})'],
    ]);
  });
});

describe('in a pack', () => {
  const withChecks = (checks: unknown, facts: unknown, more: object = {}) =>
    parsePack({
      ...smallPackFiles,
      'pack.json': {
        ...smallPackFiles['pack.json'],
        checks: ['checks/a.json', 'checks/b.json'],
        facts: 'facts.json',
      },
      'checks/a.json': checks,
      'facts.json': facts,
      ...more,
    });
  const good: Check = { ...check('{home.size} > {P.most}', { about: 'home', scope: 'record' }) };

  test('[K14] checks and facts are parsed with the pack, and missing files are faults', () => {
    const parsed = withChecks(topic(good), []);
    expect(parsed.ok ? [] : lines(parsed.refusal)).toEqual([
      'pack.json#/checks/1 file-missing checks/b.json',
      'checks/a.json#/checks/0/finds unknown-name P.most',
    ]);
    const whole = withChecks(topic({ ...good, finds: '{home.size} > 9' }), [], {
      'checks/b.json': {
        id: 'b',
        title,
        checks: [{ ...good, id: 'C2', finds: "codeText('WATER', {home.water}) = 'Tap'" }],
      },
    });
    if (!whole.ok) throw new Error(JSON.stringify(whole.refusal));
    expect(checksOf(whole.value).map(({ id }) => id)).toEqual(['C1', 'C2']);
    expect(whole.value.checks.map(({ id }) => id)).toEqual(['t', 'b']);
  });

  test('[K14] several kinds of fault in several files come together', () => {
    const calendar = structuredClone(smallPackFiles['calendar.json']);
    const [, second] = calendar.stages;
    if (second) second.from = '2022-11-09 00:00';
    const parsed = withChecks(
      topic({ ...good, finds: "codeText('NONE', '1') = ''", message: { default: 'x' } }),
      [{ id: 'f', title, questions: ['home.head', 'home.remark'] }],
      { 'checks/b.json': topic(), 'calendar.json': calendar, 'code-lists.json': {} },
    );
    expect(
      parsed.ok ? [] : lines(parsed.refusal).map((line) => line.split(' ').slice(0, 2).join(' ')),
    ).toEqual([
      'calendar.json#/stages/1/from stages-overlap',
      'home.json#/pages/0/elements/3/codeList unknown-code-list',
      'home.json#/pages/0/elements/3 no-choices',
      'checks/a.json#/checks/0/message language-missing',
      'checks/b.json#/checks wrong-shape',
      'checks/b.json#/id id-twice',
      'facts.json#/0/questions/1 questionnaire-twice',
    ]);
  });

  test('[K14] a text that lacks a language is a fault in every file, and a plain string is none', () => {
    const head = { ...smallPackFiles['pack.json'], title: { 'zh-cn': '小' } };
    const lists = {
      WATER: { title: { default: 'Water' }, items: [{ value: 'tap', text: { en: 'Tap', 'zh-cn': '水' } }] },
    };
    const calendar = structuredClone(smallPackFiles['calendar.json']) as { stages: object[] };
    Object.assign(calendar.stages[4] ?? {}, { title: { 'zh-CN': '采集' } });
    const files = {
      ...smallPackFiles,
      'pack.json': head,
      'code-lists.json': lists,
      'calendar.json': calendar,
    };
    const parsed = parsePack(files);
    expect(parsed.ok ? [] : lines(parsed.refusal)).toEqual([
      'pack.json#/title language-missing en',
      'code-lists.json#/WATER/title language-missing zh-CN',
      'calendar.json#/stages/4/title language-missing en',
    ]);
  });

  test('[K14] a written check cannot take the name of one that a fact makes', () => {
    const files = {
      'checks/b.json': { id: 'b', title, checks: [{ ...good, id: 'C9', finds: '{home.size} = 9' }] },
    };
    const taken = withChecks(
      topic({ ...good, id: 'fact-f', finds: '{home.size} = 1' }),
      [{ id: 'f', title, questions: ['home.head', 'place.households'] }],
      files,
    );
    expect(taken.ok ? [] : lines(taken.refusal)).toContain('facts.json#/0/id id-twice fact-f');
  });
});
