/** The first steps with any sealed folder: the manifest, the key it names, the signature. Nothing else counts before that. */
import { type Result, refuse } from '../result.ts';
import { sameBytes } from './hash.ts';
import { manifestPath, publicKeyPath, signaturePath } from './layout.ts';
import { type Manifest, parseManifest } from './manifest.ts';
import type { SealFailure, SealFiles } from './report.ts';
import { type PublicKey, parsePublicKey, publicKeyFile, verifySignature } from './signature.ts';
import { jsonOf } from './text.ts';

/** S4: the manifest, when it is signed by `publicKey` as it stands. */
export const openSeal = async (
  files: SealFiles,
  publicKey: PublicKey,
): Promise<Result<Manifest, SealFailure>> => {
  const [manifestBytes, signature, key] = await Promise.all(
    [manifestPath, signaturePath, publicKeyPath].map((path) => files.read(path)),
  );
  if (!manifestBytes) return refuse({ code: 'file-missing', facts: { file: manifestPath } });
  if (!signature) return refuse({ code: 'file-missing', facts: { file: signaturePath } });
  if (!key) return refuse({ code: 'file-missing', facts: { file: publicKeyPath } });
  if (!sameBytes(key, publicKeyFile(publicKey)))
    return refuse({
      code: 'key-differs',
      facts: {
        file: publicKeyPath,
        expected: publicKey.fingerprint,
        got: parsePublicKey(jsonOf(key))?.fingerprint ?? '',
      },
    });
  if (!verifySignature(signature, manifestBytes, publicKey))
    return refuse({
      code: 'signature-invalid',
      facts: { file: manifestPath, expected: publicKey.fingerprint },
    });
  const manifest = parseManifest(manifestBytes);
  if (!manifest.ok)
    return refuse({
      code: manifest.refusal.code,
      facts: { file: manifestPath, says: manifest.refusal.says },
    });
  const { signer } = manifest.value;
  if (signer.algorithm !== publicKey.algorithm || signer.fingerprint !== publicKey.fingerprint)
    return refuse({
      code: 'key-differs',
      facts: { file: manifestPath, expected: publicKey.fingerprint, got: signer.fingerprint },
    });
  return manifest;
};
