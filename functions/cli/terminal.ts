/** What a command needs of the terminal it runs in, and how it ends. */
import type { Language } from './sentences.ts';

/** 0 valid · 1 not valid · 2 wrong usage, or something that cannot be read. */
export type ExitCode = 0 | 1 | 2;

export interface Terminal {
  readonly language: Language;
  readonly print: (line: string) => void;
  /** For what went wrong with the command itself. */
  readonly complain: (line: string) => void;
}
