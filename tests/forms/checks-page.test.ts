import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { functionNamed, functionNames } from '#forms/answers/functions/registry.ts';
import { runningChecks } from '#forms/campaign/pack-checks.ts';
import { parseChecks } from '#forms/checks/parse-checks.ts';
import { hitsOfArea, hitsOfRecord } from '#forms/checks/run-checks.ts';
import type { Dossier } from '#forms/dossier/dossier.ts';
import { listFunctionForms } from '#forms/dossier/list-functions.ts';
import { compiled, context, farm, parish, schema } from '#tests/support/check-pack.ts';
import { valueIn } from '#tests/support/dossier-values.ts';

const page = readFileSync(new URL('../../docs/checks.md', import.meta.url), 'utf8');
const written = JSON.parse(/```json\n([\s\S]+?)\n```/.exec(page)?.[1] ?? '') as Dossier;
const rows = [...page.matchAll(/^\| `(\w+)\([^|]*\)` \|[^|]*\| `([^`]+)` → `([^`]+)` \|$/gm)].map(
  ([, name = '', example = '', value = '']) => [name, example, value] as const,
);

/** List functions of questionnaires have forms of their own. */
const ofQuestionnaires = /InArray$/;

describe('docs/checks.md', () => {
  test.each(rows)('[K5] %s: %s', (name, example, value) => {
    expect(example).toContain(`${name}(`);
    expect(valueIn(example, written)).toEqual(JSON.parse(value));
  });

  test('[K5] every function has its line', () => {
    const known = [...functionNames, 'codeText', 'codeAttribute'].filter(
      (name) => !ofQuestionnaires.test(name),
    );
    expect(known.every((name) => functionNamed(name) !== undefined)).toBe(true);
    const wanted = [...known, ...listFunctionForms.map(({ name }) => name)].sort();
    expect(rows.map(([name]) => name).sort()).toEqual(wanted);
  });

  const examples = [...page.matchAll(/^ {4}(\{ "id": "E[\s\S]+?\} \})$/gm)].map(
    ([, text = '']) => JSON.parse(text) as unknown,
  );
  const topic = { id: 'examples', title: { default: 'Examples', 'zh-cn': '例' }, checks: examples };
  const { topics, faults } = parseChecks([{ file: 'examples.json', content: topic }], {
    ...{ schema, locales: ['zh-CN', 'en'] },
  });

  test('[K6] the worked examples have no fault, and find what they say', () => {
    expect(faults).toEqual([]);
    const checks = compiled(...runningChecks(topics));
    expect(checks).toHaveLength(3);
    const hits = hitsOfRecord(checks, written, 'farm', context);
    expect(hits).toMatchObject([{ check: 'E2', at: 'animals[0].weight', facts: { 'row.weight': 400 } }]);
    const dossiers = [written, farm('f9', { farm: { animals: [{ tag: 'a3' }] } }), parish('p', { herd: 4 })];
    const inTown = hitsOfArea(checks, dossiers, 'town', context).map(({ check, unit, at }) => [
      check,
      unit,
      at,
    ]);
    expect(inTown).toEqual([
      ['E1', 'f1', 'animals[2].tag'],
      ['E1', 'f9', 'animals[0].tag'],
    ]);
    expect(hitsOfArea(checks, dossiers, 'village', context)).toMatchObject([{ check: 'E3', unit: 'p' }]);
  });
});
