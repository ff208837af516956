/**
 * The small pack with everything that units can be: households with attributes, one of which a record decides; a questionnaire
 * that only some owe; change sheets under a household; a questionnaire that the town fills in; households that can be added.
 */
import { type Pack, parsePack } from '#forms/campaign/pack.ts';
import { smallPackFiles } from './small-pack.ts';

const questionnaire = (id: string, unit: string, more: object = {}) => ({
  id,
  unit,
  group: 'homes',
  title: id,
  short: id,
  file: `${id}.json`,
  ...more,
});
const page = (...elements: readonly object[]) => ({ pages: [{ name: 'main', elements }] });
const homeElements = smallPackFiles['home.json'].pages.flatMap(({ elements }) => elements);

export const sheetPackFiles = {
  ...smallPackFiles,
  'pack.json': {
    ...smallPackFiles['pack.json'],
    id: 'sheets',
    unitKinds: [
      {
        id: 'household',
        title: 'Household',
        counter: 'households',
        addable: true,
        attributes: [
          { id: 'status', title: 'Status', kind: 'choice', codeList: 'STATUS', from: 'home.status' },
          { id: 'since', title: 'Since', kind: 'date' },
        ],
      },
      { id: 'village', title: 'Village', counter: 'villages' },
      {
        id: 'change',
        title: 'Change',
        counter: 'sheets',
        parent: 'household',
        attributes: [{ id: 'event', title: 'Event', kind: 'text' }],
      },
    ],
    questionnaires: [
      questionnaire('home', 'household', {
        scanPages: 2,
        prefill: ['head', 'idNo'],
        rowKeys: { members: 'idNo' },
      }),
      questionnaire('watch', 'household', { due: "{unit.status} = 'monitored'" }),
      questionnaire('changeSheet', 'change'),
      questionnaire('spot', 'household', { filledBy: ['town-officer'], due: '{unit.size} >= 3' }),
      questionnaire('place', 'village', { group: 'places' }),
    ],
  },
  'code-lists.json': {
    ...smallPackFiles['code-lists.json'],
    STATUS: {
      title: 'Status',
      items: [
        { value: 'plain', text: 'Plain' },
        { value: 'monitored', text: 'Monitored' },
      ],
    },
  },
  'home.json': page(
    ...homeElements,
    { type: 'dropdown', name: 'status', codeList: 'STATUS' },
    {
      type: 'paneldynamic',
      name: 'members',
      templateElements: [
        { type: 'text', name: 'idNo' },
        {
          type: 'paneldynamic',
          name: 'works',
          templateElements: [{ type: 'text', name: 'month', inputType: 'month' }],
        },
      ],
    },
  ),
  'watch.json': page({ type: 'comment', name: 'measures', isRequired: true }),
  'changeSheet.json': page({ type: 'text', name: 'what', isRequired: true }),
  'spot.json': page({ type: 'text', name: 'counted', inputType: 'number', isRequired: true }),
};

export const sheetPack = (): Pack => {
  const parsed = parsePack(sheetPackFiles);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal, null, 1));
  return parsed.value;
};
