/**
 * Everything small that nobody asks for, every few minutes: ends of extensions, reminders, notices on their way out. Changed calendars,
 * stages and seals have state machines. It reaches the table, and the operator's channels by the settings in their secret.
 */
import * as z from 'zod';
import { noticeChannels } from '../adapters/notices/channels.ts';
import { readNoticeSettings } from '../settings.ts';
import { runBackground } from '../use-cases/run-background.ts';
import { runExtensionsDue } from '../use-cases/run-gates-due.ts';
import { sweep } from '../use-cases/sweep.ts';
import { leanTable, secretText } from './lean.ts';
import { worldPorts } from './world.ts';

const table = leanTable();
/** `{}`, or settings of notices by the names that the one-machine server has for them. */
const settings = z.record(z.string(), z.string()).parse(JSON.parse(await secretText('noticeSecretName')));
const ports = { ...worldPorts, table, ...noticeChannels(readNoticeSettings(settings)) };

export const handler = () => sweep(() => runBackground(runExtensionsDue))(ports);
