/** A pack small enough to read in a test: one household questionnaire, one village questionnaire, every kind of stage. */
import { type Pack, parsePack } from '#forms/campaign/pack.ts';

export const smallPackFiles = {
  'pack.json': {
    id: 'small',
    version: '1',
    title: { default: 'Small campaign', 'zh-cn': '小采集' },
    locales: ['zh-CN', 'en'],
    retentionYears: 1,
    unitKinds: [
      { id: 'household', title: 'Household', counter: 'households' },
      { id: 'village', title: 'Village', counter: 'villages' },
    ],
    questionnaires: [
      {
        id: 'home',
        unit: 'household',
        group: 'homes',
        title: 'Home',
        short: 'Home',
        file: 'home.json',
        scanPages: 2,
      },
      { id: 'place', unit: 'village', group: 'places', title: 'Place', short: 'Place', file: 'place.json' },
    ],
    codeLists: 'code-lists.json',
    calendar: 'calendar.json',
  },
  'code-lists.json': {
    WATER: {
      title: 'Water',
      items: [
        { value: 'tap', text: 'Tap' },
        { value: 'well', text: 'Well' },
      ],
    },
  },
  'calendar.json': {
    timeZone: 'Asia/Shanghai',
    groups: ['homes', 'places'],
    stages: [
      {
        id: 'homes-entry',
        title: 'Entry',
        group: 'homes',
        from: '2022-11-01 00:00',
        to: '2022-11-10 24:00',
        right: 'collect',
      },
      {
        id: 'homes-correct',
        title: 'Corrections',
        group: 'homes',
        from: '2022-11-10 24:00',
        to: '2022-11-15 24:00',
        right: 'correct',
      },
      {
        id: 'homes-finding',
        title: 'Findings',
        group: 'homes',
        from: '2022-11-15 24:00',
        to: '2022-11-20 24:00',
        right: 'correct-by-finding',
      },
      {
        id: 'homes-read',
        title: 'Reading',
        group: 'homes',
        from: '2022-11-20 24:00',
        to: '2022-11-25 24:00',
        right: 'read',
      },
      {
        id: 'places-entry',
        title: 'Entry',
        group: 'places',
        from: '2022-11-01 00:00',
        to: '2022-11-25 24:00',
        right: 'collect',
      },
    ],
    milestones: [],
    seals: [{ id: 'all', title: 'All', at: '2022-11-25 24:00', groups: ['homes', 'places'] }],
  },
  'home.json': {
    pages: [
      {
        name: 'main',
        elements: [
          { type: 'text', name: 'head', isRequired: true, maxLength: 20 },
          { type: 'text', name: 'idNo', sensitive: 'id-number' },
          { type: 'text', name: 'size', inputType: 'number', isRequired: true, min: 1, max: 20 },
          { type: 'dropdown', name: 'water', codeList: 'WATER' },
          { type: 'comment', name: 'remark' },
        ],
      },
    ],
  },
  'place.json': {
    pages: [
      {
        name: 'main',
        elements: [{ type: 'text', name: 'households', inputType: 'number', isRequired: true, min: 0 }],
      },
    ],
  },
};

export const smallPack = (): Pack => {
  const parsed = parsePack(smallPackFiles);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal, null, 1));
  return parsed.value;
};
