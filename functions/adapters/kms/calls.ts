/** The operations of KMS that the signer uses, with bytes as bytes. */
export interface KmsCalls {
  /** SubjectPublicKeyInfo in DER. */
  publicKey(keyId: string): Promise<Uint8Array | undefined>;
  /** ECDSA with SHA-256 over a digest; DER. */
  sign(keyId: string, digest: Uint8Array): Promise<Uint8Array | undefined>;
}
