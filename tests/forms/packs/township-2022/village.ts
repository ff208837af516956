/**
 * A village of one household, its natural village, its work team, and the change sheet of its newborn child: the filled-in
 * examples with the totals that such a village has.
 */
import type { Dossier } from '#forms/dossier/dossier.ts';
import type { JsonObject } from '#forms/json.ts';
import { changed } from '#tests/support/changed.ts';
import { exampleAnswers } from '#tests/support/shipped-packs.ts';
import { accepted, fx1 } from './fx1.ts';

const example = (questionnaire: string, changes: JsonObject = {}): JsonObject => ({
  ...accepted(questionnaire, exampleAnswers(questionnaire)),
  ...changes,
});

const placed = (id: string, kind: string, name: string): Dossier['unit'] => ({
  ...{ id, kind, village: fx1.unit.village, name, address: '测试村' },
});

const lone = { children: {}, prev: {} } as const;

export const sheet: Dossier = {
  ...lone,
  unit: placed('TEST-0001-1', 'change-sheet', '测试己'),
  answers: { memberChange: example('memberChange') },
  parent: fx1,
};

export const village: Dossier = {
  ...lone,
  unit: { ...placed('TEST-V', 'village', '测试村'), exitVillage: true },
  answers: {
    villageAnnual: example('villageAnnual', {
      ...{ groups: 1, exitHouseholds: 1, exitPopulation: 7 },
      ...{ monitorHouseholds: 1, monitorPopulation: 7, unclearedHouseholds: 1 },
    }),
    rcVillage: example('rcVillage', {
      ...{ naturalVillages: 1, hukouHouseholds: 1, roadHouseholds: 1, tapHouseholds: 1, cleanHouseholds: 1 },
      ...{ sanitaryHouseholds: 1, flushHouseholds: 1, dryHouseholds: 0, yardHouseholds: 1 },
    }),
  },
  prev: { villageAnnual: { collectiveIncome: 17.5 } },
};

export const hamlet: Dossier = {
  ...lone,
  unit: placed('TEST-N', 'hamlet', '测试湾'),
  answers: { rcNaturalVillage: example('rcNaturalVillage', { hukouHouseholds: 1 }) },
};

/** In the example one member was there for 16 days of his last month, and nobody wrote why. */
export const team: Dossier = {
  ...lone,
  unit: placed('TEST-W', 'work-team', '测试村驻村工作队'),
  answers: {
    workTeam: changed(example('workTeam'), { 'members[2].months[4].leaveDays': 4 }),
  },
};
