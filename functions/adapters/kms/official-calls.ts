/** KMS through Amazon's own client. */
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { KmsCalls } from './calls.ts';

export const officialKms = (client: Pick<KMSClient, 'send'>): KmsCalls => ({
  publicKey: async (KeyId) => (await client.send(new GetPublicKeyCommand({ KeyId }))).PublicKey,
  sign: async (KeyId, Message) => {
    const wanted = { KeyId, Message, MessageType: 'DIGEST', SigningAlgorithm: 'ECDSA_SHA_256' } as const;
    return (await client.send(new SignCommand(wanted))).Signature;
  },
});
