/** What every blob store throws in the same way. */

/** Somebody tried to write over a blob that is under a lock. */
export class Locked extends Error {
  override readonly name = 'Locked';
  readonly key: string;
  constructor(key: string) {
    super(`${key} is under a lock`);
    this.key = key;
  }
}
