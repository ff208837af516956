/** What a dossier sees beyond its own unit: the unit that a sheet belongs to, and lists that somebody handed in. */
import { describe, expect, test } from 'vitest';
import { parsePack } from '#forms/campaign/pack.ts';
import type { Check } from '#forms/checks/check.ts';
import { compileChecks, readsOf } from '#forms/checks/compile-checks.ts';
import { hitsOfArea, hitsOfUnit } from '#forms/checks/run-checks.ts';
import type { Dossier } from '#forms/dossier/dossier.ts';
import { extractOf } from '#forms/dossier/reads.ts';
import { schemaOf } from '#forms/dossier/schema.ts';
import type { JsonObject } from '#forms/json.ts';
import { check, context, farm, packParts } from '#tests/support/check-pack.ts';
import { faultOf, place } from '#tests/support/dossier-values.ts';
import { smallPackFiles } from '#tests/support/small-pack.ts';

const column = (id: string) => ({ id, title: { default: id, 'zh-cn': id } });
const licensed = { id: 'licensed', title: 'Licensed', columns: [column('tag'), column('grade')] };
const schema = schemaOf({ ...packParts, lists: [licensed] });
const at = (text: string, where: Partial<ReturnType<typeof place>>) =>
  faultOf(text, { ...place(), schema, ...where });

const compiled = (...checks: readonly Check[]) => {
  const outcome = compileChecks(checks, schema);
  if (outcome.faults.length > 0) throw new Error(JSON.stringify(outcome.faults));
  return outcome.checks;
};

const head = farm('f1', { farm: { owner: 'Ann', herd: 2, animals: [{ tag: 'A1' }, { tag: 'A2' }] } });
const visit = (answers: JsonObject, parent: Dossier = head): Dossier => ({
  unit: { id: 'f1~v1', kind: 'visit', village: '990101101001', name: 'Visit', address: '' },
  answers: { visit: answers },
  children: {},
  prev: {},
  parent,
});

describe('the unit that a sheet belongs to', () => {
  const moreThanThere = check('{visit.found} > {parent.farm.herd}', {
    about: 'visit',
    at: 'found',
    when: "{parent.unit.name} notempty and exists({parent.farm.animals}, {x.tag} = 'A2')",
    message: { default: '{visit.found} of {parent.farm.herd}', 'zh-cn': '{visit.found}/{parent.farm.herd}' },
  });

  test('[K53] its answers and facts are read by name', () => {
    const checks = compiled(moreThanThere);
    const run = (one: Dossier) => hitsOfUnit(checks, one, context);
    expect(run(visit({ found: 3 }))).toMatchObject([
      { unit: 'f1~v1', at: 'found', facts: { 'visit.found': 3, 'parent.farm.herd': 2 } },
    ]);
    expect(run(visit({ found: 2 }))).toEqual([]);
    expect(run(visit({ found: 3 }, farm('f2', { farm: { herd: 1 } })))).toEqual([]);
    const { parent: _, ...alone } = visit({ found: 3 });
    expect(run(alone)).toEqual([]);
  });

  test('[K53] what is no child unit has none, rows and records do not read it, and names are exact', () => {
    const ofVisit = { about: 'visit', kind: 'visit' } as const;
    expect(at('{parent.farm.herd} > 1', { ...ofVisit, scope: 'unit' })).toBe('fine');
    expect(at('{parent.visit[0].found} > 1', { ...ofVisit, scope: 'unit' })).toBe('fine');
    expect(at('{parent.prev.farm.herd} > 1', { ...ofVisit, scope: 'unit' })).toBe('fine');
    expect(at('{parent.farm.herds} > 1', { ...ofVisit, scope: 'unit' })).toBe(
      'unknown-name parent.farm.herds',
    );
    expect(at('{parent.parent} empty', { ...ofVisit, scope: 'unit' })).toBe('unknown-name parent.parent');
    expect(at('{parent.farm.herd} > 1', { ...ofVisit, scope: 'record' })).toBe(
      'name-out-of-scope parent.farm.herd record',
    );
    expect(at('{parent.farm.herd} > 1', {})).toBe('unknown-name parent.farm.herd');
  });

  test('[K53] an extract keeps what is read of it and no more', () => {
    const inTown = compiled({ ...moreThanThere, scope: 'town' });
    const whole = [head, visit({ found: 3 })];
    const extracts = whole.map((one) => extractOf(one, readsOf(inTown)));
    expect(extracts[1]?.parent?.answers).toEqual({
      farm: { herd: 2, animals: [{ tag: 'A1' }, { tag: 'A2' }] },
    });
    expect(hitsOfArea(inTown, extracts, 'town', context)).toEqual(hitsOfArea(inTown, whole, 'town', context));
    expect(hitsOfArea(inTown, extracts, 'town', context)).toHaveLength(1);
    const blind = compiled(check('{visit.found} > 1', { about: 'visit', scope: 'town' }));
    expect(extractOf(visit({ found: 3 }), readsOf(blind))).not.toHaveProperty('parent');
  });
});

describe('comparison lists', () => {
  const unlicensed = check('!exists(matching({lists.licensed}, {x.tag}, {row.tag}), {x.grade} = 1)', {
    rows: 'animals',
    at: 'tag',
    when: 'exists({lists.licensed})',
  });
  const paths = (checks: readonly Check[], lists: typeof context.lists, scope: 'unit' | 'town') => {
    const within = { ...context, ...(lists === undefined ? {} : { lists }) };
    const made = compiled(...checks.map((one) => ({ ...one, scope })));
    const hits = scope === 'unit' ? hitsOfUnit(made, head, within) : hitsOfArea(made, [head], 'town', within);
    return hits.map((hit) => hit.at);
  };

  test.each(['unit', 'town'] as const)(
    '[K55] rows are compared with one that was handed in, in scope %s',
    (scope) => {
      const rows = [
        { tag: 'A1', grade: 1 },
        { tag: 'A2', grade: 2 },
      ];
      expect(paths([unlicensed], { licensed: rows }, scope)).toEqual(['animals[1].tag']);
      expect(paths([unlicensed], { licensed: [{ tag: 'x' }] }, scope)).toEqual([
        'animals[0].tag',
        'animals[1].tag',
      ]);
      expect(paths([unlicensed], undefined, scope)).toEqual([]);
      expect(paths([unlicensed], { other: rows }, scope)).toEqual([]);
    },
  );

  test('[K4, K10, K15] one index of a long list serves every unit of a run, and each unit works for itself', () => {
    const long = Array.from({ length: 20_000 }, (_, index) => ({ tag: `T${index}`, grade: 1 }));
    const within = { ...context, lists: { licensed: long } };
    const made = compiled({ ...unlicensed, scope: 'unit' });
    const units = Array.from({ length: 300 }, (_, index) =>
      farm(`f${index}`, { farm: { animals: [{ tag: `T${index * 7}` }, { tag: `no ${index}` }] } }),
    );
    // Were every unit charged for what another looked up, or for an index of its own, none would come to its end.
    const hits = units.flatMap((unit) => hitsOfUnit(made, unit, within));
    expect(hits.map(({ unit, at: path }) => `${unit} ${path}`)).toEqual(
      units.map(({ unit }) => `${unit.id} animals[1].tag`),
    );
    expect(hits.filter(({ undecided }) => undecided)).toEqual([]);
    // Another list under the same checks is another list.
    const other = { ...context, lists: { licensed: [{ tag: 'no 0', grade: 1 }] } };
    expect(hitsOfUnit(made, units[0] ?? head, other).map((hit) => hit.at)).toEqual(['animals[0].tag']);
  });

  test('[K4, K9] what is looked up among the units of a village is looked up in every village anew', () => {
    const twice = compiled(
      check('countIf(matching({units.farm}, {x.farm.owner}, {farm.owner})) > 1', { scope: 'village' }),
    );
    const in2 = { village: '990101101002' };
    const dossiers = [
      farm('f1', { farm: { owner: 'Ann' } }),
      farm('f2', { farm: { owner: 'Bob' } }),
      farm('f3', { farm: { owner: 'Ann' } }, in2),
      farm('f4', { farm: { owner: 'Cid' } }, in2),
      farm('f5', { farm: { owner: 'Cid' } }, in2),
    ];
    expect(hitsOfArea(twice, dossiers, 'village', context).map(({ unit }) => unit)).toEqual(['f4', 'f5']);
  });

  test('[K55] names are exact, a list is no value, and rows and records do not read it', () => {
    expect(at('exists({lists.licensed}, {x.tag} notempty)', { scope: 'unit' })).toBe('fine');
    expect(at('exists({lists.licensed}, {x.colour} notempty)', {})).toBe('unknown-name x.colour');
    expect(at('exists({lists.banned})', {})).toBe('unknown-name lists.banned');
    expect(at('{lists.licensed[0].tag} notempty', {})).toBe('unknown-name lists.licensed[0].tag');
    expect(at('{lists.licensed} = 1', {})).toBe('not-a-value lists.licensed');
    expect(at('exists({lists.licensed})', { scope: 'record' })).toBe(
      'name-out-of-scope lists.licensed record',
    );
  });

  const packWith = (lists: unknown) =>
    parsePack({ ...smallPackFiles, 'pack.json': { ...smallPackFiles['pack.json'], lists } });

  test('[K55] a pack declares them, with every name once and in every language', () => {
    const named = { ...licensed, title: column('x').title };
    const parsed = packWith([named]);
    expect(parsed.ok && parsed.value.lists).toEqual([named]);
    const faults = (lists: unknown) => {
      const outcome = packWith(lists);
      return outcome.ok ? [] : outcome.refusal.map(({ at: where, code }) => `${where} ${code}`);
    };
    expect(faults([{ ...named, title: { default: 'English only' } }])).toEqual([
      'pack.json#/lists/0/title language-missing',
    ]);
    expect(faults([{ ...named, columns: [{ id: 'a', title: { default: 'a' } }] }])).toEqual([
      'pack.json#/lists/0/columns/0/title language-missing',
    ]);
    expect(faults([named, named])).toEqual(['pack.json#/lists wrong-shape']);
    expect(faults([{ ...named, columns: [column('a'), column('a')] }])).toEqual([
      'pack.json#/lists/0/columns wrong-shape',
    ]);
  });
});
