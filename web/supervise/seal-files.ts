/** Where sealed folders come from in a browser: the server, picked or dropped files. */
import { gunzipSync, zipSync } from 'fflate';
import { annexFiles } from '#forms/seal/annex.ts';
import type { SealFiles, SealTools } from '#forms/seal/report.ts';
import { pathOf } from '#forms/wire/routes.ts';
import { ConnectionLost, isProblemCode, ProblemError } from '../refusal.ts';
import { offerFile } from './offer-file.ts';
import type { HandedFile } from './sealed-folder.ts';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export const sealTools: SealTools = {
  gunzip: (member) => gunzipSync(member),
  text: (bytes) => strict.decode(bytes),
};

/** One file of a seal. Throws ProblemError or ConnectionLost, like `call`. */
export const fetchSealFile = (campaign: string, seal: string, path: string): Promise<Uint8Array> =>
  fetchBytes(pathOf('sealFile', { campaign, seal, file: path.replaceAll('/', '~') }));

export const fetchAnnexFile = (
  campaign: string,
  seal: string,
  annex: string,
  file: string,
): Promise<Uint8Array> => fetchBytes(pathOf('annexFile', { campaign, seal, annex, file }));

const fetchBytes = async (href: string): Promise<Uint8Array> => {
  const response = await fetch(href, { credentials: 'same-origin' }).catch((cause: unknown) => {
    throw new ConnectionLost(undefined, { cause });
  });
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  const said = (await response.json().catch(() => ({}))) as { problem?: unknown; facts?: object };
  const code = isProblemCode(said.problem) ? said.problem : 'something-broke';
  throw new ProblemError(code, { ...said.facts }, response.status);
};

/** The files on the server, each fetched when it is read: a seal may be larger than what a page should hold. */
export const filesOnServer = (campaign: string, seal: string, paths: readonly string[]): SealFiles => ({
  list: async () => paths,
  read: async (path) => (paths.includes(path) ? fetchSealFile(campaign, seal, path) : undefined),
});

export const filesOfAnnex = (campaign: string, seal: string, annex: string): SealFiles => ({
  list: async () => annexFiles,
  read: async (path) => (annexFiles.includes(path) ? fetchAnnexFile(campaign, seal, annex, path) : undefined),
});

/** All files in one zip, not compressed again: the lists are gzip already. */
const zipOf = (files: readonly (readonly [string, Uint8Array])[], folder: string): Uint8Array =>
  zipSync(Object.fromEntries(files.map(([path, bytes]) => [`${folder}/${path}`, bytes])), { level: 0 });

/** The files as one zip in the person's downloads. */
export const offerZip = (files: readonly (readonly [string, Uint8Array])[], name: string): void =>
  offerFile(`${name}.zip`, new Blob([new Uint8Array(zipOf(files, name))], { type: 'application/zip' }));

const entryFile = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

const entriesIn = async (folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> => {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  // A reader gives at most 100 entries at a time and says it is done by giving none.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return found;
    found.push(...some);
  }
};

const filesUnder = async (entry: FileSystemEntry): Promise<readonly HandedFile[]> => {
  if (entry.isFile) return [[entry.fullPath.slice(1), await entryFile(entry as FileSystemFileEntry)]];
  const inside = await entriesIn(entry as FileSystemDirectoryEntry);
  return (await Promise.all(inside.map(filesUnder))).flat();
};

export const filesDropped = async (items: DataTransferItemList): Promise<readonly HandedFile[]> => {
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  return (await Promise.all(entries.map(filesUnder))).flat();
};

export const filesPicked = (list: FileList): readonly HandedFile[] =>
  [...list].map((file) => [file.webkitRelativePath || file.name, file] as const);
