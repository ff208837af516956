import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bases, company, pack, patched } from './household-census/worlds.ts';
import { judgeOf } from './judge.ts';
import { type CheckCase, placing } from './situation.ts';

type Base = keyof typeof bases;
const { checks, kept, forgotten, faults, hitsOf } = judgeOf('household-census', pack);
const placed = placing<Base>({ bases, company, usual: 'home', patched });
const cases: readonly CheckCase<Base>[] = JSON.parse(
  readFileSync(new URL('./household-census/cases.json', import.meta.url), 'utf8'),
);
const found = (situation: CheckCase<Base>['fires']): readonly string[] => {
  const { unit, neighbours, lists } = placed(situation);
  return hitsOf(unit, neighbours, lists).map(({ check }) => check);
};

test('[K50] every check of the census is switched on, fits, and has a case', () => {
  expect(forgotten).toEqual([]);
  expect(faults).toEqual([]);
  const covered = new Set(cases.map(({ rule }) => rule));
  expect(checks.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
  expect(kept.map(({ id }) => id)).toEqual(['B03']);
});

describe.each(cases.map((one) => ({ ...one, name: [one.rule, one.why].filter(Boolean).join(', ') })))(
  '$name',
  ({ rule, fires, nearMiss }) => {
    test('[K50] finds what it is there to find, and lets pass what comes near', () => {
      expect(found(fires)).toContain(rule);
      expect(found(nearMiss)).not.toContain(rule);
    });
  },
);

test.each(Object.keys(bases) as Base[])('[K51] no check finds anything in the worked %s', (name) => {
  expect(found({ on: name } as CheckCase<Base>['fires'])).toEqual([]);
});

/** What a designer can write down: each of it is in use in the second pack, so that no part serves one campaign alone. */
const written = checks.map((check) => ({ ...check, text: `${check.when ?? ''} ${check.finds}` }));
const uses = (pattern: RegExp): boolean => written.some(({ text }) => pattern.test(text));

test('[K56] the second pack uses every part of the language of checks', () => {
  for (const scope of ['row', 'record', 'unit', 'village', 'town'])
    expect(written.map((check) => check.scope)).toContain(scope);
  for (const severity of ['error', 'warn', 'verify'])
    expect(written.map((check) => check.severity)).toContain(severity);
  expect(written.map((check) => check.rows)).toContain('commuters.legs');
  const parts = [
    /\{prev\./,
    /\{P\.\w+\}/,
    /lookup\(/,
    /\{unit\./,
    /\{units\./,
    /\{parent\./,
    /\{lists\./,
    /\{outer\./,
  ];
  for (const part of parts) expect(uses(part), String(part)).toBe(true);
  for (const part of [/matching\(/, /itemsOf\(/, /existsPair\(/, /codeAttribute\(/, /countIf\(\{callback\}/])
    expect(uses(part), String(part)).toBe(true);
  expect(pack.facts.length).toBeGreaterThan(0);
});
