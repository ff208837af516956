/** KMS through the small client: JSON carries bytes as Base64. */
import type { JsonService } from '../aws/json-service.ts';
import type { KmsCalls } from './calls.ts';

const bytes = (base64: unknown): Uint8Array | undefined =>
  typeof base64 === 'string' ? Buffer.from(base64, 'base64') : undefined;

export const leanKms = (service: JsonService): KmsCalls => ({
  publicKey: async (KeyId) => {
    const answer: { PublicKey?: unknown } = await service('GetPublicKey', { KeyId });
    return bytes(answer.PublicKey);
  },
  sign: async (KeyId, Message) => {
    const wanted = { KeyId, Message, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' };
    const answer: { Signature?: unknown } = await service('Sign', wanted);
    return bytes(answer.Signature);
  },
});
