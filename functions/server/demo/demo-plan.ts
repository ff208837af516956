/**
 * `demo.json` of a pack: invented places, words for invented names, and for every questionnaire some hand-written valid
 * answers with what may vary in them. The generator knows no campaign; all that is particular stands in this file.
 */
import * as z from 'zod';
import { roles } from '#forms/permission/permission.ts';

const place = z.strictObject({ code: z.string().regex(/^99\d{10}$/), name: z.string().min(1) });
/** Texts may hold the placeholders that fill-text.ts explains. */
const text = z.string();
/** `a.b`, `list[*].field`, relative to the answers. */
const path = z.string().regex(/^[A-Za-z]\w*(\[\*\])?(\.[A-Za-z]\w*(\[\*\])?)*$/);

const change = z.discriminatedUnion('by', [
  /** One factor between 1 - spread and 1 + spread for all of `at`, so that parts stay parts of their total. */
  z.strictObject({
    by: z.literal('scale'),
    at: z.array(path).min(1),
    spread: z.number().positive().max(1),
    step: z.number().positive(),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.strictObject({ by: z.literal('whole'), at: path, from: z.number().int(), to: z.number().int() }),
  z.strictObject({ by: z.literal('choice'), at: path, among: z.array(z.string()).min(1) }),
  /** At most `back` days before today, never before `from` and never after `until`. */
  z.strictObject({
    by: z.literal('recent-date'),
    at: path,
    from: z.iso.date(),
    until: z.iso.date().optional(),
    back: z.number().int().min(0),
  }),
  /** Another number (GB 11643) of a person of the same sex; the age on that day stays within its band. */
  z.strictObject({
    by: z.literal('id-number'),
    at: path,
    prefix: z.string().regex(/^99\d{2}$/),
    ageOn: z.iso.date(),
    years: z.number().int().min(0).max(5),
    /** Ages at which something changes in the questionnaire: nobody crosses one. */
    bands: z.array(z.number().int()),
  }),
  /** Another birth date, same rules. */
  z.strictObject({
    by: z.literal('birth-date'),
    at: path,
    ageOn: z.iso.date(),
    years: z.number().int().min(0).max(5),
    bands: z.array(z.number().int()),
  }),
  /** One code for another; what is not named stays. */
  z.strictObject({ by: z.literal('map'), at: path, to: z.record(z.string(), z.string()) }),
  /** Begins with the answer of the question beside it, as a disability certificate does with the identity number. */
  z.strictObject({ by: z.literal('begins-with'), at: path, sibling: z.string() }),
]);
export type Change = z.infer<typeof change>;

const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const template = z.strictObject({
  /** How often it is chosen beside the others. */
  weight: z.number().int().min(1).default(1),
  /** Only for units that have these attributes. */
  when: attributes.optional(),
  /** Only for units whose sketch is such: an expression (sketch-expression.ts). */
  if: z.string().optional(),
  /** For questionnaires that lead their unit kind: what the register says of such a unit. */
  attributes: attributes.optional(),
  /** For questionnaires that lead their unit kind: what the unit is called and how many people it has. */
  unitName: text.optional(),
  size: z.union([z.number().int().min(0), z.string().startsWith('=')]).optional(),
  answers: z.record(z.string(), z.json()),
});
export type Template = z.infer<typeof template>;

/** Variables, each drawn with those before it in hand (draw-value.ts). */
const drawn = z.record(z.string().regex(/^[A-Za-z]\w*$/), z.json());
const sketch = z.strictObject({
  /** What the register knows: the same whatever the seed of the papers. */
  lasting: drawn,
  /** What differs from one seed to the other: amounts above all. */
  yearly: drawn.default({}),
});

/** An answer of its own, by path with positions: `members[0].phone`. */
const exactPath = z.string().regex(/^[A-Za-z]\w*(\[\d\])?(\.[A-Za-z]\w*(\[\d\])?)*$/);
const fault = z.strictObject({
  questionnaire: z.string(),
  weight: z.number().int().min(1).default(1),
  /** Only where these answers are so. */
  where: z.record(exactPath, z.json()).default({}),
  /** `null` takes the answer away. */
  set: z.record(exactPath, z.json()),
  /** Checks that find it, at least. */
  finds: z.array(z.string()).min(1),
});
export type PlannedFault = z.infer<typeof fault>;

/** What has happened in the demo besides visits, so that every desk has something on it. */
const story = z.strictObject({
  /** Share of the units of the first village with something wrong in a paper, and how many units of each other one. */
  faultsAtHome: z.number().min(0).max(1),
  faultsElsewhere: z.number().int().min(0),
  /** So many villages, the last ones, have handed in everything, and what counts all of it besides. */
  finished: z.number().int().min(0),
  /** One unit each on its way: the first whose sketch is such and of which the workflow's questionnaire is in. */
  flows: z.array(
    z.strictObject({
      workflow: z.string(),
      if: z.string(),
      startedDaysAgo: z.number().min(0),
      note: text,
      moves: z.array(z.strictObject({ to: z.string(), daysAgo: z.number().min(0), note: text.optional() })),
    }),
  ),
  /** Asked for by the town for the last village, granted by the district: of the first stage, by so many days. */
  extension: z.strictObject({ days: z.number().int().min(1), reason: text, why: text }),
  /** A paper of the last village that arrived so long before collecting began: it lies in quarantine. */
  early: z.strictObject({ questionnaire: z.string(), minutes: z.number().int().min(1) }),
});

const plan = z.strictObject({
  district: place,
  town: place,
  /** Names; when more villages are wanted they come again with a number. */
  villages: z.array(z.string().min(1)).min(1),
  people: z.array(
    z.strictObject({
      userName: z.string().regex(/^[a-z][a-z0-9-]*$/),
      name: z.string().min(1),
      role: z.enum(roles),
      area: z.enum(['district', 'town', 'village']),
    }),
  ),
  /** Collectors of the second and all further villages are called by these, in turn. */
  collectors: z.array(z.string().min(1)).min(1),
  words: z.record(z.string(), z.array(z.string().min(1)).min(1)),
  units: z
    .array(
      z.strictObject({
        kind: z.string(),
        /**
         * `village`: `perVillage` for each village. `many`: the total is what the caller asks for. `parent`: a sheet under some
         * units of its parent's kind, made when they are visited.
         */
        each: z.enum(['village', 'many', 'parent']),
        perVillage: z.number().int().min(1).max(50).default(1),
        /** Of `parent`: under which share of them. */
        share: z.number().min(0).max(1).default(0),
        /** Of `parent`: under those whose sketch is such. */
        if: z.string().optional(),
        parent: z.string().optional(),
        /** What the register says of every one of them. */
        attributes: attributes.optional(),
        /** What a unit is called when no template names it; otherwise it is called as its village. */
        name: text.optional(),
        letter: z.string().regex(/^[A-Z]$/),
        address: text,
        /** Questionnaire whose templates name and size the units. */
        ledBy: z.string().optional(),
      }),
    )
    .min(1),
  /** By kind of unit: who lives there and how, before any paper is written. Sheets have that of the unit that they are about. */
  sketches: z.record(z.string(), sketch).default({}),
  /** What a township of some thousands has, in numbers: a mean over units of a kind, or over a list of their sketches. */
  shares: z
    .array(
      z.strictObject({
        about: z.string().min(1),
        kind: z.string(),
        /** Whose items are looked at as `{x}`. */
        list: z.string().optional(),
        where: z.string().optional(),
        mean: z.string(),
        from: z.number(),
        to: z.number(),
      }),
    )
    .default([]),
  /** What the town handed back before the demo begins: the n-th record of the first village gets the n-th. */
  findings: z.array(z.strictObject({ at: path.optional(), comment: text })).default([]),
  /** Without it the demo has visits and findings only. */
  story: story.optional(),
  /** With what words the first village's town handed out what checks had found, and what the collector answered. */
  handedOut: z.strictObject({ comment: text, denied: text, explained: text }).optional(),
  questionnaires: z.record(
    z.string(),
    z.strictObject({
      templates: z.array(template).min(1),
      vary: z.array(change).default([]),
      /** Those that answered it in the round before: an expression on their sketch; without it all that owe it. */
      beforeIf: z.string().optional(),
      /** What else was different in the round before. */
      before: z.array(change).default([]),
      /** By question: what it is in a whole township, in the language of checks of the village (docs/checks.md). */
      derived: z.record(z.string(), z.string()).default({}),
    }),
  ),
  /** What people get wrong: one of these in a share of the units, so that there is something to find. */
  faults: z.array(fault).default([]),
});
export type DemoPlan = z.infer<typeof plan>;

/** Throws on a plan of the wrong shape: it ships with the pack, so that is a fault of ours. */
export const parseDemoPlan = (source: unknown): DemoPlan => plan.parse(source);
