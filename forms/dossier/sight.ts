/** What an expression over dossiers looks at while it runs, and how much work it may still do. */
import type { Json } from '../json.ts';
import type { Dossier, DossierContext } from './dossier.ts';
import type { Level } from './expression.ts';

/** Thrown when a run has done all the work that it may; whoever runs checks catches it (K10). */
export class OutOfWork extends Error {
  constructor() {
    super('out of work');
  }
}

export interface Remembered {
  epoch: number;
  value: unknown;
}

/** One run over one area, unit or record. Moves along: nothing of it outlives the run. */
export class Sight {
  readonly context: DossierContext;
  dossier: Dossier;
  /** By kind, in order of unit id; none where an expression may not look beyond its unit. */
  units: { readonly [kind: string]: readonly Dossier[] };
  row: Json | undefined = undefined;
  outer: Json | undefined = undefined;
  /** x, y, z. */
  readonly items: (Json | undefined)[] = [undefined, undefined, undefined];
  /** How often area, dossier and row have changed: what was remembered of an older one is forgotten. */
  readonly epochs: [area: number, dossier: number, row: number] = [0, 0, 0];
  readonly memory = new Map<object, Remembered>();
  /** Items that may still be looked at. */
  work: number;

  constructor(context: DossierContext, dossier: Dossier, work: number, units: Sight['units'] = {}) {
    this.context = context;
    this.dossier = dossier;
    this.work = work;
    this.units = units;
  }

  look(dossier: Dossier): void {
    this.dossier = dossier;
    this.row = undefined;
    this.outer = undefined;
    this.epochs[1] += 1;
    this.epochs[2] += 1;
  }

  stand(row: Json | undefined, outer: Json | undefined): void {
    this.row = row;
    this.outer = outer;
    this.epochs[2] += 1;
  }

  spend(): void {
    this.work -= 1;
    if (this.work < 0) throw new OutOfWork();
  }
}

/** What was found for this epoch of the level, or worked out and remembered. */
export const remembered = <Found>(sight: Sight, of: object, level: Level, work: () => Found): Found => {
  const epoch = sight.epochs[level] ?? Number.NaN;
  const known = sight.memory.get(of);
  if (known !== undefined && known.epoch === epoch) return known.value as Found;
  const value = work();
  sight.memory.set(of, { epoch, value });
  return value;
};
