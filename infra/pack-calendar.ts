/**
 * The calendar of a pack as the stacks need it: which deadlines there are and how long a seal is kept (decision 0004). It is
 * parsed by the domain's own code, so a schedule cannot mean another instant than the gate that it moves.
 */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type Deadline, deadlinesOf, parseCalendar } from '#forms/campaign/calendar.ts';
import { DeploymentRefused } from './deployment.ts';

export interface PackCalendar {
  /** A campaign on AWS bears the name of its pack. */
  readonly campaign: string;
  readonly deadlines: readonly Deadline[];
  readonly retentionYears: number;
}

const headShape = z.object({ id: z.string(), calendar: z.string(), retentionYears: z.number() });

export const packFolder = (pack: string): string =>
  new URL(`../forms/packs/${pack}/`, import.meta.url).pathname;

export const readPackCalendar = (pack: string): PackCalendar => {
  const read = (file: string): unknown => {
    try {
      return JSON.parse(readFileSync(packFolder(pack) + file, 'utf8'));
    } catch {
      throw new DeploymentRefused(`pack ${pack}: ${file} is missing or not JSON`);
    }
  };
  const head = headShape.parse(read('pack.json'));
  const calendar = parseCalendar(read(head.calendar));
  if (!calendar.ok) {
    const faults = calendar.refusal.map(({ at, code }) => `${at} ${code}`).join(', ');
    throw new DeploymentRefused(`pack ${pack}: ${faults}`);
  }
  return {
    campaign: head.id,
    deadlines: deadlinesOf(calendar.value),
    retentionYears: head.retentionYears,
  };
};
