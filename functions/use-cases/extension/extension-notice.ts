/** What is told about an extension: to whoever may decide on it, and once it is decided. */
import type { Notice } from '#forms/notice/notice.ts';
import type { ExtensionState } from '#forms/wire/deadlines.ts';

/** The same for everybody who is told, whenever it is carried out. */
export const extensionNotice = (extension: ExtensionState): Notice => ({
  id: `${extension.id}-decided`,
  kind: extension.state === 'granted' ? 'extension-granted' : 'extension-declined',
  at: extension.decidedAt ?? extension.askedAt,
  facts: { stage: extension.stage, until: extension.until, why: extension.why ?? '' },
});

export const askedNotice = ({ id, area, stage, until, reason, askedAt }: ExtensionState): Notice => ({
  id: `${id}-asked`,
  kind: 'extension-asked',
  at: askedAt,
  facts: { village: area, stage, until, reason },
});
