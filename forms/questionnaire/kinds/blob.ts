/** Signatures and files: answers are references to blobs of our own, never data and never an address (A21). */
import { blobType, isImageBlob } from '../../answers/blob-reference.ts';
import { type Finding, found, typeName } from '../../answers/violations.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { each, flag, inert, local, number, oneOf, type PropertyTable, text, whole } from '../properties.ts';
import { type Decoded, defineKind, type Workshop } from './kind.ts';
import { decodeText } from './text.ts';

/** Only the value `false`: with any other the renderer puts the file itself into the answers, which are then refused. */
const noteStored = (source: JsonObject, type: string, { at, pad }: Workshop): void => {
  if (source.storeDataAsText !== false)
    pad.note(at, 'missing-property', { property: 'storeDataAsText: false', type });
};

const stored: PropertyTable = { storeDataAsText: flag, waitForUpload: flag };

export const signatureKind = defineKind<object>({
  keys: ['signaturepad'],
  properties: {
    ...stored,
    dataFormat: oneOf('png', 'jpeg'),
    ...each(inert, 'signatureWidth', 'signatureHeight', 'signatureAutoScaleEnabled', 'height', 'allowClear'),
    ...each(inert, 'penMinWidth', 'penMaxWidth', 'penColor', 'backgroundColor', 'showPlaceholder'),
    ...each(local, 'placeholder', 'placeholderReadOnly'),
  },
  compile: (source, workshop) => {
    noteStored(source, 'signaturepad', workshop);
    return {};
  },
  decode: (_, raw) => {
    if (typeof raw !== 'string')
      return { finding: found('wrong-type', { expected: 'text', found: typeName(raw) }) };
    return isImageBlob(raw) ? { value: raw } : { finding: found('not-our-blob') };
  },
  judge: () => [],
});

interface FileRule {
  readonly comment: boolean;
  readonly most: number;
  /** Media types, `image/*`, or extensions with their dot; none takes every type that we keep. */
  readonly accepted: readonly string[];
}

const mostFiles = 20;
const members = ['content', 'name', 'type'] as const;

const accepts = (accepted: readonly string[], content: string, type: string): boolean =>
  accepted.length === 0 ||
  accepted.some((entry) => {
    if (entry.startsWith('.')) return content.endsWith(entry);
    return entry.endsWith('/*') ? type.startsWith(entry.slice(0, -1)) : type === entry;
  });

const problemWithFile = (rule: FileRule, raw: unknown): Finding | undefined => {
  if (!isJsonObject(raw)) return found('wrong-type', { expected: 'object', found: typeName(raw) });
  const stranger = Object.keys(raw).find((key) => !(members as readonly string[]).includes(key));
  if (stranger !== undefined) return found('unknown-key', { key: stranger.slice(0, 80) });
  const { content, name, type } = raw;
  const known = blobType(content);
  if (known === undefined || type !== known) return found('not-our-blob');
  const named = decodeText(name, 255);
  if ('finding' in named) return named.finding;
  return accepts(rule.accepted, String(content), known)
    ? undefined
    : found('file-not-accepted', { type: known });
};

const decodeFiles = (rule: FileRule, raw: unknown): Decoded => {
  if (!Array.isArray(raw))
    return { finding: found('wrong-type', { expected: 'list', found: typeName(raw) }) };
  if (raw.length > rule.most)
    return { finding: found('too-many-files', { count: raw.length, limit: rule.most }) };
  for (const file of raw) {
    const finding = problemWithFile(rule, file);
    if (finding !== undefined) return { finding };
  }
  // In the order of names, so that the answers are canonical as they stand.
  return { value: (raw as readonly JsonObject[]).map((file) => pick(file)) };
};

const pick = ({ content, name, type }: JsonObject): JsonObject => ({
  content: content as Json,
  name: name as Json,
  type: type as Json,
});

export const fileKind = defineKind<FileRule>({
  keys: ['file'],
  properties: {
    ...stored,
    ...each(flag, 'allowMultiple', 'showCommentArea'),
    maxFiles: whole(1, mostFiles),
    maxSize: number,
    acceptedTypes: text,
    sourceType: oneOf('file', 'camera', 'file-camera'),
    ...each(inert, 'showPreview', 'allowImagesPreview', 'allowCameraAccess', 'confirmDelete'),
    ...each(inert, 'imageHeight', 'imageWidth'),
    ...each(local, 'fileOrPhotoPlaceholder', 'photoPlaceholder', 'filePlaceholder'),
  },
  compile: (source, workshop) => {
    noteStored(source, 'file', workshop);
    const accepted = typeof source.acceptedTypes === 'string' ? source.acceptedTypes : '';
    const several = typeof source.maxFiles === 'number' ? source.maxFiles : mostFiles;
    return {
      most: source.allowMultiple === true ? several : 1,
      accepted: accepted
        .toLowerCase()
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
      comment: source.showCommentArea === true,
    };
  },
  decode: decodeFiles,
  judge: () => [],
  comment: (rule) => (rule.comment ? 'always' : undefined),
  nodes: (rule) => rule.most * 4,
});
