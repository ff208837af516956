/** The form catalogue of the township's campaign, field by field, against what its questionnaires ask. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type OutlineQuestion, outlineOf } from '#forms/questionnaire/outline.ts';
import { editionIn, shippedPackWithWaiting } from '#tests/support/shipped-packs.ts';

/** `section.field` where the question has the field's name, else with the path of the question or `~reason`. */
type Field = string | readonly [field: string, at: string];
interface Catalogue {
  readonly reasons: { readonly [reason: string]: string };
  readonly header: readonly (readonly [field: string, at: string])[];
  readonly forms: { readonly [questionnaire: string]: readonly Field[] };
}

const catalogue: Catalogue = JSON.parse(
  readFileSync(new URL('township-2022-fields.json', import.meta.url), 'utf8'),
);

const pathsIn = ({ path, items = [] }: OutlineQuestion): readonly string[] => [
  path,
  ...items.flatMap(pathsIn),
];

const asked = (questionnaire: string): readonly string[] => {
  const { source } = editionIn(shippedPackWithWaiting('township-2022'), questionnaire);
  return outlineOf(source).flatMap(({ questions }) => questions.flatMap(pathsIn));
};

const holds = (paths: readonly string[], field: Field): boolean => {
  const at = typeof field === 'string' ? (field.split('.')[1] ?? '') : field[1];
  return paths.includes(at) || reasonIsListed(at);
};

const reasonIsListed = (at: string): boolean =>
  at.startsWith('~') && Object.hasOwn(catalogue.reasons, at.slice(1));

describe('the form catalogue of the township', () => {
  test('[C59] has thirteen forms with 657 fields, and 13 more on top of each', () => {
    expect(Object.keys(catalogue.forms)).toHaveLength(13);
    expect(Object.values(catalogue.forms).flat()).toHaveLength(657);
    expect(catalogue.header).toHaveLength(13);
  });

  test.each(Object.entries(catalogue.forms))(
    '[C59] %s asks every field, or the reason why not is listed',
    (questionnaire, fields) => {
      const paths = asked(questionnaire);
      expect(fields.filter((field) => !holds(paths, field))).toEqual([]);
    },
  );

  test('[C59] what stands on top of every form is known already', () => {
    expect(catalogue.header.filter(([, at]) => at !== 'remark' && !reasonIsListed(at))).toEqual([]);
  });
});
