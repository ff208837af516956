/** Looks at units that have changed, when the store tells of their marks. It can reach the table and nothing else. */
import { runMarked } from '../use-cases/checks/run-marked.ts';
import { leanTable } from './lean.ts';
import { worldPorts } from './world.ts';

const ports = { ...worldPorts, table: leanTable() };

export const handler = (event: unknown) => runMarked(event)(ports);
