/** The worked units of the census: a home with its long form and a call-back slip, and the block that it stands in. */
import { checkAnswers } from '#forms/answers/check-answers.ts';
import type { Dossier } from '#forms/dossier/dossier.ts';
import type { JsonObject } from '#forms/json.ts';
import { sha256 } from '#forms/seal/hash.ts';
import { collecting, editionIn, exampleAnswers, shippedPack } from '#tests/support/shipped-packs.ts';
import { changesOf, dossierWith, type Patch } from '../situation.ts';

export const pack = shippedPack('household-census');

/** The example with its computed values. Throws when the engine refuses it. */
const example = (questionnaire: string, changes: JsonObject = {}): JsonObject => {
  const written = { ...exampleAnswers(questionnaire), ...changes };
  const verdict = checkAnswers(editionIn(pack, questionnaire), written, collecting(pack), sha256);
  if (!verdict.ok) throw new Error(`${questionnaire}: ${JSON.stringify(verdict.violations)}`);
  return verdict.answers;
};

const placed = (id: string, kind: string, name: string): Dossier['unit'] => ({
  ...{ id, kind, village: '990201001001', name, address: 'Sampleton' },
});

const dwelling = example('dwelling');
const slipSays = example('callback');
const ridesTheBus = {
  fullName: 'Ada Sample',
  commute: 'bus',
  minutes: 50,
  legs: [
    { line: '4', minutes: 20 },
    { line: '11', minutes: 25 },
  ],
};

const home: Dossier = {
  unit: { ...placed('D1', 'dwelling', '7 Larch Lane'), longForm: true, occupancy: 'occupied' },
  answers: { dwelling, longForm: example('longForm', { commuters: [ridesTheBus] }) },
  children: { callback: [{ ...slipSays, $unit: placed('D1-S1', 'slip', 'Slip') }] },
  prev: { dwelling: structuredClone(dwelling) },
};

const slip: Dossier = {
  unit: placed('D1-S1', 'slip', 'Slip'),
  answers: { callback: slipSays },
  children: {},
  prev: {},
  parent: home,
};

const block: Dossier = {
  unit: placed('B1', 'block', 'Block A'),
  answers: { block: example('block', { dwellingsOccupied: 1 }) },
  children: {},
  prev: {},
};

export const bases = { home, slip, block } as const satisfies { readonly [name: string]: Dossier };
export type Base = keyof typeof bases;
export const company: { readonly [name in Base]?: readonly Dossier[] } = { block: [home, slip] };

export const patched = (base: Dossier, patch: Patch): Dossier => dossierWith(base, changesOf(base, patch));
