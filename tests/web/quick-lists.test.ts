/** Lists that leave closed cards alone must still show each card as survey-core would, once it is opened. */
import fc from 'fast-check';
import { Model, type PanelModel, type QuestionPanelDynamicModel } from 'survey-core';
import { describe, expect, test } from 'vitest';
import { quickenLists } from '#web/questionnaire/quick-lists.ts';

const source = {
  elements: [
    { type: 'boolean', name: 'moved' },
    {
      type: 'paneldynamic',
      name: 'people',
      displayMode: 'list',
      panelsState: 'firstExpanded',
      templateTitle: '{panel.name}',
      templateElements: [
        { type: 'text', name: 'name' },
        { type: 'text', name: 'age', inputType: 'number', defaultValue: 1 },
        { type: 'text', name: 'school', visibleIf: '{panel.age} >= 6 and {panel.age} <= 15' },
        { type: 'boolean', name: 'movedToo', visibleIf: '{moved} = true' },
        { type: 'dropdown', name: 'kind', choices: ['a', 'b'] },
        { type: 'paneldynamic', name: 'works', templateElements: [{ type: 'text', name: 'employer' }] },
        { type: 'expression', name: 'sum', expression: '{panel.age} + {people.length}' },
      ],
    },
  ],
};
const people = [
  { name: 'Ada', age: 40 },
  { name: 'Ben', age: 12, school: 'x' },
  { name: 'Cleo', age: 7 },
];

const opened = () => {
  const model = new Model(source);
  quickenLists(model);
  model.data = { people: structuredClone(people) };
  const list = model.getQuestionByName('people') as QuestionPanelDynamicModel;
  // As the renderer does.
  list.onFirstRendering();
  return { model, list };
};
const shown = (panel: PanelModel | undefined) =>
  panel?.questions.filter(({ isVisible }) => isVisible).map(({ name }) => name);

const answer = (panel: PanelModel | undefined, name: string, value: unknown) => {
  const question = panel?.getQuestionByName(name);
  if (!question) throw new Error(`no ${name}`);
  question.value = value;
};

type Step =
  | { readonly do: 'move'; readonly to: boolean }
  | { readonly do: 'age' | 'name'; readonly card: number; readonly to: number | string }
  | { readonly do: 'add' | 'open' | 'remove'; readonly card: number };

describe('lists on a slow phone', () => {
  test('[W40] a closed card is evaluated when it is opened, with everything that changed meanwhile', () => {
    const { model, list } = opened();
    const [, ben] = list.panels;
    expect(shown(ben)).toEqual(['name', 'age', 'school', 'kind', 'works', 'sum']);
    model.setValue('moved', true);
    expect(shown(ben)).not.toContain('movedToo');
    ben?.expand();
    expect(shown(ben)).toEqual(['name', 'age', 'school', 'movedToo', 'kind', 'works', 'sum']);
  });

  test('[W40] the open card follows at once', () => {
    const { model, list } = opened();
    list.panels[0]?.expand();
    model.setValue('moved', true);
    expect(shown(list.panels[0])).toContain('movedToo');
    answer(list.panels[0], 'age', 9);
    expect(shown(list.panels[0])).toContain('school');
  });

  test('[W40] a new card has its defaults and conditions, and no answer of the others is lost', () => {
    const { model, list } = opened();
    list.addPanel(undefined, true);
    expect(model.data.people).toHaveLength(4);
    expect(model.data.people.slice(0, 3)).toMatchObject(people);
    expect(model.data.people[3]).toMatchObject({ age: 1 });
    expect(shown(list.panels[3])).toEqual(['name', 'age', 'kind', 'works', 'sum']);
    answer(list.panels[3], 'name', 'Dot');
    expect(model.data.people[3]).toMatchObject({ name: 'Dot', age: 1 });
  });

  test('[W40] adding one leaves closed cards alone: their conditions do not run', () => {
    const { list } = opened();
    let runs = 0;
    for (const panel of list.panels.slice(1)) {
      const own = panel.runCondition.bind(panel);
      panel.runCondition = (facts) => {
        runs += 1;
        own(facts);
      };
    }
    list.addPanel(undefined, true);
    expect(runs).toBe(0);
    list.panels[2]?.expand();
    expect(runs).toBeGreaterThan(0);
  });

  test('[W40] a card that was built while nobody waited is like any other', async () => {
    const { model, list } = opened();
    list.addPanel(undefined, true);
    await new Promise((resolve) => setTimeout(resolve, 120));
    list.addPanel(undefined, true);
    const [built, ahead] = list.panels.slice(-2);
    expect(ahead?.toJSON()).toEqual(built?.toJSON());
    expect(shown(ahead)).toEqual(shown(built));
    answer(ahead, 'name', 'Eli');
    answer(ahead, 'age', 7);
    answer(ahead, 'kind', 'b');
    const works = ahead?.getQuestionByName('works') as QuestionPanelDynamicModel;
    works.addPanel();
    answer(works.panels[0], 'employer', 'x');
    expect(shown(ahead)).toContain('school');
    expect(model.data.people.at(-1)).toMatchObject({
      name: 'Eli',
      age: 7,
      kind: 'b',
      works: [{ employer: 'x' }],
    });
    expect(model.data.people).toHaveLength(5);
    expect(ahead?.processedTitle).toBe('Eli');
  });

  test('[W40] a new card works its conditions out when it is opened, not while it is put together', async () => {
    const { model, list } = opened();
    await new Promise((resolve) => setTimeout(resolve, 120));
    const runs: string[] = [];
    const inside = list as unknown as { createNewPanel(): PanelModel };
    const create = inside.createNewPanel;
    inside.createNewPanel = () => {
      const panel = create();
      const own = panel.runCondition.bind(panel);
      panel.runCondition = (facts) => {
        runs.push(panel.isCollapsed ? 'closed' : 'open');
        own(facts);
      };
      return panel;
    };
    model.onDynamicPanelAdded.add((_, { panel }) => panel.expand());
    list.addPanel(undefined, true);
    // Twice, because what is computed in it changes what its conditions read.
    expect(runs).toEqual(['open', 'open']);
    expect(shown(list.panels[3])).toEqual(['name', 'age', 'kind', 'works', 'sum']);
  });

  test('[W40] texts of a closed card wait, its title does not', () => {
    const { model, list } = opened();
    const [, ben] = list.panels;
    const kind = ben?.getQuestionByName('kind');
    let written = 0;
    if (kind)
      kind.locStrsChanged = () => {
        written += 1;
      };
    model.setValue('moved', true);
    model.setValue('people', [people[0], { ...people[1], name: 'Benno' }, people[2]]);
    expect(written).toBe(0);
    expect(ben?.processedTitle).toBe('Benno');
    ben?.expand();
    expect(written).toBe(1);
  });

  test('[W40] whatever is done, answers, open cards and titles are those of a list that was left as it is', () => {
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.record({ do: fc.constant('move' as const), to: fc.boolean() }),
      fc.record({ do: fc.constant('age' as const), card: fc.nat(5), to: fc.integer({ min: 0, max: 20 }) }),
      fc.record({ do: fc.constant('name' as const), card: fc.nat(5), to: fc.constantFrom('Ada', 'Ben', '') }),
      fc.record({ do: fc.constantFrom('add' as const, 'open' as const, 'remove' as const), card: fc.nat(5) }),
    );
    const one = (isQuick: boolean) => {
      const model = new Model(source);
      if (isQuick) quickenLists(model);
      model.onDynamicPanelAdded.add((_, { panel }) => panel.expand());
      model.data = { people: structuredClone(people) };
      const list = model.getQuestionByName('people') as QuestionPanelDynamicModel;
      list.onFirstRendering();
      return { model, list };
    };
    const act = ({ model, list }: ReturnType<typeof one>, wanted: Step) => {
      if (wanted.do === 'move') model.setValue('moved', wanted.to);
      else if (wanted.do === 'add') list.addPanel(undefined, true);
      else if (wanted.do === 'remove') list.removePanel(wanted.card % list.panels.length);
      else {
        const panel = list.panels[wanted.card % list.panels.length];
        panel?.expand();
        if (wanted.do === 'age' || wanted.do === 'name') answer(panel, wanted.do, wanted.to);
      }
    };
    const seen = ({ model, list }: ReturnType<typeof one>) => ({
      // What is computed in a closed card is computed by the engine (A10).
      data: model.data.people?.map(({ sum, ...typed }: { sum?: number }, index: number) =>
        list.panels[index]?.isExpanded ? { ...typed, sum } : typed,
      ),
      titles: list.panels.map((panel) => panel.processedTitle),
      shown: list.panels.map((panel) => panel.isExpanded && shown(panel)),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
        const [quick, plain] = [one(true), one(false)];
        for (const wanted of steps) {
          if (quick.list.panels.length === 0) break;
          act(quick, wanted);
          act(plain, wanted);
          expect(seen(quick)).toEqual(seen(plain));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('[W40] one put between the others moves their answers along', () => {
    const { model, list } = opened();
    list.addPanel(1);
    expect(model.data.people.map(({ name }: { name?: string }) => name)).toEqual([
      'Ada',
      undefined,
      'Ben',
      'Cleo',
    ]);
    expect(list.panels[2]?.getQuestionByName('name')?.value).toBe('Ben');
  });
});
