/** Words of the editor, of supervision and of the publish gate: complete, in both languages, with the facts they may use. */
import { describe, expect, test } from 'vitest';
import { verbs } from '#forms/permission/permission.ts';
import { faultCodes } from '#forms/questionnaire/faults.ts';
import { refusedTypes } from '#forms/questionnaire/kinds/registry.ts';
import { aspects } from '#web/design/document/changes.ts';
import { relations } from '#web/design/document/condition.ts';
import { questionKinds } from '#web/design/document/kinds.ts';

type Words = { readonly [key: string]: string | Words };
const all = import.meta.glob<Words>('../../web/locale/*/*.json', { eager: true, import: 'default' });
const read = (language: string, namespace: string): Words =>
  all[`../../web/locale/${language}/${namespace}.json`] ?? {};

const flat = (words: Words, prefix = ''): readonly (readonly [string, string])[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as const] : flat(value, `${prefix}${key}.`),
  );
/** English has plurals where Chinese has none. */
const singular = (key: string) => key.replace(/_(?:zero|one|other)$/, '');
const keysOf = (words: Words) => [...new Set(flat(words).map(([key]) => singular(key)))].sort();
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');

const namespaces = ['design', 'supervise', 'faults'] as const;

describe.each(namespaces)('%s', (namespace) => {
  const [chinese, english] = [read('zh-CN', namespace), read('en', namespace)];

  test('[D11] has the same keys in both languages', () => {
    expect(keysOf(english)).toEqual(keysOf(chinese));
  });

  test('[D11] has no empty sentence but a gap that a language does without', () => {
    const empty = [...flat(chinese), ...flat(english)].filter(([, text]) => text === '').map(([key]) => key);
    expect(empty.filter((key) => key !== 'sentenceGap')).toEqual([]);
  });

  test('[D11] asks for the same facts in both languages', () => {
    const facts = (words: Words) => {
      const byKey = new Map<string, Set<string>>();
      for (const [key, text] of flat(words)) {
        const known = byKey.get(singular(key)) ?? new Set();
        for (const name of placeholders(text)) known.add(name);
        byKey.set(singular(key), known);
      }
      return byKey;
    };
    const [left, right] = [facts(chinese), facts(english)];
    // What counts may be said without its number or its counting word ("no decimals", "75 behind").
    const optional = new Set(['count', 'unit', 'title']);
    const differing = [...left].filter(([key, names]) => {
      const others = right.get(key) ?? new Set();
      const differs = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
        [...a].some((name) => !b.has(name) && !optional.has(name));
      return differs(names, others) || differs(others, names);
    });
    expect(differing.map(([key]) => key)).toEqual([]);
  });
});

const sources = {
  design: Object.values(
    import.meta.glob<string>('../../web/design/**/*.{ts,tsx}', {
      eager: true,
      import: 'default',
      query: '?raw',
    }),
  ),
  supervise: Object.values(
    import.meta.glob<string>('../../web/supervise/**/*.{ts,tsx}', {
      eager: true,
      import: 'default',
      query: '?raw',
    }),
  ),
  useCases: Object.values(
    import.meta.glob<string>('../../functions/use-cases/**/*.ts', {
      eager: true,
      import: 'default',
      query: '?raw',
    }),
  ),
};

describe('sentences that the code asks for', () => {
  test.each(['design', 'supervise'] as const)('[D11] %s finds every key it names', (feature) => {
    // Pages of findings, of lists and of workflows are features of supervision with words of their own.
    const spaces = feature === 'supervise' ? ['findings', 'lists', 'workflow'] : [];
    const own = spaces.flatMap((space) => keysOf(read('zh-CN', space)));
    const known = new Set([...keysOf(read('zh-CN', feature)), ...own]);
    const asked = sources[feature].flatMap((text) =>
      [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? ''),
    );
    expect(asked.length).toBeGreaterThan(50);
    expect([...new Set(asked)].filter((key) => !known.has(key))).toEqual([]);
  });

  test('[D11] every fault of the gate has a sentence that uses only its facts', () => {
    for (const language of ['zh-CN', 'en']) {
      const faults = read(language, 'faults');
      for (const { code, facts } of faultCodes) {
        const sentence = faults[code];
        expect(sentence, `${language} ${code}`).toBeTypeOf('string');
        const unknown = placeholders(String(sentence)).filter(
          (name) => !(facts as readonly string[]).includes(name),
        );
        expect(unknown, `${language} ${code}`).toEqual([]);
      }
      const codes: readonly string[] = faultCodes.map(({ code }) => code);
      expect(Object.keys(faults).filter((key) => key !== 'reason' && !codes.includes(key))).toEqual([]);
    }
  });

  test('[D11] every reason for refusing a type or a property has its words', () => {
    const { reason } = read('zh-CN', 'faults') as { reason: Words };
    for (const code of Object.values(refusedTypes)) expect(reason).toHaveProperty([code]);
  });

  test('[D11] kinds, relations, aspects have their words', () => {
    const design = read('zh-CN', 'design');
    const keys = new Set(keysOf(design));
    for (const kind of questionKinds) expect(keys).toContain(`kind.${kind}`);
    for (const relation of relations) {
      expect(keys).toContain(`condition.relations.${relation}`);
      expect(keys).toContain(`condition.row.${relation}`);
    }
    for (const aspect of aspects) expect(keys).toContain(`change.aspect.${aspect}`);
  });

  test('[D11] verbs that leave a line in the audit log have their words', () => {
    const keys = new Set(keysOf(read('zh-CN', 'supervise')));
    const logged = sources.useCases.flatMap((text) =>
      [...text.matchAll(/verb: '([a-z]+\.[a-z-]+)'/g)].map((match) => match[1] ?? ''),
    );
    const all = [...logged, 'record.reveal'];
    expect(all.every((verb) => verbs.some((known) => known === verb) || keys.has(`verb.${verb}`))).toBe(true);
    for (const verb of all) expect(keys).toContain(`verb.${verb}`);
  });
});
