/** A questionnaire with every kind of question, every validator and the traps that reading alone does not show. */
export const everyKind = {
  title: 'Every kind',
  calculatedValues: [
    { name: 'double', expression: '{income} * 2', includeIntoResult: true },
    { name: 'quiet', expression: "iif({double} > 20, 'rich', 'poor')" },
  ],
  pages: [
    {
      name: 'one',
      elements: [
        {
          type: 'text',
          name: 'head',
          isRequired: true,
          validators: [{ type: 'text', minLength: 2, maxLength: 20 }],
        },
        { type: 'text', name: 'mail', inputType: 'email' },
        {
          type: 'text',
          name: 'income',
          inputType: 'number',
          min: 0,
          max: 1000,
          step: 0.01,
          requiredIf: "{kind} = 'b'",
        },
        {
          type: 'text',
          name: 'cost',
          inputType: 'number',
          minValueExpression: '{P.line} - 5',
          maxValueExpression: '{income} + {prev.income}',
          validators: [{ type: 'numeric', minValue: 0, maxValue: 60 }],
        },
        {
          type: 'radiogroup',
          name: 'kind',
          choices: ['a', 'b', 3],
          showOtherItem: true,
        },
        {
          type: 'checkbox',
          name: 'things',
          choices: ['x', 'y', 'z', 1, 2],
          choicesVisibleIf: "{item} <> 'z' or {kind} = 'a'",
          showNoneItem: true,
          showOtherItem: true,
          minSelectedChoices: 1,
          maxSelectedChoices: 2,
          validators: [{ type: 'answercount', maxCount: 2 }],
        },
        {
          type: 'tagbox',
          name: 'tags',
          choices: ['p', 'q', 'r'],
          visibleIf: "{things} contains 'x' and {quiet} = 'rich'",
        },
        {
          type: 'boolean',
          name: 'agrees',
          visibleIf: "{kind} anyof ['a', 'b']",
          requiredIf: '{income} notempty',
        },
        { type: 'boolean', name: 'spelled', valueTrue: 'yes', valueFalse: 'no', showCommentArea: true },
        {
          type: 'rating',
          name: 'mark',
          rateMin: 1,
          rateMax: 5,
          enableIf: '{agrees} = true',
          isRequired: true,
        },
        {
          type: 'dropdown',
          name: 'place',
          choices: ['n', 's', { value: 3, text: 'three', visibleIf: '{income} > 5' }],
          isRequired: true,
          visibleIf: '{tags} empty or {income} < 3',
        },
        {
          type: 'panel',
          name: 'group',
          visibleIf: '{income} >= 1',
          enableIf: "{kind} <> 'a'",
          elements: [
            {
              type: 'text',
              name: 'code',
              isRequired: true,
              validators: [
                { type: 'regex', regex: '^[a-z]{1,3}$', caseInsensitive: true },
                { type: 'text', allowDigits: false, notificationType: 'warning' },
              ],
            },
            {
              type: 'comment',
              name: 'why',
              requiredIf: "{kind-Comment} notempty or {place} = 'n'",
              readOnly: false,
            },
          ],
        },
      ],
    },
    {
      name: 'two',
      visibleIf: "{head} notempty and {kind} <> 'other'",
      elements: [
        {
          type: 'text',
          name: 'day',
          inputType: 'date',
          min: '1990-01-01',
          validators: [{ type: 'expression', expression: '{day} empty or {day} <= today()' }],
        },
        { type: 'text', name: 'month', inputType: 'month', min: '2016-01', max: '2022-09' },
        {
          type: 'paneldynamic',
          name: 'members',
          minPanelCount: 1,
          maxPanelCount: 4,
          keyName: 'idNo',
          isRequired: true,
          validators: [
            { type: 'expression', expression: "countInArray({members}, 'wage', {age} >= 16) <= 2" },
          ],
          templateElements: [
            {
              type: 'text',
              name: 'idNo',
              isRequired: true,
              validators: [
                { type: 'expression', expression: '{panel.idNo} empty or idNumberValid({panel.idNo})' },
              ],
            },
            {
              type: 'text',
              name: 'wage',
              inputType: 'number',
              visibleIf: '{panel.age} >= 16 or {panelIndex} = 1',
            },
            { type: 'expression', name: 'age', expression: "ageAt(birthDateOf({panel.idNo}), '2022-09-30')" },
            {
              type: 'panel',
              name: 'school',
              visibleIf: '{panel.age} < 16',
              elements: [
                { type: 'text', name: 'schoolName', requiredIf: '{panel.age} >= 6 and {income} > 1' },
              ],
            },
            {
              type: 'paneldynamic',
              name: 'jobs',
              maxPanelCount: 3,
              templateElements: [
                { type: 'text', name: 'title', isRequired: true },
                {
                  type: 'text',
                  name: 'pay',
                  inputType: 'number',
                  visibleIf: '{parentPanel.age} >= 16',
                  requiredIf: '{panel.title} notempty',
                },
              ],
            },
          ],
        },
        { type: 'expression', name: 'wages', expression: "sumInArray({members}, 'wage')", precision: 1 },
        {
          type: 'expression',
          name: 'grown',
          expression: "sumInArray({members}, 'wage', {age} > 40 and {income} > 2)",
        },
        { type: 'expression', name: 'best', expression: "maxInArray({members}, 'wage', 'idNo')" },
        { type: 'expression', name: 'firstAge', expression: '{members[0].age} + {members.length}' },
        { type: 'text', name: 'richReason', visibleIf: "{wages} > 50 or {quiet} = 'rich'", isRequired: true },
        { type: 'text', name: 'chained', visibleIf: '{richReason} notempty', requiredIf: '{month} empty' },
      ],
    },
  ],
};

/** Valid answers to it, with nothing hidden. */
export const everyKindExample = {
  head: '张三丰',
  mail: 'a@b.cn',
  income: 12.5,
  cost: 10,
  kind: 'b',
  things: ['x', 'y'],
  tags: ['p'],
  agrees: true,
  spelled: 'no',
  'spelled-Comment': 'so it was',
  mark: 4,
  code: 'AbC',
  why: 'because',
  day: '2022-10-20',
  month: '2022-09',
  members: [
    { idNo: '990000196803150018', wage: 60.25, jobs: [{ title: 'mason', pay: 10 }] },
    { idNo: '99000019880101103X', wage: 12 },
    { idNo: '990000201509010050', schoolName: 'first school' },
  ],
  richReason: 'work',
  chained: 'x',
};
