/**
 * What the square on a certificate says, in plain lines that any phone shows: enough to compare paper with files. It proves nothing
 * by itself; `xiangbiao verify` prints the same root, and the same key.
 */
import type { Manifest } from './manifest.ts';

export interface CertificateFacts extends Pick<Manifest, 'campaign' | 'root'> {
  readonly seal: Pick<Manifest['seal'], 'id'>;
  readonly signer: Pick<Manifest['signer'], 'fingerprint'>;
}

/** `manifestHash`: SHA-256 of `manifest.json`, which covers what the root does not: gates, calendar, counts. */
export const certificateText = (
  { campaign, seal, root, signer }: CertificateFacts,
  manifestHash: string,
): string =>
  [
    'xiangbiao-seal',
    `campaign ${campaign}`,
    `seal ${seal.id}`,
    `root ${root}`,
    `manifest ${manifestHash}`,
    `key ${signer.fingerprint}`,
  ].join('\n');
