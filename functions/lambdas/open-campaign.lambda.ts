/** Called by hand: puts a pack that was deployed beside this function to work in an area. Repeated it changes nothing. */
import { readPackFolder } from '../adapters/files/pack-folder.ts';
import { openCampaign } from '../use-cases/open-campaign.ts';
import { openCampaignEvent, packOf } from './by-hand.ts';
import { leanScans, leanTable } from './lean.ts';
import { worldPorts } from './world.ts';

const ports = { ...worldPorts, table: leanTable(), scans: leanScans() };
const packs = new URL('packs/', import.meta.url).pathname;

export const handler = async (event: unknown) => {
  const { pack: name, ...place } = openCampaignEvent.parse(event);
  const pack = packOf(name, await readPackFolder(packs + name));
  return { campaign: pack.id, outcome: await openCampaign({ id: pack.id, pack, ...place })(ports) };
};
