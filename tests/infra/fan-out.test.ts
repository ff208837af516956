/** The state machines as they are synthesised, over the functions' own steps, on a store and blobs of this machine. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifySeal } from '#forms/seal/verify.ts';
import type { Blobs, Table } from '#functions/ports.ts';
import { sealTools } from '#functions/store/bytes.ts';
import * as keys from '#functions/store/keys.ts';
import { villagesDone } from '#functions/store/progress.ts';
import { sealFilesIn } from '#functions/store/seal-files.ts';
import { readSeal } from '#functions/store/seals.ts';
import { gatesOfVillage } from '#functions/store/village.ts';
import { freezeSteps } from '#functions/use-cases/fan-out/freeze-steps.ts';
import { runStep } from '#functions/use-cases/fan-out/run-step.ts';
import { sealSteps } from '#functions/use-cases/fan-out/seal-steps.ts';
import { sealCampaign } from '#functions/use-cases/seal-campaign.ts';
import { campaign, deadline, seal } from '#tests/bench/seal/campaign.ts';
import { type DataPorts, openDataFolder, portsIn } from '#tests/support/seal/bench-world.ts';
import { copyFiles } from '#tests/support/seal/file-map.ts';
import { type Called, execute, machineOf } from './state-machine.ts';
import { appOf, resourcesOf } from './synthesise.ts';

const partitions = ['aws', 'aws-cn'] as const;
const resources = Object.fromEntries(
  partitions.map((partition) => [partition, resourcesOf(appOf({ context: { partition } }))]),
) as { readonly [Partition in (typeof partitions)[number]]: ReturnType<typeof resourcesOf> };
const machine = (name: string) => machineOf(resources.aws, name);

describe.each(partitions)('the machines in %s', (partition) => {
  test('[N22] every piece is a call of its own, forty at a time, tried for a day; a contradiction is not tried again', () => {
    for (const [name, pieces] of [
      ['freeze', 1],
      ['seal', 3],
      ['calendar', 2],
    ] as const) {
      const states = Object.values(machineOf(resources[partition], name).States);
      const maps = states.filter(({ Type }) => Type === 'Map');
      expect(maps.length).toBe(pieces);
      for (const map of maps)
        expect(map).toMatchObject({
          MaxConcurrency: 40,
          ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' } },
        });
      const tasks = [
        ...states,
        ...maps.flatMap(({ ItemProcessor }) => Object.values(ItemProcessor?.States ?? {})),
      ].filter(({ Type }) => Type === 'Task');
      for (const { Retry } of tasks)
        expect(Retry).toMatchObject([
          { ErrorEquals: ['SealFailed'], MaxAttempts: 0 },
          { ErrorEquals: ['States.ALL'], MaxDelaySeconds: 900, MaxAttempts: 100 },
        ]);
    }
  });
});

const villages = 60;
let folder: Awaited<ReturnType<typeof openDataFolder>>;
let ports: DataPorts;
let alone: DataPorts;
beforeEach(async () => {
  folder = await openDataFolder(villages, { frozen: false });
  [ports, alone] = [await portsIn(folder.data), await portsIn(folder.copy)];
});
afterEach(async () => {
  await Promise.all([ports.table.close(), alone.table.close()]);
  await folder.remove();
});

const nothing = () => async () => ({ outcome: 'whole' });
const calls: string[] = [];
/** The function behind a machine; what it throws is told by its name, as Lambda does. */
const functionOf =
  (steps: typeof freezeSteps | typeof sealSteps, over: () => DataPorts = () => ports): Called =>
  async (event) => {
    calls.push((event as { readonly step: string }).step);
    try {
      return { ok: await runStep(steps as never, nothing)(event)(over()) };
    } catch (error) {
      return { error: (error as Error).name, message: (error as Error).message };
    }
  };
const gates = { campaign, kind: 'gates', id: String(deadline), at: 'for people' };
const sealing = { campaign, kind: 'seal', id: seal, at: 'for people' };
const named = (event: { readonly kind: string; readonly id: string }) =>
  ports.table.get(keys.deadlineKey(campaign, event.kind, event.id));
const openGatesLeft = async () =>
  (await Promise.all(folder.codes.map((code) => gatesOfVillage(ports.table, campaign, code))))
    .flat()
    .filter(({ right }) => right !== 'none').length;
beforeEach(() => {
  calls.length = 0;
});

describe('freeze', () => {
  test('[N20, N22] pieces of 25 villages move every gate once, progress is noted, the deadline is marked done', async () => {
    expect(await openGatesLeft()).toBe(villages);
    await execute(machine('freeze'), gates, functionOf(freezeSteps));
    expect(calls).toEqual(['cut', 'freeze', 'freeze', 'freeze', 'end']);
    expect(await openGatesLeft()).toBe(0);
    expect(await villagesDone(ports.table, campaign, { kind: 'gates', id: gates.id })).toBe(villages);
    expect(await named(gates)).toBeDefined();
    await execute(machine('freeze'), gates, functionOf(freezeSteps));
    const history = await ports.table.query(keys.villagePk(campaign, folder.codes[0] ?? ''), {
      prefix: keys.gateHistoryPrefix,
      limit: 10,
    });
    expect(history.items).toHaveLength(1);
  });

  test('[N20] a piece with a gate that stands is not noted, and nothing is marked done', async () => {
    let busy = true;
    const table: Table = {
      ...ports.table,
      transact: async (writes) =>
        busy && writes.some((write) => 'put' in write && write.put.village === folder.codes[30])
          ? 'busy'
          : ports.table.transact(writes),
    };
    const call = functionOf(freezeSteps, () => ({ ...ports, table: table as DataPorts['table'] }));
    await expect(execute(machine('freeze'), gates, call)).rejects.toThrow('DeadlineNotMet');
    expect(await villagesDone(ports.table, campaign, { kind: 'gates', id: gates.id })).toBe(villages - 25);
    expect(await named(gates)).toBeUndefined();
    await expect(functionOf(freezeSteps)({ step: 'end', event: gates })).resolves.toMatchObject({
      error: 'DeadlineNotMet',
    });
    busy = false;
    await execute(machine('freeze'), gates, call);
    expect(await named(gates)).toBeDefined();
  });

  test('[N2, N22] what is unknown is nothing to do; what lies ahead is tried again', async () => {
    for (const event of [{}, { ...gates, campaign: 'gone' }, { ...gates, kind: 'seal' }])
      expect(await execute(machine('freeze'), event, functionOf(freezeSteps))).toMatchObject({
        outcome: 'nothing-to-do',
      });
    const early = functionOf(freezeSteps, () => ({ ...ports, clock: { now: () => deadline - 1 } }));
    await expect(execute(machine('freeze'), gates, early)).rejects.toThrow('lies ahead');
    await expect(runStep({}, nothing)({ step: 'constructor', event: {} })(ports)).rejects.toThrow('no step');
    expect(await runStep({}, nothing)(gates)(ports)).toEqual({ outcome: 'whole' });
  });
});

describe('seal', () => {
  test('[N22, S17] comes to the same bytes as in one go: closed, sealed, written, verified, announced', async () => {
    await execute(machine('seal'), sealing, functionOf(sealSteps));
    expect(calls).toEqual(
      ['cut', 'freeze', 'begin', 'seal', 'write', 'verify', 'end'].flatMap((step) =>
        Array(['freeze', 'seal', 'verify'].includes(step) ? 3 : 1).fill(step),
      ),
    );
    expect(await readSeal(ports.table, campaign, seal)).toMatchObject({ state: 'sealed', villages });
    expect(await named(sealing)).toBeDefined();
    await execute(
      machine('freeze'),
      gates,
      functionOf(freezeSteps, () => alone),
    );
    expect(await sealCampaign({ campaign, seal })(alone)).toMatchObject({ outcome: 'sealed' });
    const filesOf = ({ seals }: DataPorts) => copyFiles(sealFilesIn(seals, campaign, seal));
    expect(await filesOf(ports)).toEqual(await filesOf(alone));
    await execute(machine('seal'), sealing, functionOf(sealSteps));
    expect(await filesOf(ports)).toEqual(await filesOf(alone));
  });

  test('[N23] killed in any step, the machine tried again goes on and announces one seal', async () => {
    for (let puts = 1; puts < 160; puts += 23) {
      let left = puts;
      const seals: Blobs = {
        ...ports.seals,
        put: async (...args) => {
          if (left-- <= 0) throw new Error('killed');
          return ports.seals.put(...args);
        },
      };
      const call = functionOf(sealSteps, () => ({ ...ports, seals: seals as DataPorts['seals'] }));
      await execute(machine('seal'), sealing, call).catch(() => undefined);
    }
    await execute(machine('seal'), sealing, functionOf(sealSteps), 3);
    const files = sealFilesIn(ports.seals, campaign, seal);
    expect(await verifySeal(files, await ports.signer.publicKey(), sealTools)).toMatchObject({ valid: true });
    expect(await readSeal(ports.table, campaign, seal)).toMatchObject({ state: 'sealed' });
  });

  test('[N23] a file that changed between writing and verifying is a contradiction: failed, not announced, not tried again', async () => {
    const village = folder.codes[1] ?? '';
    const seals: Blobs = {
      ...ports.seals,
      get: async (key) => {
        const bytes = await ports.seals.get(key);
        if (!bytes || !key.endsWith(`villages/${village}.ndjson.gz`)) return bytes;
        const changed = Uint8Array.from(bytes);
        changed[40] = (changed[40] ?? 0) ^ 1;
        return changed;
      },
    };
    const call = functionOf(sealSteps, () => ({ ...ports, seals: seals as DataPorts['seals'] }));
    await expect(execute(machine('seal'), sealing, call, 5)).rejects.toThrow('SealFailed');
    expect(calls.filter((step) => step === 'verify').length).toBeLessThanOrEqual(3);
    expect(calls).not.toContain('end');
    expect(await readSeal(ports.table, campaign, seal)).toMatchObject({
      state: 'failed',
      why: { code: 'record-differs', facts: { village } },
    });
  });

  test('[N23] nothing is announced while a village was not verified against this very manifest', async () => {
    const call = functionOf(sealSteps);
    const skipping: Called = async (event) =>
      (event as { step: string }).step === 'verify' ? { ok: null } : call(event);
    await expect(execute(machine('seal'), sealing, skipping)).rejects.toThrow(
      '0 of 60 villages are verified',
    );
    expect(await readSeal(ports.table, campaign, seal)).toMatchObject({ state: 'sealing' });
  });
});
