/**
 * What every function has around it: the system's clock and dice, and a log. There is no demo here: nothing in this folder can
 * move the clock (W6).
 */
import { lineJournal, systemClock, systemDice } from '../adapters/system/system.ts';
import type { Ports } from '../ports.ts';
import { requireSetting, settingNames } from '../settings.ts';

/** Straight to the streams: Lambda's console would put its own words before every line. */
const journal = lineJournal(
  (line) => process.stdout.write(`${line}\n`),
  (line) => process.stderr.write(`${line}\n`),
);

export const worldPorts: Pick<Ports, 'clock' | 'dice' | 'journal'> = {
  clock: systemClock,
  dice: systemDice,
  journal,
};

/**
 * Puts notices on their way out of the app where the operator has a channel; the background takes them out, nobody else can.
 */
export const leavingNotices = (): Pick<Ports, 'notices'> =>
  process.env[settingNames.noticesLeave] === 'yes'
    ? { notices: { deliver: () => Promise.reject(new Error('only the background delivers notices')) } }
    : {};

/** Where browsers are. */
export const baseUrl = (): string => requireSetting(process.env, 'baseUrl');
