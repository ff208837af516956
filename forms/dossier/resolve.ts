/** What a name between braces means in the dossier language, or the fault that it is (K2). */
import { type Segment, segmentsOf } from '../questionnaire/expression/segments.ts';
import { type DossierReference, type Level, levels } from './expression.ts';
import { NotInDossier } from './not-in-dossier.ts';
import { type Known, type Place, readsUnits } from './place.ts';
import { type Reads, readAlong } from './reads.ts';
import { objectOf, type Shape, value } from './shape.ts';

export interface Resolved extends Known {
  readonly of: DossierReference;
  readonly level: Level;
}

export const itemWords = ['x', 'y', 'z'] as const;

interface Beginning extends Known {
  readonly from: DossierReference['from'];
  readonly item?: number;
  readonly level: Level;
  readonly rest: readonly Segment[];
}

const unknown = (name: string): never => {
  throw new NotInDossier('unknown-name', { name: name.slice(0, 80) });
};

const plain = (segments: readonly Segment[]): boolean => segments.every(({ index }) => index === undefined);

const parameter = (name: string, rest: readonly Segment[], { schema }: Place): Beginning => {
  const shape = plain(rest) && rest.length === 1 ? schema.parameters.get(rest[0]?.name ?? '') : undefined;
  if (shape === undefined) return unknown(name);
  return { from: 'parameter', level: levels.area, rest, shape: objectOf([[rest[0]?.name ?? '', shape]]) };
};

const units = (name: string, rest: readonly Segment[], { schema, scope }: Place): Beginning => {
  const kind = rest[0]?.name ?? '';
  const shape = schema.kinds.get(kind);
  if (shape === undefined || rest[0]?.index !== undefined) return unknown(name);
  if (!readsUnits(scope)) throw new NotInDossier('name-out-of-scope', { name: name.slice(0, 80), scope });
  return {
    from: 'units',
    level: levels.area,
    rest,
    shape: { is: 'object', members: new Map([[kind, { shape: { is: 'list', of: shape }, path: [kind] }]]) },
    origin: { kind, path: [] },
  };
};

/** A comparison list as a whole. Rows and records are judged where no such list is: on phones, before they are accepted. */
const lists = (name: string, rest: readonly Segment[], { schema, scope }: Place): Beginning => {
  const shape = plain(rest) && rest.length === 1 ? schema.lists.get(rest[0]?.name ?? '') : undefined;
  if (shape === undefined) return unknown(name);
  if (scope === 'row' || scope === 'record')
    throw new NotInDossier('name-out-of-scope', { name: name.slice(0, 80), scope });
  return { from: 'lists', level: levels.area, rest, shape: objectOf([[rest[0]?.name ?? '', shape]]) };
};

/** A row and a record read themselves, their unit and what it said the round before, and nothing else. */
const mayRead = ([first, second]: readonly Segment[], { scope, about }: Place): boolean => {
  if (scope !== 'row' && scope !== 'record') return true;
  return (
    first?.name === 'unit' || first?.name === about || (first?.name === 'prev' && second?.name === about)
  );
};

const ofDossier = (name: string, segments: readonly Segment[], place: Place): Beginning => {
  const shape = place.schema.kinds.get(place.kind);
  const isKnown = shape?.is === 'object' && shape.members.has(segments[0]?.name ?? '');
  if (shape === undefined || !isKnown) return unknown(name);
  if (!mayRead(segments, place))
    throw new NotInDossier('name-out-of-scope', { name: name.slice(0, 80), scope: place.scope });
  return {
    from: 'dossier',
    level: levels.dossier,
    rest: segments,
    shape,
    origin: { kind: place.kind, path: [] },
  };
};

const beginning = (
  name: string,
  segments: readonly Segment[],
  place: Place,
  items: readonly Known[],
): Beginning => {
  const [first, ...rest] = segments;
  if (first === undefined) return unknown(name);
  const word = first.index === undefined ? first.name : '';
  if (word === 'P') return parameter(name, rest, place);
  if (word === 'units') return units(name, rest, place);
  if (word === 'lists') return lists(name, rest, place);
  if (word === 'row' || word === 'outer') {
    const known = place[word];
    return known === undefined ? unknown(name) : { ...known, from: word, level: levels.row, rest };
  }
  const item = (itemWords as readonly string[]).indexOf(word);
  const known = items[item];
  if (known !== undefined) return { ...known, from: 'item', item, level: levels.item + item, rest };
  return ofDossier(name, segments, place);
};

interface Steps {
  readonly shape: Shape;
  readonly path: readonly (string | number)[];
  /** Keys alone, for what is read. */
  readonly keys: readonly string[];
  readonly length?: true;
}

const entered = (name: string, steps: Steps, { index }: Segment): Steps => {
  if (index === undefined) return steps;
  const { shape } = steps;
  if (shape.is === 'list') return { ...steps, shape: shape.of, path: [...steps.path, index] };
  if (shape.is !== 'value' || shape.several !== true) return unknown(name);
  return { ...steps, shape: value, path: [...steps.path, index] };
};

const step = (name: string, steps: Steps, segment: Segment): Steps => {
  const { shape } = steps;
  if (steps.length) return unknown(name);
  const holdsMany = shape.is === 'list' || (shape.is === 'value' && shape.several === true);
  if (holdsMany && segment.name === 'length' && segment.index === undefined)
    return { ...steps, shape: value, length: true };
  const member = shape.is === 'object' ? shape.members.get(segment.name) : undefined;
  if (member === undefined) return unknown(name);
  const path = [...steps.path, ...member.path];
  return entered(name, { shape: member.shape, path, keys: [...steps.keys, ...member.path] }, segment);
};

/** The meaning of `name`. Throws `NotInDossier`. `items` are x, y, z as far as they stand for something here. */
export const resolveName = (name: string, place: Place, items: readonly Known[]): Resolved => {
  const segments = segmentsOf(name);
  if (segments === undefined) return unknown(name);
  const { from, item, level, rest, shape, origin } = beginning(name, segments, place, items);
  const steps = rest.reduce<Steps>((sum, segment) => step(name, sum, segment), { shape, path: [], keys: [] });
  const keys = from === 'units' ? steps.keys.slice(1) : steps.keys;
  return {
    of: {
      from,
      ...(item === undefined ? {} : { item }),
      path: steps.path,
      ...(steps.length ? { take: 'length' as const } : {}),
      ...(steps.shape.is === 'value' && steps.shape.several ? { several: true as const } : {}),
    },
    level,
    shape: steps.shape,
    origin: origin && { kind: origin.kind, path: [...origin.path, ...keys] },
  };
};

/** What the runtime will read of dossiers for a name. */
export const readsOfName = ({ origin, of }: Resolved, whole: boolean): Reads =>
  origin === undefined ? {} : readAlong(origin.kind, origin.path, whole && of.take === undefined);
