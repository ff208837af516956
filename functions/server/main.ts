/** `npm start`: starts the server and tells a newcomer where to go and as whom. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { wallTimeOf } from '#forms/campaign/local-time.ts';
import { levelOf } from '#forms/permission/area.ts';
import { StoreUnavailable } from '../adapters/lmdb/table.ts';
import { lineJournal } from '../adapters/system/system.ts';
import { readServerSettings, SettingsRefused } from '../settings.ts';
import { listCampaigns, readCampaign } from '../store/campaign.ts';
import { demoPassword } from './demo/open-demo.ts';
import { type RunningServer, startServer } from './start.ts';

const say = (line = '') => process.stdout.write(`${line}\n`);

const welcome = async ({ url, ports, people, firstStart }: RunningServer) => {
  say();
  say(`  乡表 Xiangbiao   ${url}`);
  say();
  if (people.length === 0) return;
  for (const id of await listCampaigns(ports.table)) {
    const campaign = await readCampaign(ports.table, id);
    if (!campaign) continue;
    const now = wallTimeOf(ports.clock.now(), campaign.calendar.timeZone, false);
    say(
      `  ${firstStart ? 'opened' : 'going on with'} campaign ${id}; its clock says ${now.date} ${now.time} ${campaign.calendar.timeZone}`,
    );
    say('  (demo only: the clock can be moved in the app, menu of the person at the top right)');
  }
  say();
  say(`  accounts, all with the password ${demoPassword}`);
  for (const { userName, name, role, area } of people.filter((_, index) => index < 5))
    say(`    ${userName.padEnd(18)} ${role.padEnd(18)} ${name}, ${levelOf(area)} ${area}`);
  const others = people.slice(5).map(({ userName }) => userName);
  if (others.length > 0) say(`    and ${others.length} more collectors: ${others.join(', ')}`);
  say();
  say('  everything is fictional; Ctrl C stops, a second start keeps the data');
};

try {
  const journal = lineJournal(say, (line) => process.stderr.write(`${line}\n`));
  const settings = readServerSettings(process.env, process.argv.slice(2));
  if (settings.demo && !existsSync(join(settings.data, 'store')))
    say('  first start: making up a township and its work so far, some seconds …');
  const running = await startServer(settings, journal);
  await welcome(running);
  const stop = () => void running.stop().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  const foreseen =
    error instanceof SettingsRefused || error instanceof StoreUnavailable ? error.message : undefined;
  process.stderr.write(`\n  ${foreseen ?? (error instanceof Error ? error.stack : String(error))}\n\n`);
  process.exit(1);
}
