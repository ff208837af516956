/** The demo campaign of the real storm, as its client processes and its judge both open it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demoPeople } from '#functions/server/demo/open-demo.ts';
import { projectFolder } from '#tests/rehearsal/sealed.ts';
import { openWorld, type World } from '#tests/rehearsal/world.ts';

export const pack = 'household-census';

export const openRealWorld = async (url: string, villages: number, password: string): Promise<World> => {
  const packFolder = join(projectFolder, 'forms/packs', pack);
  const plan: unknown = JSON.parse(await readFile(join(packFolder, 'demo.json'), 'utf8'));
  return openWorld({ url, packFolder, people: demoPeople(plan, villages), password });
};
