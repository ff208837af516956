/** JSON that counts how often it is looked at: work as a number that no load of the machine can change. */
export interface Counted {
  readonly json: unknown;
  looks(): number;
}

export const counting = (json: unknown): Counted => {
  let looks = 0;
  const watched = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    return new Proxy(value, {
      get(target, key, receiver) {
        looks += 1;
        return watched(Reflect.get(target, key, receiver));
      },
      has(target, key) {
        looks += 1;
        return Reflect.has(target, key);
      },
      ownKeys(target) {
        const keys = Reflect.ownKeys(target);
        looks += keys.length;
        return keys;
      },
      getOwnPropertyDescriptor(target, key) {
        looks += 1;
        const found = Reflect.getOwnPropertyDescriptor(target, key);
        return found && 'value' in found ? { ...found, value: found.value } : found;
      },
    });
  };
  return { json: watched(json), looks: () => looks };
};

/** A text that counts how often one of its characters is read. */
export const countingText = (text: string): { readonly text: string; reads(): number } => {
  let reads = 0;
  const fake = {
    length: text.length,
    charCodeAt: (at: number): number => {
      reads += 1;
      return text.charCodeAt(at);
    },
  };
  return { text: fake as unknown as string, reads: () => reads };
};
