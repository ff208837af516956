import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bases, company } from './township-2022/bases.ts';
import { afterLeaving, cases, changesPeople, mutations, placed } from './township-2022/cases.ts';
import { patched } from './township-2022/patched.ts';
import { checks, checksThatHit, faults, forgotten, hitsOf, kept } from './township-2022/running.ts';

const found = (situation: (typeof cases)[number]['fires']) => {
  const { unit, neighbours, lists } = placed(situation);
  return checksThatHit(hitsOf(unit, neighbours, lists));
};

test('[K50] every shipped check is switched on, fits the questionnaires and has one id', () => {
  expect(forgotten).toEqual([]);
  expect(faults).toEqual([]);
  const ids = checks.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('[K50] every shipped check has a case that fires and a near miss', () => {
  const covered = new Set(cases.map(({ rule }) => rule));
  expect(checks.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  const known = new Set(checks.map(({ id }) => id));
  expect([...covered].filter((rule) => !known.has(rule))).toEqual([]);
});

test('[K54] whatever is kept by itself names rules that are there', () => {
  const rules = readFileSync(new URL('../../../forms/RULES.md', import.meta.url), 'utf8');
  expect(kept.map(({ id }) => id)).toEqual(['R291', 'R292', 'R293', 'R294', 'R300']);
  for (const rule of kept.flatMap((one) => one.rules)) expect(rules).toContain(`- **${rule}** `);
});

describe.each(cases)('$name', ({ rule, fires, nearMiss }) => {
  test('[K50] finds what it is there to find', () => {
    expect(found(fires)).toContain(rule);
  });
  test('[K50] lets pass what comes near', () => {
    expect(found(nearMiss)).not.toContain(rule);
  });
});

const ofPeople = new Set(
  checks.filter(({ when }) => /\.memberState\} <> '02'/.test(when ?? '')).map(({ id }) => id),
);

test.each(cases.filter(({ rule, fires }) => ofPeople.has(rule) && changesPeople(fires)))(
  '[K50] $name: who has left is not judged',
  ({ rule, fires }) => {
    expect(found(afterLeaving(fires))).not.toContain(rule);
  },
);

describe.each(Object.entries(bases))('%s', (name, base) => {
  test('[K51] no check finds anything in the worked unit', () => {
    const hits = hitsOf(base, company[name as keyof typeof bases]);
    expect(hits.map(({ check, at }) => `${check} ${at}`)).toEqual([]);
  });

  test('[K51] computed answers of an unchanged unit stay as the engine gave them', () => {
    expect(patched(base, {})).toEqual(base);
  });
});

test.each(mutations)('[K52] row $row: $why', ({ change, finds }) => {
  expect(found(change)).toEqual(finds);
});
