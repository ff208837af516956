/** Called by hand: lets one person in, with a role in an area. The password is in the answer and nowhere else. */
import { putGrant } from '../adapters/accounts/grants.ts';
import { addPersonEvent } from './by-hand.ts';
import { storeTable } from './compose.ts';
import { accountsOn } from './sign-in.ts';
import { worldPorts } from './world.ts';

const table = storeTable();
const accounts = await accountsOn(table);
const passwordBytes = 12;

export const handler = async (event: unknown) => {
  const { userName, name, role, area } = addPersonEvent.parse(event);
  const password = Buffer.from(worldPorts.dice.bytes(passwordBytes)).toString('base64url');
  const person = await accounts.createPerson({ userName, name, password });
  await putGrant(table, person, { role, area });
  return { person, userName, password };
};
