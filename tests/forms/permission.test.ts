import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, districtOf, isAreaCode, levelOf, townOf } from '#forms/permission/area.ts';
import { mayDo, type Person, type roles, rolesFor, verbs } from '#forms/permission/permission.ts';

const [district, town, otherTown] = ['990101000000', '990101101000', '990101102000'];
const [village, neighbour] = ['990101101001', '990101101002'];
const code = fc.constantFrom(district, town, otherTown, village, neighbour, '990101102001', '990102101001');

describe('areas', () => {
  test('[P2] an area covers itself and what is below, not beside or above', () => {
    expect([covers(district, village), covers(town, village), covers(village, village)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([covers(village, neighbour), covers(village, town), covers(otherTown, village)]).toEqual([
      false,
      false,
      false,
    ]);
    expect([covers(district, '990102101001'), covers('99', village), covers(town, 'village')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test('[P2] levels come from the code', () => {
    expect([district, town, village].map(levelOf)).toEqual(['district', 'town', 'village']);
    expect([townOf(village), districtOf(village)]).toEqual([town, district]);
    expect(['12', '9901011010011', 99].map(isAreaCode)).toEqual([false, false, false]);
  });

  test('[P2] covering is transitive and only mutual for the same area', () => {
    fc.assert(
      fc.property(code, code, code, (a, b, c) => {
        if (covers(a, b) && covers(b, c)) expect(covers(a, c)).toBe(true);
        if (covers(a, b) && covers(b, a)) expect(a).toBe(b);
      }),
    );
  });
});

describe('permission', () => {
  const holder = (role: (typeof roles)[number], area: string): Person => ({
    id: 'p',
    name: 'P',
    grants: [{ role, area }],
  });

  test('[P1] a role counts only where it is held', () => {
    const collector = holder('collector', village);
    expect(mayDo(collector, 'answers.submit', village)).toBe(true);
    expect(mayDo(collector, 'answers.submit', neighbour)).toBe(false);
    expect(mayDo(collector, 'progress.read', town)).toBe(false);
  });

  test('[P3] what is not listed is refused', () => {
    const nobody: Person = { id: 'p', name: 'P', grants: [] };
    for (const verb of verbs) expect(mayDo(nobody, verb, village)).toBe(false);
    expect(mayDo(holder('designer', district), 'record.read', village)).toBe(false);
    expect(mayDo(holder('auditor', district), 'record.reveal', village)).toBe(false);
    expect(mayDo(holder('auditor', district), 'answers.submit', village)).toBe(false);
    expect(mayDo(holder('collector', village), 'questionnaire.publish', village)).toBe(false);
  });

  test('[P1] two roles add up, each in its area', () => {
    const both: Person = {
      id: 'p',
      name: 'P',
      grants: [
        { role: 'collector', area: village },
        { role: 'town-officer', area: otherTown },
      ],
    };
    expect(rolesFor(both, 'answers.submit', village)).toEqual(['collector']);
    expect(rolesFor(both, 'progress.read', '990101102001')).toEqual(['town-officer']);
    expect(mayDo(both, 'finding.open', village)).toBe(false);
  });
});
