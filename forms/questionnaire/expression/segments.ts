/** The parts of a name between braces: `members[0].name` is `members` with an index, and `name`. */

export interface Segment {
  readonly name: string;
  readonly index?: number;
}

/** Undefined for what is no name at all. */
export const segmentsOf = (name: string): readonly Segment[] | undefined => {
  const segments = name.split('.').map((part) => /^([^.[\]{}]+)(?:\[(-?\d{1,6})\])?$/.exec(part));
  if (segments.some((segment) => segment === null)) return undefined;
  return segments.map((segment) => ({
    name: segment?.[1] ?? '',
    ...(segment?.[2] === undefined ? {} : { index: Number(segment[2]) }),
  }));
};
